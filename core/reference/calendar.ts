import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { invalidInput, notFound, ProblemError } from '../server/errors';
import { sql } from '../server/sql';
import { specialDays, workingCalendar, type KeptYear } from '../territory/calendar';
import { homeCalendar, homeRegion, todayHere } from '../territory/home';
import { yearsChanged } from '../territory/kept-years';
import { isWeekend } from './calendar-file';

const Day = z.strictObject({
  day: z.iso.date('День пишется как 2027-01-01'),
  kind: z.enum(['free', 'short', 'worked']),
  title: z.string().trim().max(200),
});
export const Days = z.array(Day).min(1, 'Отметьте хотя бы один день').max(366);

export const YearInput = z.strictObject({
  /** The version that was seen: 0 while nobody has kept the year. */
  version: z.int().min(0),
  days: Days,
  act: z.string().trim().min(3, 'Назовите акт').max(500),
  note: z.string().trim().max(1_000).nullable().default(null),
});

const Version = z.object({
  version: z.int(),
  act: z.string(),
  note: z.string().nullable(),
  verified: z.boolean(),
  createdAt: z.string(),
});

export const YearView = z.object({
  year: z.int(),
  /** What holds: a version of the operator, the shipped year, holidays of the Labour Code alone, or nothing. */
  origin: z.enum(['operator', 'shipped', 'holidays', 'missing']),
  version: z.int(),
  act: z.string().nullable(),
  verified: z.boolean(),
  workingDays: z.int().nullable(),
  days: z.array(Day.extend({ act: z.string().nullable() })),
  versions: z.array(Version),
});
export type YearView = z.output<typeof YearView>;
type Kept = z.output<typeof Version> & { year: number; days: KeptYear['days'] };

const versionsOf = (year: number) => sql<Kept>`
  SELECT year, version, days, act, note, verified, created_at AS "createdAt" FROM core.calendar_years
  WHERE region_id = ${homeRegion().id} AND year = ${year} ORDER BY version DESC LIMIT 50`;

/** Years from the one before the present to the one after the next, and whatever else is kept or shipped. */
export async function listYears(): Promise<YearView[]> {
  const present = Number(todayHere().slice(0, 4));
  const kept = await sql<{ year: number }>`SELECT DISTINCT year FROM core.calendar_years
    WHERE region_id = ${homeRegion().id} ORDER BY year LIMIT 100`;
  const years = new Set([
    present - 1,
    present,
    present + 1,
    ...kept.map(({ year }) => year),
    ...homeRegion().calendar.years,
  ]);
  const views: YearView[] = [];
  for (const year of [...years].sort((a, b) => b - a))
    views.push({ ...(await showYear(year)), days: [], versions: [] });
  return views;
}

/** One year as it holds, with the versions that the operator has written. */
export async function showYear(year: number): Promise<YearView> {
  const versions = await versionsOf(year);
  const [newest] = versions;
  const shipped = homeRegion().calendar;
  const known = newest !== undefined || shipped.years.includes(year);
  const days = newest
    ? newest.days.map((day) => ({ ...day, act: null }))
    : known
      ? specialDays(shipped, year).map(({ day, isWorking, title, act }) => ({
          ...{ day, title, act },
          kind: isWorking ? ('worked' as const) : ('free' as const),
        }))
      : [];
  const isWhole = shipped.completeYears.includes(year);
  return {
    year,
    origin: newest ? 'operator' : isWhole ? 'shipped' : known ? 'holidays' : 'missing',
    version: newest?.version ?? 0,
    act: newest?.act ?? null,
    verified: newest?.verified ?? (isWhole && specialDays(shipped, year).every((day) => day.verified)),
    workingDays: known ? countWorked(year, newest) : null,
    days,
    versions: versions.map(({ year: _, days: __, ...version }) => version),
  };
}

function countWorked(year: number, kept: KeptYear | undefined) {
  const calendar = workingCalendar(homeRegion().calendar, kept ? [kept] : []);
  let count = 0;
  for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += 86_400_000)
    count += Number(calendar.isWorkingDay(new Date(time).toISOString().slice(0, 10)));
  return count;
}

/**
 * Writes the next version of a year; every term from then on is counted by it, terms counted before stay as they are. Throws
 * 409 when somebody wrote a version meanwhile, 400 with what contradicts the Labour Code.
 */
export async function keepYear(
  year: number,
  { version: seen, days, act, note }: z.output<typeof YearInput>,
): Promise<YearView> {
  checkDays(year, days);
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`calendar/${year}`}, 7214041))`;
  const [newest] = await versionsOf(year);
  if ((newest?.version ?? 0) !== seen) throw changedMeanwhile();
  const titled = named([...days].sort((a, b) => (a.day < b.day ? -1 : 1)));
  const version = seen + 1;
  await sql`INSERT INTO core.calendar_years (region_id, year, version, days, act, note, created_by)
    VALUES (${homeRegion().id}, ${year}, ${version}, ${JSON.stringify(titled)}::jsonb, ${act}, ${note},
      ${context().actor?.accountId ?? null})`;
  await audit('reference.calendar-kept', { type: 'calendar-year', id: String(year) }, { year, version, act });
  await yearsChanged();
  return showYear(year);
}

/** Holidays of the Labour Code bear their name where a file gave none. */
const named = (days: z.output<typeof Days>) =>
  days.map((one) => ({
    ...one,
    title:
      one.title || (homeRegion().calendar.holidays.find(({ monthDay }) => one.day.endsWith(monthDay))?.title ?? ''),
  }));

function checkDays(year: number, days: z.output<typeof Days>) {
  const issues: { path: (string | number)[]; message: string }[] = [];
  const wrong = (message: string) => issues.push({ path: ['payload', 'days'], message });
  const byDay = new Map(days.map((one) => [one.day, one.kind]));
  if (byDay.size < days.length) wrong('Один день назван дважды');
  for (const { day, kind } of days) {
    if (!day.startsWith(`${year}-`)) wrong(`${day} — день другого года`);
    else if (kind === 'worked' && !isWeekend(day)) wrong(`${day} — будний день, он и так рабочий`);
  }
  for (const { monthDay, title } of homeRegion().calendar.holidays) {
    const day = `${year}-${monthDay}`;
    const kind = byDay.get(day);
    if (kind ? kind !== 'free' : !isWeekend(day)) wrong(`${day} — праздник «${title}», он должен быть выходным`);
  }
  if (issues.length) throw invalidInput(issues.slice(0, 20));
}

const changedMeanwhile = () =>
  new ProblemError({
    status: 409,
    code: 'changed-meanwhile',
    title: { ru: 'Запись изменили, пока вы её правили', en: 'Somebody changed it meanwhile' },
    detail: 'Календарь этого года уже переписал другой человек. Откройте страницу заново и сверьте дни.',
  });

/** Notes that a person compared the newest version with the text of its act. Throws 409 for one that is no longer the newest. */
export async function verifyYear(year: number, version: number): Promise<YearView> {
  const [newest] = await versionsOf(year);
  if (!newest) throw notFound(`Календаря на ${year} год нет`);
  if (newest.version !== version) throw changedMeanwhile();
  await sql`UPDATE core.calendar_years SET verified = true, verified_by = ${context().actor?.accountId ?? null},
    verified_at = now() WHERE region_id = ${homeRegion().id} AND year = ${year} AND version = ${version}`;
  await audit('reference.calendar-verified', { type: 'calendar-year', id: String(year) }, { year, version });
  return showYear(year);
}

/** The year whose calendar somebody should enter: the present one, or from 1 November on the next. */
export function missingYear(today: string): number | undefined {
  const present = Number(today.slice(0, 4));
  const wanted = today.slice(5) >= '11-01' ? [present, present + 1] : [present];
  return wanted.find((year) => !homeCalendar().isComplete(year));
}
