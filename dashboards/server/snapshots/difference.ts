import { conflict, ProblemError } from '@regiso/core';
import type {
  Answer,
  AnswerRow,
  AsOf,
  AskedQuestion,
  DashboardView,
  PlainFigure,
  QueryReply,
  TileView,
} from '../../shared';
import { indicatorIdsOf, indicatorOf } from '../../shared/questions';
import type { Difference, DifferenceRow, DifferenceTable, Snapshot } from '../../shared/snapshots';
import type { Moments } from '../as-of';
import { ask } from '../ask';
import { findDashboard } from '../board';
import { indicatorsOf } from '../context';
import { findSnapshot, type Found } from './store';

const mostRows = 2_000;

type Reply = QueryReply['answers'][number];
type Role = { tile: TileView; role: string; indicator: string };
/** The other side of the comparison: what answers the question that plays this part. */
type Other = (part: Role, question: AskedQuestion) => Promise<Reply>;

/**
 * How figures have moved since they were reported: against live ones over the very rows of the right that froze them, or
 * against another snapshot. A difference is given only where both figures are shown, so it says nothing they do not.
 */
export async function differenceOf(id: string, against?: string): Promise<Difference> {
  const was = await findSnapshot(id);
  const is = against === undefined ? undefined : await findSnapshot(against);
  if (is && !isAlike(was, is)) throw conflict('Сравнить можно снимки одной панели в пределах одного права');
  const other = is ? frozenSide(is.snapshot) : liveSide(was);
  const { view, questions, tiles } = was.snapshot;
  const tables: DifferenceTable[] = [];
  let asOf: AsOf | null = is?.summary.asOf ?? null;
  // One after another: they share the connection of the present transaction.
  for (const part of partsOf(view)) {
    const at = tiles[part.tile.id]?.[part.role];
    const [then, question] = at === undefined ? [] : [was.snapshot.answers[at], questions[at]];
    if (!then || !question) continue;
    const now = 'problem' in then ? then : await other(part, question);
    if (!is && 'asOf' in now && (!asOf || now.asOf.tick < asOf.tick)) asOf = now.asOf;
    tables.push(...tableOf(view, part, then, now));
  }
  return { was: was.summary, is: is?.summary ?? null, isAsOf: asOf, isDemo: view.isDemo, tables };
}

const isAlike = (a: Found, b: Found) =>
  a.summary.dashboard === b.summary.dashboard && JSON.stringify(a.scopes) === JSON.stringify(b.scopes);

/** The parts of a board that say how much: not the year before, nor the course behind a figure. */
const partsOf = ({ tiles }: DashboardView): Role[] =>
  tiles.flatMap((tile) =>
    indicatorIdsOf(tile).map((indicator) => ({ tile, indicator, role: tile.draw === 'table' ? indicator : 'now' })),
  );

function frozenSide({ tiles, answers }: Snapshot): Other {
  return ({ tile, role, indicator }) => {
    const reply = answers[tiles[tile.id]?.[role] ?? -1];
    if (!reply || ('indicator' in reply && reply.indicator !== indicator))
      return Promise.resolve({ problem: 'В другом снимке этой таблицы нет' });
    return Promise.resolve(reply);
  };
}

function liveSide({ summary, scopes, language }: Found): Other {
  const known = indicatorsOf(findDashboard(summary.dashboard).item);
  const moments: Moments = new Map();
  return async ({ indicator }, question) => {
    if (!known.has(indicator)) return { problem: 'На панели этого показателя больше нет' };
    try {
      return await ask(question, { audience: 'internal', language, moments, scope: scopes });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
      return { problem: error.message };
    }
  };
}

function tableOf(view: DashboardView, { tile, role, indicator: id }: Role, then: Reply, now: Reply): DifferenceTable[] {
  const known = indicatorOf(view, id);
  if (!known) return [];
  const isBins = tile.draw === 'distribution';
  // Of a distribution the places are counted that fall into each step.
  const indicator = isBins ? { ...known, unit: 'count' as const, decimals: 0 } : known;
  const [was, is] = [then, now].map((reply) => ('problem' in reply ? undefined : reply));
  const isSame = was && is && was.by.join() === is.by.join();
  const rows = isSame ? rowsOf(was, is, isBins ? empty : absent) : [];
  const problem = [then, now].flatMap((reply) => ('problem' in reply ? reply.problem : []))[0];
  return [
    {
      id: `${tile.id}/${role}`,
      title: tile.title,
      indicator,
      dimension: isBins ? known.title : dimensionOf(view, was),
      versions: { was: was?.definitionVersion ?? null, is: is?.definitionVersion ?? null },
      rows: rows.slice(0, mostRows),
      count: rows.length,
      total: !isBins && isSame && was.total && is.total ? moved(was.total, is.total) : null,
      problem: problem ?? (isSame ? null : 'В другом снимке этой таблицы нет'),
    },
  ];
}

function dimensionOf({ dimensionTitles }: DashboardView, was: Answer | undefined): string | null {
  const [by] = was?.by ?? [];
  return by === undefined ? null : (dimensionTitles[by] ?? by);
}

const absent: PlainFigure = { value: null, numerator: null, denominator: null, n: null, flags: ['x'] };
/** A step of a distribution that no place falls into. */
const empty: PlainFigure = { value: 0, numerator: 0, denominator: null, n: 0, flags: [] };

/** The two figures and how far they are apart; nothing where one of them is not shown. */
const moved = (was: PlainFigure, is: PlainFigure) => ({
  was,
  is,
  difference: was.value === null || is.value === null ? null : is.value - was.value,
});

/** Rows of both sides by their keys: in the order of the report, then what has come since. */
function rowsOf(was: Answer, is: Answer, none: PlainFigure): DifferenceRow[] {
  const now = new Map(is.rows.map((row) => [JSON.stringify(row.key), row]));
  const then = new Set(was.rows.map(({ key }) => JSON.stringify(key)));
  const added = is.rows.filter(({ key }) => !then.has(JSON.stringify(key)));
  const rowOf = ({ key, titles }: AnswerRow, before: AnswerRow | undefined, after: AnswerRow | undefined) => ({
    ...{ key, titles },
    ...moved(before ? figureOf(before) : none, after ? figureOf(after) : none),
  });
  return [
    ...was.rows.map((row) => rowOf(row, row, now.get(JSON.stringify(row.key)))),
    ...added.map((row) => rowOf(row, undefined, row)),
  ];
}

const figureOf = ({ value, numerator, denominator, n, flags }: AnswerRow): PlainFigure => ({
  ...{ value, numerator, denominator, n, flags },
});
