import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request } from '@hapi/hapi';
import { buildSync, transformSync } from 'esbuild';
import { favicon } from './icons';
import { tokensCss } from '@regiso/core/shared';

const source = join(__dirname, '../ui/site');
const fonts = join(dirname(require.resolve('@fontsource-variable/golos-text/package.json')), 'files');

export type Asset = {
  name: string;
  type: string;
  etag: string;
  plain: Buffer;
  /** Absent where the file is compressed by itself. */
  packed?: { br: Buffer; gzip: Buffer };
  hashed: string;
};

type Maker = { type: string; make: () => string | Buffer; isPacked?: true };

const script = (file: string): Maker => ({
  type: 'text/javascript; charset=utf-8',
  make: () => {
    const options = { bundle: true, minify: true, write: false, format: 'iife', target: 'es2020' } as const;
    return Buffer.from(buildSync({ ...options, entryPoints: [join(source, file)] }).outputFiles[0]?.contents ?? []);
  },
});
const font = (subset: string): Maker => ({
  type: 'font/woff2',
  isPacked: true,
  make: () => readFileSync(join(fonts, `golos-text-${subset}-wght-normal.woff2`)),
});

const makers: Record<string, Maker> = {
  'portal.css': { type: 'text/css; charset=utf-8', make: styles },
  'portal.js': script('portal.ts'),
  'map.js': script('map.ts'),
  'icon.svg': { type: 'image/svg+xml', make: () => favicon },
  'golos-cyrillic.woff2': font('cyrillic'),
  'golos-latin.woff2': font('latin'),
};

const made = new Map<string, Asset>();

/** A file of the public site by its plain name; made once, at the first request. Undefined when there is none. */
export function asset(name: string): Asset | undefined {
  const maker = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (!maker) return undefined;
  const there = made.get(name) ?? build(name, maker);
  made.set(name, there);
  return there;
}

function build(name: string, { type, make, isPacked }: Maker): Asset {
  const plain = Buffer.from(make());
  const etag = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
  const hashed = name.replace(/\.(\w+)$/, `.${etag}.$1`);
  return { name, type, etag, plain, hashed, ...(!isPacked && { packed: pack(plain, 'best') }) };
}

/** The same bytes for browsers that take gzip or brotli: best for what is made once, quick for pages. */
export const pack = (plain: Buffer, effort: 'best' | 'quick') => ({
  gzip: gzipSync(plain, { level: effort === 'best' ? 9 : 5 }),
  br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: effort === 'best' ? 11 : 4 } }),
});

/** What the browser says it can unpack. */
export function acceptedEncodings(request: Request): string {
  const header: unknown = request.headers['accept-encoding'];
  return typeof header === 'string' ? header : '';
}

/** Where a page finds a file: with the digest of its content, so that it may be kept for ever. */
export function assetPath(name: keyof typeof makers): string {
  const found = asset(name);
  if (!found) throw new Error(`There is no asset ${name}`);
  return `/assets/${found.hashed}`;
}

/** The plain name and the digest of `portal.Zr3….css`. */
export function assetName(file: string): { name: string; digest?: string } {
  const [, stem, digest, ending] = /^([a-z-]+)\.([\w-]{12})\.(\w+)$/.exec(file) ?? [];
  return stem && digest ? { name: `${stem}.${ending}`, digest } : { name: file };
}

function styles() {
  const faces = (['cyrillic', 'latin'] as const).map(
    (subset) => `@font-face{font-family:"Golos Text Variable";font-weight:400 900;font-display:swap;
      src:url(${assetPath(`golos-${subset}.woff2`)}) format("woff2");unicode-range:${ranges[subset]}}`,
  );
  const css = [
    ...faces,
    tokensCss(),
    ...sheets.map((sheet) => readFileSync(join(source, `styles/${sheet}.css`), 'utf8')),
  ].join('\n');
  return transformSync(css, { loader: 'css', minify: true, target: 'es2020' }).code;
}

const sheets = [
  'base',
  'frame',
  'form',
  'home',
  'search',
  'card',
  'map',
  'areas',
  'panel',
  'charts',
  'wide',
  'kindergartens',
  'results',
];

const ranges = {
  cyrillic: 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212',
};
