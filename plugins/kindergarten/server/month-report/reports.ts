import { audit, conflict, context, inReach, notFound, part, sql, todayHere } from '@regiso/core';
import { countNames, MonthFigures, type MonthReportRow, type MonthReportView } from '../../shared';
import { sha256 } from '../allocation/allocate';
import { gardenFor, gardensIn } from '../services/gardens';
import { namesOf } from '../services/names-of';
import { figuresOf } from './figures';

const read = 'kindergarten.read-groups';
const reportsIn = () => inReach(read, { participant: part`r.participant_id`, municipality: part`r.municipality_id` });

type Kept = {
  id: string;
  organisationId: string;
  month: string;
  version: number;
  sha256: string;
  madeAt: Date;
  madeBy: string | null;
  content: string;
};

const keptWhere = (where: ReturnType<typeof part>) =>
  sql<Kept>`SELECT r.id, r.organisation_id AS "organisationId", to_char(r.month, 'YYYY-MM') AS month, r.version, r.sha256,
      r.made_at AS "madeAt", r.made_by AS "madeBy", r.content
    FROM kindergarten.month_reports r WHERE ${where} AND ${reportsIn()} ORDER BY r.organisation_id, r.version DESC`;

const contentOf = (figures: MonthFigures) => JSON.stringify(MonthFigures.parse(figures));

async function withNames(rows: readonly Kept[]) {
  const names = await namesOf(rows.flatMap(({ madeBy }) => madeBy ?? []));
  return rows.map(({ id, version, sha256: hash, madeAt, madeBy }) => ({
    ...{ id, version, sha256: hash, madeAt: madeAt.toISOString(), by: (madeBy && names.get(madeBy)) ?? null },
  }));
}

/** Kindergartens in reach in a month: what each reported last, and whether the records say the same today. */
export async function reportsOf(month: string): Promise<MonthReportRow[]> {
  const gardens = await gardensIn(read);
  const now = await figuresOf(gardens, month);
  const kept = await keptWhere(part`r.month = ${`${month}-01`}::date`);
  const named = new Map((await withNames(kept)).map((one) => [one.id, one]));
  return gardens.flatMap(({ id, name }) => {
    const figures = now.get(id);
    if (!figures) return [];
    const last = kept.find(({ organisationId }) => organisationId === id);
    const made = last && named.get(last.id);
    return {
      ...{ organisationId: id, organisation: name, isClosed: figures.isClosed, children: figures.total.after },
      unmarked: figures.total.unmarked,
      report: made ? { ...made, differs: last.content !== contentOf(figures) } : null,
    };
  });
}

/** Keeps a month as the records say it now: the founder's copy, which nothing changes later. Throws 404 and 409. */
export async function report(organisation: string, month: string): Promise<{ id: string; version: number }> {
  const garden = await gardenFor('kindergarten.keep-groups', organisation);
  if (month >= todayHere().slice(0, 7)) throw conflict('Месяц ещё не закончился');
  const figures = (await figuresOf([garden], month)).get(organisation);
  if (!figures?.groups.length) throw conflict('В этом месяце групп в детском саду не было');
  const content = contentOf(figures);
  const first = `${month}-01`;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`month-report/${organisation}/${month}`}, 0))`;
  const [last] = await keptWhere(part`r.month = ${first}::date AND r.organisation_id = ${organisation}`);
  if (last?.content === content) throw conflict('С прошлого отчёта ничего не изменилось');
  const version = (last?.version ?? 0) + 1;
  const hash = sha256(content);
  const [row] = await sql<{ id: string }>`INSERT INTO kindergarten.month_reports
      (organisation_id, participant_id, municipality_id, month, version, content, sha256, made_by)
    VALUES (${organisation}, ${garden.participant}, ${garden.municipality}, ${first}, ${version}, ${content}, ${hash},
      ${context().actor?.accountId ?? null}) RETURNING id`;
  const object = { type: 'organisation', id: organisation, organisationId: organisation };
  await audit('kindergarten.month-reported', object, { month, version, sha256: hash });
  return { id: row?.id ?? '', version };
}

/** A report as it was made, with what the records say otherwise today. Throws 404. */
export async function reportById(id: string): Promise<MonthReportView> {
  const [kept] = await keptWhere(part`r.id = ${id}`);
  if (!kept) throw notFound('Отчёт не найден');
  const { organisationId, month, content } = kept;
  const figures = MonthFigures.parse(JSON.parse(content));
  const garden = { id: organisationId, name: figures.organisation, participant: null, municipality: null };
  const now = (await figuresOf([garden], month)).get(organisationId);
  const versions = await withNames(
    await keptWhere(part`r.month = ${`${month}-01`}::date AND r.organisation_id = ${organisationId}`),
  );
  const made = versions.find((one) => one.id === id);
  if (!made) throw notFound('Отчёт не найден');
  return { ...made, figures, differences: now ? differencesOf(figures, now) : [], versions };
}

function differencesOf(reported: MonthFigures, now: MonthFigures): MonthReportView['differences'] {
  const groups = new Map([...reported.groups, ...now.groups].map(({ id, name }) => [id, name]));
  const pairs = [
    { group: null, old: reported.total, today: now.total },
    ...[...groups].map(([id, group]) => ({
      group,
      old: reported.groups.find((one) => one.id === id),
      today: now.groups.find((one) => one.id === id),
    })),
  ];
  return pairs.flatMap(({ group, old, today }) =>
    countNames.flatMap((count) => {
      const [was, is] = [old?.[count] ?? null, today?.[count] ?? null];
      return was === is ? [] : { group, count, reported: was, now: is };
    }),
  );
}
