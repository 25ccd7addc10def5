import './on-warehouse/quiet';
import { must, percentile } from './harness';
import { ask, inSchool, load, signIn, statusesOf, timesOf } from './in-school/installation';
import { checkMarks, checkRefusals, emptyCells, placeOf, savingOf } from './in-school/marks';
import type { Bench } from './run';

const perSecond = 400;
const warming = 3;

/** Teachers of one school save marks into cells of their lessons, each once under its own key, beside the worker of the product. */
const bench: Bench = {
  name: 'mark-save',
  run: ({ quick }) =>
    inSchool(quick ? 15 : 30, async ({ site, school }) => {
      const seconds = quick ? 10 : 60;
      const cells = await emptyCells(perSecond * (warming + seconds));
      must(cells.length === perSecond * (warming + seconds), `the school has only ${cells.length} empty cells`);
      const teachers = [...new Set(cells.map(({ login }) => login))];
      const cookies = await signIn(site, teachers);
      await refusals(site, { cells, teachers, cookies, guardian: school.families[0]?.login ?? '' });

      const answers = await load({ site, perSecond, cookies, calls: savingOf(cells, teachers) });
      await checkMarks(cells, answers);
      const measured = answers.slice(perSecond * warming);
      const { took, errors } = timesOf(measured);
      must(took.length > 0, `nothing was saved: ${statusesOf(measured)}`);
      return {
        figures: {
          p50_ms: percentile(took, 50),
          p95_ms: percentile(took, 95),
          p99_ms: percentile(took, 99),
          errors,
          saved: took.length,
          teachers: teachers.length,
          lessons: new Set(cells.map(({ lesson }) => lesson)).size,
        },
        bars: { p95_ms: { bar: 150, at: 'most' }, errors: { bar: 0, at: 'most' } },
      };
    }),
};

type Known = {
  cells: Awaited<ReturnType<typeof emptyCells>>;
  teachers: readonly string[];
  cookies: readonly string[];
  guardian: string;
};

async function refusals(site: string, { cells: [cell], teachers, cookies, guardian }: Known) {
  if (!cell) return;
  const own = teachers.indexOf(cell.login);
  const [outsider] = await signIn(site, [guardian]);
  const of = { teacher: cookies[own], colleague: cookies[own ? 0 : 1], guardian: outsider, nobody: undefined };
  await checkRefusals(cell, async (by, put) => (await ask(placeOf(cell), { site, cookie: of[by], put })).status);
}

export default bench;
