import { sql, todayHere } from '../../../core/server';
import { attends } from '../../../plugins/school/server/services/lessons';
import type { DiaryDay } from '../../../plugins/school/shared';
import { must } from '../harness';
import type { Answered, Call } from '../load/calls';
import { digestOf } from '../load/digest';
import { ask, signIn } from './installation';
import { work, type Family } from './school';

/** A family, and the day of the diary that it reads. */
export type Reader = Family & { cookie: string; path: string };

const days = 10;

const pathOf = (child: string, day: string) => `/api/school/diaries/${child}/day?day=${day}`;

/** Signs families in, each with a day of the last two weeks to read. */
export async function readersOf(site: string, families: readonly Family[]): Promise<Reader[]> {
  const held = await work(
    () => sql<{ day: string }>`SELECT DISTINCT day::text AS day FROM school.lessons
      WHERE day < ${todayHere()}::date ORDER BY day DESC LIMIT ${days}::int`,
  );
  const cookies = await signIn(
    site,
    families.map(({ login }) => login),
  );
  return families.map((family, at) => ({
    ...family,
    cookie: cookies[at] ?? '',
    path: pathOf(family.child, held[at % held.length]?.day ?? ''),
  }));
}

type Sums = { lessons: number; marks: number; values: number; away: number };

/** All these diaries together say what the tables say; nobody else reads them. Gives a digest of each, in order. */
export async function checkDiaries(site: string, readers: readonly Reader[]): Promise<string[]> {
  const digests: string[] = [];
  const said: Sums = { lessons: 0, marks: 0, values: 0, away: 0 };
  for (const { path, cookie } of readers) {
    const { status, body, text } = await ask<DiaryDay>(path, { site, cookie });
    must(status === 200, `${path} answers ${status}`);
    digests.push(digestOf(text));
    for (const { marks, attendance } of body.lessons) {
      said.lessons += 1;
      said.marks += marks.length;
      said.values += marks.reduce((sum, { value }) => sum + value, 0);
      said.away += attendance ? 1 : 0;
    }
  }
  const kept = await sumsOf(readers);
  must(
    JSON.stringify(said) === JSON.stringify(kept),
    `diaries say ${JSON.stringify(said)}, not ${JSON.stringify(kept)}`,
  );
  must(said.lessons > readers.length && said.marks > 0, `there is nothing to read: ${JSON.stringify(said)}`);
  await checkStrangers(site, readers);
  return digests;
}

async function sumsOf(readers: readonly Reader[]): Promise<Sums | undefined> {
  const [kept] = await work(
    () => sql<Sums>`SELECT count(*)::int AS lessons, coalesce(sum(m.count), 0)::int AS marks, coalesce(sum(m.sum), 0)::int AS values,
        count(a.id)::int AS away
      FROM unnest(${readers.map(({ child }) => child)}::uuid[], ${readers.map(({ path }) => path.slice(-10))}::date[]) AS r(child, day)
      JOIN school.pupils p ON p.person_id = r.child JOIN school.lessons l ON l.day = r.day
      JOIN school.loads j ON j.id = l.load_id AND ${attends}
      LEFT JOIN school.attendance a ON a.lesson_id = l.id AND a.pupil_id = p.id
      LEFT JOIN LATERAL (SELECT count(*) AS count, sum(value) AS sum FROM school.marks
        WHERE lesson_id = l.id AND pupil_id = p.id) m ON true`,
  );
  return kept;
}

async function checkStrangers(site: string, [one, other]: readonly Reader[]) {
  if (!one || !other) return;
  const foreign = await ask(one.path, { site, cookie: other.cookie });
  must(foreign.status === 404, `another family is answered ${foreign.status}`);
  must((await ask(one.path, { site })).status === 401, 'nobody is let in');
}

/** So many openings of diaries, family after family. */
export const readingOf = (readers: readonly Reader[], count: number): Call[] =>
  Array.from({ length: count }, (_, at) => ({
    path: readers[at % readers.length]?.path ?? '',
    as: at % readers.length,
  }));

/** Whoever read a diary under load was told what it said before. */
export function checkRead(answers: readonly Answered[], digests: readonly string[]): void {
  const wrong = answers.filter(([status, , digest], at) => status === 200 && digest !== digests[at % digests.length]);
  must(wrong.length === 0, `${wrong.length} diaries said something else under load`);
}

/** How many readings of diaries are recorded. */
export async function recordedReadings(): Promise<number> {
  const [row] = await work(
    () =>
      sql<{ count: number }>`SELECT count(*)::int AS count FROM core.audit_events WHERE event = 'school.diary-read'`,
  );
  return row?.count ?? 0;
}
