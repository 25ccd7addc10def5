import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { tokensCss } from './shared/look';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tokens as a style sheet: one source for the cabinets, the public pages and the charts. */
function lookTokens(): Plugin {
  const id = 'virtual:look-tokens.css';
  const resolved = '/__look-tokens.css';
  return {
    name: 'look-tokens',
    resolveId: (source) => (source === id ? resolved : undefined),
    load: (source) => (source === resolved ? tokensCss() : undefined),
  };
}

/** The interface halves of the folders in `plugins/`, without those that were found not to compile (see build.ts). */
function pluginUis(): Plugin {
  const id = 'virtual:plugin-uis';
  const folder = process.env.VITE_PLUGINS ?? here('../plugins');
  const leftOut = process.env.VITE_LEFT_OUT?.split(',') ?? [];
  const files = () =>
    (existsSync(folder) ? readdirSync(folder).sort() : [])
      .filter((name) => !leftOut.includes(name))
      .map((name) => join(folder, name, 'ui/index.tsx'))
      .filter((file) => existsSync(file));
  return {
    name: 'plugin-uis',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? importsOf(files()) : undefined),
  };
}

const importsOf = (files: readonly string[]) =>
  [
    ...files.map((file, at) => `import ui${at} from ${JSON.stringify(file)};`),
    `export default [${files.map((_, at) => `ui${at}`).join(', ')}];`,
  ].join('\n');

/** Scripts and styles packed once beside themselves, not for every visit; the server takes the packed file. */
function packedBeside(): Plugin {
  return {
    name: 'packed-beside',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const { fileName, ...file } of Object.values(bundle)) {
          const source = 'code' in file ? file.code : file.source;
          if (/\.(js|css|svg)$/.test(fileName) && source.length > 1_024)
            this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
        }
      },
    },
  };
}

export default defineConfig({
  root: here('ui'),
  base: '/app/',
  publicDir: false,
  plugins: [react(), lookTokens(), pluginUis(), packedBeside()],
  html: { cspNonce: '__NONCE__' },
  resolve: { dedupe: ['react', 'react-dom', '@mantine/core', '@mantine/hooks', '@tanstack/react-query'] },
  build: {
    outDir: here('../.regiso/ui'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    target: 'es2023',
    reportCompressedSize: false,
    rolldownOptions: {
      // The index of core/ui names everything; a page pays only for what it takes, styles included.
      treeshake: {
        moduleSideEffects: [
          { test: /[\\/]core[\\/]ui[\\/](?!main|shell[\\/]styles|charts[\\/]echarts)[^?]*\.tsx?$/, sideEffects: false },
        ],
      },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/,
              priority: 1,
            },
            // What nearly every page shares, in one file: each file costs a request, and small ones pack badly.
            // Without what floats beside its button: menus and tooltips are many, the dashboards go without them.
            {
              name: 'look',
              test: /[\\/](core[\\/](ui|shared)|node_modules[\\/]@(tanstack|tabler|mantine(?![\\/]core[\\/]esm[\\/]components[\\/](Combobox|Floating|Menu|Popover|ScrollArea|Tooltip)[\\/])))[\\/]/,
              minShareCount: 60,
            },
          ],
        },
      },
    },
  },
  server: {
    port: Number(process.env.VITE_PORT ?? 5173),
    proxy: { '^/(api|documentation|healthz|readyz|app/sw.js)': process.env.VITE_API ?? 'http://127.0.0.1:8080' },
  },
});
