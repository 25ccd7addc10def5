import './on-warehouse/quiet';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestApp } from '../../core/testing';
import { must, percentile, withApp } from './harness';
import type { Entry, Night } from './opening/crowd';
import { moveIn, password } from './opening/families';
import { startCrowd, startPart, type Part } from './opening/processes';
import { judge, misplaced, untilAccepted } from './opening/verdict';
import type { Bench } from './run';

const perSecond = 80;
const tabs = 2_000;

/**
 * Web, worker and crowd in processes of their own. At the opening families file at a fixed rate beside open tabs, four of
 * five with a draft made before; among the last fifth of them web and worker are killed (-9) and started again. The others
 * give time and rate, all of them what was lost, doubled or misplaced. With `--quick` fewer families keep as many tabs open.
 */
const bench: Bench = {
  name: 'opening-night',
  run: ({ quick }) =>
    withApp({ only: ['kindergarten', 'warehouse'] }, async (app) => {
      const children = await app.work(() => moveIn(quick ? 240 : 2_000));
      const all = children.length;
      const calm = Math.round(all * 0.8);
      const crowd = startCrowd();
      const [web, worker] = await Promise.all([startPart('web', app), startPart('worker', app)]);
      const parts = { web, worker };
      try {
        const entered = await crowd.ask<'enter'>({ do: 'enter', site: parts.web.site, password, children });
        must(entered === all / 2, `${entered} of ${all / 2} families are signed in`);
        const drafts = await crowd.ask<'draft'>({ do: 'draft' });
        must(drafts === calm, `${drafts} drafts of ${calm} are kept`);
        const evening = await crowd.ask<'open'>({ do: 'open', from: 0, to: calm, perSecond, tabs });
        const storm = crowd.ask<'open'>({ do: 'open', from: calm, to: all, perSecond, tabs });
        await crowd.opened();
        await pause(((all - calm) / perSecond) * 300);
        await killAndStart(app, parts);
        await storm;
        await untilAccepted(app, 60_000);
        const journal = await crowd.ask<'journal'>({ do: 'journal' });
        return figuresOf(journal, calm, evening, await judge(app, journal));
      } finally {
        crowd.end();
        await Promise.all([parts.web.kill(), parts.worker.kill()]);
      }
    }),
};

async function killAndStart(app: TestApp, parts: { web: Part; worker: Part }) {
  const { port } = new URL(parts.web.site);
  await Promise.all([parts.web.kill(), parts.worker.kill()]);
  [parts.web, parts.worker] = await Promise.all([startPart('web', app, port), startPart('worker', app)]);
}

type Verdict = Awaited<ReturnType<typeof judge>>;

function figuresOf(journal: readonly Entry[], calm: number, evening: Night, { stand, ...verdict }: Verdict) {
  const wait = ({ due = 0, answered = Infinity }: Entry) => (answered - due) / 1_000;
  const waits = journal.slice(0, calm).map(wait);
  const seconds = (evening.ended - evening.began) / 1_000;
  const refreshes = evening.refreshed.length / seconds;
  const repeats = journal.reduce((sum, one) => sum + one.repeats, 0);
  must(repeats >= journal.length / 10, `${repeats} repeats were answered`);
  must(misplaced([...journal].reverse()) > 0, 'no pair of the journal could be out of order');
  must(stand <= journal.length, `${stand} stand for ${journal.length} children`);
  return {
    figures: {
      ...verdict,
      receipt_p99_s: percentile(waits, 99),
      accepted_per_min: (waits.filter(Number.isFinite).length / seconds) * 60,
      receipt_p50_s: percentile(waits, 50),
      receipt_worst_after_kill_s: Math.max(...journal.slice(calm).map(wait)),
      refreshes_per_s: refreshes,
      refresh_p99_s: percentile(evening.refreshed, 99) / 1_000,
      refused: Object.values(evening.refused).reduce((sum, one) => sum + one, 0),
      applications: journal.length,
      repeats,
    },
    bars: {
      lost: { bar: 0, at: 'most' },
      doubled: { bar: 0, at: 'most' },
      out_of_order: { bar: 0, at: 'most' },
      receipt_p99_s: { bar: 2, at: 'most' },
      accepted_per_min: { bar: 4_000, at: 'least' },
    } as const,
  };
}

export default bench;
