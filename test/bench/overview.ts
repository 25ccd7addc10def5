import { gzipSync } from 'node:zlib';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemo } from '../../core/server/demo';
import { buildUi } from '../../core/ui/build';
import { alignSchema, catchUp } from '../../warehouse/server/api';
import { must, percentile, withApp } from './harness';
import type { Bench } from './run';

type Board = {
  tiles: { draw: string; indicator?: string; indicators?: string[]; by?: string; of?: string; step?: number }[];
};

/** Data of the page "Exam results" (all its questions in one call) and the size of what its browser loads. */
const bench: Bench = {
  name: 'overview',
  run: async ({ quick }) => {
    const page = await withApp({}, async (app) => {
      await alignSchema();
      await loadDemo(quick ? 'small' : 'region', () => undefined);
      await catchUp();
      const call = await app.as({ roles: ['analyst'] });
      const board = (await call('/api/dashboards/exams.results')).body as Board;
      const times: number[] = [];
      for (let at = 0; at < (quick ? 50 : 300); at += 1) {
        const filters = { kind: ['ege'], year: [2022 + (at % 5)] };
        const payload = { dashboard: 'exams.results', questions: questionsOf(board, filters) };
        const began = performance.now();
        const answer = await call('/api/dashboards/query', { method: 'POST', payload });
        times.push(performance.now() - began);
        const { answers } = answer.body as { answers: { rows?: unknown[] }[] };
        must(answer.status === 200 && answers.every(({ rows }) => rows?.length), `answer ${at} has no rows`);
      }
      return times;
    });
    return {
      figures: { p50_ms: percentile(page, 50), p95_ms: percentile(page, 95), js_gzip_kb: await scriptSize() },
      bars: { p95_ms: { bar: 500, at: 'most' }, js_gzip_kb: { bar: 450, at: 'most' } },
    };
  },
};

const questionsOf = ({ tiles }: Board, filters: object) =>
  tiles.flatMap(({ draw, indicator, indicators, by, of, step }) =>
    (indicators ?? [indicator]).map((asked) => ({
      indicator: asked,
      by: by ? [by] : [],
      filters: by === 'year' ? { kind: ['ege'] } : filters,
      ...(draw === 'distribution' && { distribution: { of, step } }),
    })),
  );

/** All scripts of the cabinets that the page could ask for, gzipped, in kB: an upper bound of its first load. */
async function scriptSize() {
  const outDir = mkdtempSync(join(tmpdir(), 'regiso-bench-ui-'));
  try {
    await buildUi({ outDir });
    const scripts = readdirSync(join(outDir, 'assets')).filter((file) => file.endsWith('.js'));
    const bytes = scripts.map((file) => gzipSync(readFileSync(join(outDir, 'assets', file))).length);
    return bytes.reduce((sum, size) => sum + size, 0) / 1_000;
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

export default bench;
