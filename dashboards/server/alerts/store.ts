import { me, notFound, part, sql } from '@regiso/core';
import type { AlertList, AlertQuery, AlertView } from '../../shared/alerts';
import { viewOf } from '../describe';
import { namesOf } from '../names';
import { titlesOf, type Language } from '../titles';
import { readable, seen, type Readable } from './seen';

type Stored = Omit<
  AlertView,
  'rule' | 'placeTitle' | 'periodTitle' | 'raisedAt' | 'clearedAt' | 'assignee' | 'isMine' | 'indicator'
>;
export type AlertRow = Stored & {
  ruleId: string;
  authorId: string;
  indicator: string;
  within: Readonly<Record<string, string[]>>;
  participantId: string | null;
  municipalityId: string | null;
  raisedAt: Date;
  clearedAt: Date | null;
  assigneeId: string | null;
  assignedBy: string | null;
  assignedAt: Date | null;
  explanation: string | null;
  explainedBy: string | null;
  explainedAt: Date | null;
  closedBy: string | null;
  closedAt: Date | null;
  closeNote: string | null;
};

const size = 50;
type Piece = ReturnType<typeof part>;

const rows = (
  where: Piece,
  limit: number,
) => sql<AlertRow>`SELECT a.id, a.version, a.state, a.rule_id AS "ruleId", a.title,
    a.author_id AS "authorId", a.indicator, a.grain, a.over, a.kind, a.comparison, a.threshold, a.place, a.period, a.value,
    a.before, a.within, a.participant_id AS "participantId", a.municipality_id AS "municipalityId", a.raised_at AS "raisedAt",
    a.cleared_at AS "clearedAt", a.assignee_id AS "assigneeId", a.assigned_by AS "assignedBy", a.assigned_at AS "assignedAt",
    a.explanation, a.explained_by AS "explainedBy", a.explained_at AS "explainedAt", a.closed_by AS "closedBy",
    a.closed_at AS "closedAt", a.close_note AS "closeNote"
  FROM dashboards.alerts a WHERE ${where} ORDER BY a.id DESC LIMIT ${limit}`;

/** Alerts within the caller's reach, the newest first, fifty a page, with how many stand in each state. */
export async function listAlerts({ state, mine, language, ...asked }: AlertQuery): Promise<AlertList> {
  const { rule = null, after = null }: { rule?: string | null | undefined; after?: string | null | undefined } = asked;
  const known = await readable();
  const chosen = part`${seen(known)} AND (${rule}::uuid IS NULL OR a.rule_id = ${rule}::uuid)
    AND (NOT ${mine}::boolean OR a.assignee_id = ${me().accountId}::uuid)`;
  const states = { open: part`a.state <> 'closed'`, all: part`true` };
  const stands = state === 'open' || state === 'all' ? states[state] : part`a.state = ${state}`;
  const found = await rows(
    part`${chosen} AND ${stands} AND (${after}::uuid IS NULL OR a.id < ${after}::uuid)`,
    size + 1,
  );
  const counted = await sql<{ state: AlertView['state']; n: number }>`SELECT a.state, count(*)::int AS n
    FROM dashboards.alerts a WHERE ${chosen} GROUP BY a.state`;
  const [closed] = await sql<AlertList['closed']>`SELECT count(*)::int AS count, percentile_cont(0.5) WITHIN GROUP
      (ORDER BY extract(epoch FROM a.closed_at - a.raised_at)::float8 / 86400) AS days
    FROM dashboards.alerts a WHERE ${chosen} AND a.closed_at > now() - interval '90 days'`;
  const items = await viewsOf(found.slice(0, size), known, language);
  const counts = { raised: 0, assigned: 0, explained: 0, closed: 0 };
  for (const { state: of, n } of counted) counts[of] = n;
  return {
    items,
    next: found.length > size ? (items.at(-1)?.id ?? null) : null,
    counts,
    closed: closed ?? { count: 0, days: null },
  };
}

/** One within the caller's reach; the same 404 for a foreign and an unknown one. */
export async function findAlert(id: string, known: Readable): Promise<AlertRow> {
  const [row] = await rows(part`a.id = ${id}::uuid AND ${seen(known)}`, 1);
  if (!row) throw notFound('Такой тревоги нет или она вам не открыта');
  return row;
}

/** Alerts in words; those of one division and step of time are titled together. */
export async function viewsOf(found: readonly AlertRow[], known: Readable, language: Language): Promise<AlertView[]> {
  const names = await namesOf(found.map(({ assigneeId }) => assigneeId));
  const places = await titler(found, known, language, ({ over, place }) => [over, place]);
  const periods = await titler(found, known, language, ({ grain, period }) => [grain, period]);
  return found.map((row) => {
    const { id, version, state, title, kind, comparison, threshold, grain, over, place, period, value, before } = row;
    const indicator = known.get(row.indicator)?.owned.item;
    return {
      ...{ id, version, state, title, kind, comparison, threshold, grain, over, place, period, value, before },
      rule: row.ruleId,
      indicator: indicator ? viewOf(indicator) : null,
      placeTitle: places(row),
      periodTitle: periods(row),
      raisedAt: row.raisedAt.toISOString(),
      clearedAt: row.clearedAt?.toISOString() ?? null,
      assignee: row.assigneeId ? { id: row.assigneeId, name: names.get(row.assigneeId) ?? '' } : null,
      isMine: row.assigneeId === me().accountId,
    };
  });
}

type Valued = (row: AlertRow) => readonly [dimension: string | null, value: string];

async function titler(found: readonly AlertRow[], known: Readable, language: Language, valued: Valued) {
  const groups = new Map<string, { row: AlertRow; dimension: string; values: string[] }>();
  for (const row of found) {
    const [dimension, value] = valued(row);
    if (!dimension) continue;
    const key = `${row.indicator} ${dimension}`;
    const group = groups.get(key) ?? { row, dimension, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  const titles = new Map<string, (value: string) => string>();
  for (const [key, { row, dimension, values }] of groups) {
    const plugin = known.get(row.indicator)?.owned.plugin;
    if (plugin) titles.set(key, await titlesOf(dimension, values, plugin, language));
  }
  return (row: AlertRow) => {
    const [dimension, value] = valued(row);
    return titles.get(`${row.indicator} ${dimension}`)?.(value) ?? '';
  };
}
