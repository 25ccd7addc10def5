import './on-warehouse/quiet';
import { must, percentile } from './harness';
import { checkDiaries, checkRead, readersOf, readingOf, recordedReadings } from './in-school/diaries';
import { inSchool, load, statusesOf, timesOf } from './in-school/installation';
import type { Bench } from './run';

const perSecond = 300;
const warming = 3;

/** Families of one school open a day of their child's diary: lessons, marks, absences, what is set for the day, all of it recorded. */
const bench: Bench = {
  name: 'diary',
  run: ({ quick }) =>
    inSchool(quick ? 15 : 30, async ({ site, school }) => {
      const seconds = quick ? 10 : 60;
      const readers = await readersOf(site, school.families.slice(0, quick ? 120 : 600));
      const digests = await checkDiaries(site, readers);
      const before = await recordedReadings();

      const calls = readingOf(readers, perSecond * (warming + seconds));
      const answers = await load({ site, perSecond, cookies: readers.map(({ cookie }) => cookie), calls });
      const measured = answers.slice(perSecond * warming);
      const { took, errors } = timesOf(measured);
      must(took.length > 0, `nothing was read: ${statusesOf(measured)}`);
      checkRead(answers, digests);
      const read = timesOf(answers).took.length;
      const recorded = (await recordedReadings()) - before;
      must(recorded >= read && recorded <= calls.length, `${read} were read and ${recorded} recorded`);
      return {
        figures: {
          p50_ms: percentile(took, 50),
          p95_ms: percentile(took, 95),
          p99_ms: percentile(took, 99),
          errors,
          read: took.length,
          families: readers.length,
        },
        bars: { p95_ms: { bar: 150, at: 'most' }, errors: { bar: 0, at: 'most' } },
      };
    }),
};

export default bench;
