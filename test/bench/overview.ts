import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { loadDemo } from '../../core/server/demo';
import type { TestApp } from '../../core/testing';
import { openBrowser } from '../../core/testing/browser';
import { buildUi } from '../../core/ui/build';
import type { DashboardView, QueryReply } from '../../dashboards/shared';
import { initialChoice } from '../../dashboards/shared/choice';
import { batchOf } from '../../dashboards/shared/questions';
import { alignSchema, catchUp } from '../../warehouse/server/api';
import { median, must, percentile, withApp } from './harness';
import type { Bench } from './run';

/** The page "Exam results": all that it asks, by its own batch and in one call, then the page in a browser with nothing in its cache. */
const bench: Bench = {
  name: 'overview',
  run: ({ quick }) =>
    withApp({}, async (app) => {
      await alignSchema();
      await loadDemo(quick ? 'small' : 'region', () => undefined);
      await catchUp();
      const times = await dataTimes(app, quick ? 50 : 300);
      const { first, scripts } = await inBrowser(app, quick ? 3 : 7);
      return {
        figures: {
          p50_ms: percentile(times.data, 50),
          p95_ms: percentile(times.data, 95),
          cold_p95_ms: percentile(times.cold, 95),
          questions: times.questions,
          first_chart_s: median(first),
          js_gzip_kb: scripts,
        },
        bars: {
          p95_ms: { bar: 500, at: 'most' },
          first_chart_s: { bar: 2, at: 'most' },
          js_gzip_kb: { bar: 450, at: 'most' },
        },
      };
    }),
};

/** Milliseconds of each call; those of the first visit to a choice, which no cache answers, also apart. */
async function dataTimes(app: TestApp, calls: number) {
  const call = await app.as({ roles: ['analyst'] });
  const board = (await call('/api/dashboards/exams.results')).body as DashboardView;
  const municipalities = ['tyumen-city', 'tobolsk-city', 'ishim-city', undefined];
  const times = { data: [] as number[], cold: [] as number[], questions: 0 };
  const seen = new Set<string>();
  for (let at = 0; at < calls; at += 1) {
    const municipality = municipalities[at % municipalities.length];
    const choice = {
      ...initialChoice(board),
      year: [String(2022 + (at % 5))],
      ...(municipality && { municipality: [municipality] }),
    };
    const { questions } = batchOf(board, choice);
    const payload = { dashboard: 'exams.results', questions };
    const began = performance.now();
    const answer = await call('/api/dashboards/query', { method: 'POST', payload });
    const took = performance.now() - began;
    times.data.push(took);
    const key = JSON.stringify(choice);
    if (!seen.has(key)) times.cold.push(took);
    seen.add(key);
    times.questions = Math.max(times.questions, questions.length);
    const { answers } = answer.body as QueryReply;
    // Before the first year of the demo there is nothing to compare with.
    const isEmpty = (place: number) => questions[place]?.filters?.['year']?.[0] === '2021';
    must(
      answer.status === 200
        && answers.length === questions.length
        && answers.every((one, place) => 'rows' in one && (one.rows.length > 0 || isEmpty(place))),
      `answer ${at} has no rows: ${answer.text.slice(0, 300)}`,
    );
  }
  return times;
}

/** Seconds from the address to the first drawn chart, and the scripts that came for it, gzipped, in kB. */
async function inBrowser(app: TestApp, visits: number) {
  const folder = join(app.config.dataFolder, 'ui');
  await buildUi({ outDir: folder });
  const site = (await app.app.start()) ?? '';
  const browser = await openBrowser();
  try {
    const first: number[] = [];
    let scripts = 0;
    for (let at = 0; at < visits; at += 1) {
      const visit = await firstVisit(browser, site);
      first.push(visit.seconds);
      const bytes = visit.files.map((file) => gzipSync(readFileSync(join(folder, 'assets', file))).length);
      scripts = bytes.reduce((sum, size) => sum + size, 0) / 1_000;
    }
    return { first, scripts };
  } finally {
    await browser.close();
  }
}

async function firstVisit(browser: Browser, site: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ru-RU' });
  const data = { login: 'analyst', password: 'demo-analyst' };
  const signedIn = await context.request.post(`${site}/api/access/sign-in`, { data, headers: { origin: site } });
  must(signedIn.ok(), `the analyst cannot sign in: ${signedIn.status()}`);
  const page = await context.newPage();
  const files: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') files.push(basename(new URL(response.url()).pathname));
  });
  const began = performance.now();
  await page.goto(`${site}/app/dashboards/exams.results`, { waitUntil: 'commit' });
  await page.locator('[role=img][aria-label] canvas').first().waitFor();
  const seconds = (performance.now() - began) / 1_000;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { seconds, files: [...new Set(files)] };
}

export default bench;
