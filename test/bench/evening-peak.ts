import './on-warehouse/quiet';
import { sql } from '../../core/server';
import type { JournalView } from '../../plugins/school/shared';
import { median, must, percentile } from './harness';
import { checkDiaries, readersOf, readingOf, recordedReadings } from './in-school/diaries';
import { ask, inSchool, load, signIn, statusesOf, timesOf } from './in-school/installation';
import { checkMarks, emptyCells, savingOf } from './in-school/marks';
import { work } from './in-school/school';
import type { Answered, Call } from './load/calls';
import type { Bench } from './run';

const perSecond = 100;
/** Of ten calls: diaries, journals; the rest are marks. */
const [diaries, journals] = [7, 2];

/** The evening of a school for five minutes: families read diaries, teachers read journals over the quarter and save marks. */
const bench: Bench = {
  name: 'evening-peak',
  run: ({ quick }) =>
    inSchool(quick ? 15 : 30, async ({ site, school }) => {
      const seconds = quick ? 20 : 300;
      const tens = (perSecond * seconds) / 10;
      const cells = await emptyCells(tens);
      must(cells.length === tens, `the school has only ${cells.length} empty cells`);
      const readers = await readersOf(site, school.families.slice(0, quick ? 60 : 400));
      const teachers = await signIn(site, school.teachers);
      await checkDiaries(site, readers);
      const opened = await openJournals(site, { logins: school.teachers, cookies: teachers });
      const before = await recordedReadings();

      const reading = readingOf(readers, tens * diaries);
      const saving = savingOf(cells, school.teachers).map((call) => ({ ...call, as: readers.length + call.as }));
      const looking = Array.from({ length: tens * journals }, (_, at): Call => {
        const { path, as } = opened[at % opened.length] ?? { path: '', as: 0 };
        return { path, as: readers.length + as };
      });
      const calls = mixed(reading, looking, saving);
      const cookies = [...readers.map(({ cookie }) => cookie), ...teachers];
      const memory = watchMemory();
      const answers = await load({ site, perSecond, cookies, calls });
      const growth = memory.stop();
      const of = (kind: (at: number) => boolean) => answers.filter((_, at) => kind(at % 10));
      await checkMarks(
        cells,
        of((at) => at >= diaries + journals),
      );
      const read = timesOf(of((at) => at < diaries)).took.length;
      must((await recordedReadings()) - before >= read, `${read} diaries were read, not all of it is recorded`);
      const { took, errors } = timesOf(answers);
      must(took.length > 0, `nothing was answered: ${statusesOf(answers)}`);
      return {
        figures: {
          p95_ms: percentile(took, 95),
          p99_ms: percentile(took, 99),
          diary_p95_ms: p95(of((at) => at < diaries)),
          journal_p95_ms: p95(of((at) => at >= diaries && at < diaries + journals)),
          mark_p95_ms: p95(of((at) => at >= diaries + journals)),
          errors,
          ...growth,
          calls: calls.length,
        },
        bars: { errors: { bar: 0, at: 'most' }, rss_growth_mb: { bar: 64, at: 'most' } },
      };
    }),
};

const p95 = (answers: readonly Answered[]) => percentile(timesOf(answers).took, 95);

/** Of ten calls seven of the first, two of the second and one of the third. */
const mixed = (reading: readonly Call[], looking: readonly Call[], saving: readonly Call[]): Call[] =>
  saving.flatMap((call, ten) => [
    ...reading.slice(ten * diaries, (ten + 1) * diaries),
    ...looking.slice(ten * journals, (ten + 1) * journals),
    call,
  ]);

type Teachers = { logins: readonly string[]; cookies: readonly string[] };

/** A journal of every teacher over the quarter that goes on; each says as many marks as the tables have. */
async function openJournals(site: string, { logins, cookies }: Teachers) {
  const rows = await work(
    () => sql<{ id: string; login: string }>`SELECT DISTINCT ON (a.login) j.id, a.login FROM school.loads j
      JOIN core.persons t ON t.id = j.teacher_id JOIN core.accounts a ON a.id = t.account_id ORDER BY a.login, j.hours DESC, j.id`,
  );
  const opened = rows.map(({ id, login }) => ({ id, path: `/api/school/journals/${id}`, as: logins.indexOf(login) }));
  const [first] = opened;
  const { body } = await ask<JournalView>(first?.path ?? '', { site, cookie: cookies[first?.as ?? 0] });
  const said = body.pupils.flatMap(({ cells }) => Object.values(cells).flatMap(({ marks }) => marks)).length;
  const [kept] = await work(
    () => sql<{
      marks: number;
    }>`SELECT count(*)::int AS marks FROM school.marks m JOIN school.lessons l ON l.id = m.lesson_id
      WHERE l.load_id = ${first?.id} AND l.day BETWEEN ${body.period.startsOn}::date AND ${body.period.endsOn}::date`,
  );
  must(said > 0 && said === kept?.marks, `a journal says ${said} marks, the table ${kept?.marks}`);
  return opened;
}

/** How much the server's process grows from the second fifth of the load to the last, in MB; what it begins with is no growth. */
function watchMemory() {
  const sizes: number[] = [];
  const timer = setInterval(() => sizes.push(process.memoryUsage.rss() / 2 ** 20), 250);
  return {
    stop: () => {
      clearInterval(timer);
      const fifth = (at: number) =>
        median(sizes.slice(Math.floor((at * sizes.length) / 5), Math.floor(((at + 1) * sizes.length) / 5)));
      return { rss_growth_mb: fifth(4) - fifth(1), rss_mb: fifth(4) };
    },
  };
}

export default bench;
