import { createHash } from 'node:crypto';
import { audit, beyondReach, conflict, inReach, job, me, part, reachOf, sql } from '@regiso/core';
import type { FederalEvent } from '../../shared';
import { statusWords } from '../services/step';
import { csvOf } from './csv';
import { exchange } from './load';

type Piece = ReturnType<typeof part>;

/** Gives the next numbers to steps that are kept for good: one that was begun earlier and kept later comes after. */
export const numberEvents = () =>
  beyondReach('a number says nothing of the step', async () => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('kindergarten/federal-events', 0))`;
    await sql`WITH last AS (SELECT coalesce(max(serial), 0) AS serial FROM kindergarten.federal_events),
        next AS (SELECT event_id, row_number() OVER (ORDER BY event_id) AS at FROM kindergarten.federal_events
          WHERE serial IS NULL)
      UPDATE kindergarten.federal_events e SET serial = last.serial + next.at FROM last, next
      WHERE e.event_id = next.event_id`;
  });

export const numberFederalEvents = job({
  name: 'number-federal-events',
  title: 'Номера событий для федерального портала',
  every: 60_000,
  unaudited: 'The number by which a step that is recorded already is read',
  handler: numberEvents,
});

const within = () => inReach(exchange, { municipality: part`f.municipality_id` });

/** Steps by a condition on `f`, in the order of their numbers. */
const eventsWhere = async (where: Piece, limit: number): Promise<(FederalEvent & { childId: string })[]> => {
  const found = await sql<{ id: string; serial: string }>`SELECT f.event_id AS id, f.serial
    FROM kindergarten.federal_events f WHERE ${where} AND ${within()} ORDER BY f.serial LIMIT ${limit}`;
  type Row = Omit<FederalEvent, 'serial' | 'at' | 'statusName'> & {
    id: string;
    at: Date;
    status: keyof typeof statusWords;
    childId: string;
  };
  const rows = await beyondReach(
    'steps of applications that were in reach themselves',
    () => sql<Row>`SELECT e.id, r.portal_id AS "portalId", r.number, e.at, e.status, e.ground, e.comment,
        a.child_id AS "childId"
      FROM kindergarten.application_events e JOIN kindergarten.applications a ON a.id = e.application_id
      JOIN kindergarten.federal_rows r ON r.id = e.application_id
      WHERE e.id = ANY (${found.map(({ id }) => id)}::bigint[])`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, serial }) => {
    const row = byId.get(id);
    if (!row) return [];
    const { id: _, at, ...event } = row;
    return [{ ...event, serial: Number(serial), at: at.toISOString(), statusName: statusWords[row.status][0] }];
  });
};

/** Steps after a number; whose they are is recorded. */
export async function eventsAfter(after: number, limit: number): Promise<FederalEvent[]> {
  const rows = await eventsWhere(part`f.serial > ${after}`, limit);
  const personIds = rows.map(({ childId }) => childId);
  await audit('kindergarten.federal-events-read', { type: 'application', personIds }, { after, rows: rows.length });
  return rows.map(({ childId: _, ...event }) => event);
}

/** How many steps no file has given to the portal yet. */
export async function freshCount(): Promise<number> {
  const [row] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM kindergarten.federal_events f
    WHERE (f.serial IS NULL OR f.serial > ${await lastGiven(placeOf())}) AND ${within()}`;
  return row?.n ?? 0;
}

const placeOf = () => {
  const { region, municipalities } = reachOf(exchange);
  return region ? null : (municipalities[0] ?? null);
};

async function lastGiven(municipality: string | null): Promise<number> {
  const [row] = await sql<{ last: string }>`SELECT coalesce(max(until_event), 0) AS last FROM kindergarten.federal_files
    WHERE kind = 'statuses' AND municipality_id IS NOT DISTINCT FROM ${municipality}`;
  return Number(row?.last ?? 0);
}

const mostEvents = 20_000;
type Span = { after: number; until: number; municipality: string | null };

/** A file of all steps since the last one. Throws 409 when there are none. */
export async function makeStatusFile(): Promise<string> {
  await numberEvents();
  const municipality = placeOf();
  const after = await lastGiven(municipality);
  const rows = await eventsWhere(inFile({ after, until: Number.MAX_SAFE_INTEGER, municipality }), mostEvents);
  const until = rows.at(-1)?.serial;
  if (!until) throw conflict('Новых статусов для портала нет');
  const sha256 = createHash('sha256').update(statusFile(rows)).digest('hex');
  const [row] = await sql<{ id: string }>`INSERT INTO kindergarten.federal_files (municipality_id, kind, name, sha256,
      rows, after_event, until_event, account_id)
    VALUES (${municipality}, 'statuses', ${`Статусы ${after + 1}–${until}.csv`}, ${sha256}, ${rows.length}, ${after},
      ${until}, ${me().accountId}) RETURNING id`;
  const id = row?.id ?? '';
  await audit('kindergarten.federal-statuses-made', { type: 'federal-file', id }, { after, until, rows: rows.length });
  return id;
}

const inFile = ({ after, until, municipality }: Span) =>
  part`f.serial > ${after} AND f.serial <= ${until} AND (${municipality}::text IS NULL OR f.municipality_id = ${municipality})`;

/** The content of a file of statuses that was in reach, the same whenever it is asked for; whose they are is recorded. */
export async function statusContent(id: string, span: Span): Promise<Buffer> {
  const rows = await eventsWhere(inFile(span), mostEvents);
  const personIds = rows.map(({ childId }) => childId);
  await audit('kindergarten.federal-file-exported', { type: 'federal-file', id, personIds }, { rows: rows.length });
  return statusFile(rows);
}

const statusFile = (rows: readonly FederalEvent[]) =>
  csvOf([
    [
      'Событие',
      'Номер на портале',
      'Номер заявления',
      'Время',
      'Код статуса',
      'Статус',
      'Код основания',
      'Комментарий',
    ],
    ...rows.map(({ serial, portalId, number, at, status, statusName, ground, comment }) => [
      ...[String(serial), portalId, number, at, status, statusName, ground ?? '', comment ?? ''],
    ]),
  ]);
