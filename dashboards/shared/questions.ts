import type { AskedQuestion, DashboardView, IndicatorView, TileView } from '.';
import { onlyOf, without, yearBefore, type Choice } from './choice';

/** Questions of a tile by the part they play in it: `now`, `before`, `course` … */
type Asks = Readonly<Record<string, AskedQuestion>>;
/** Where the answers of a tile stand in the batch. */
type Places = Readonly<Record<string, number>>;
export type Batch = {
  choice: Choice;
  questions: readonly AskedQuestion[];
  tiles: Readonly<Record<string, Places>>;
  /** Questions only for the words of chosen values that no filter lists. */
  names: Places;
};

export const indicatorOf = ({ indicators }: DashboardView, id: string): IndicatorView | undefined =>
  indicators.find((indicator) => indicator.id === id);

export const indicatorIdsOf = (tile: TileView): string[] => ('indicators' in tile ? tile.indicators : [tile.indicator]);

/** All that the page must know, each question once: one request whatever the number of tiles. */
export function batchOf(board: DashboardView, choice: Choice): Batch {
  const questions: AskedQuestion[] = [];
  const known = new Map<string, number>();
  const placeOf = (question: AskedQuestion) => {
    const key = JSON.stringify(question);
    const at = known.get(key) ?? questions.push(question) - 1;
    known.set(key, at);
    return at;
  };
  const placed = (asks: Asks): Places =>
    Object.fromEntries(Object.entries(asks).map(([role, question]) => [role, placeOf(question)]));
  const tiles = board.tiles.map((tile) => [tile.id, placed(asksOf(board, tile, choice))] as const);
  return { choice, tiles: Object.fromEntries(tiles), names: placed(nameAsks(board, choice)), questions };
}

/** Filters that an indicator knows; the others have no effect on it. */
function filtersFor(indicator: IndicatorView | undefined, choice: Choice): Record<string, (string | null)[]> {
  const known = Object.entries(choice).filter(([name]) => indicator?.by.includes(name));
  return Object.fromEntries(known.map(([name, values]) => [name, [...values]]));
}

/** Chosen dimensions that do not narrow the tile, because its indicators know nothing of them. */
export const ignoredBy = (board: DashboardView, tile: TileView, choice: Choice): string[] =>
  Object.keys(choice).filter((name) => indicatorIdsOf(tile).some((id) => !indicatorOf(board, id)?.by.includes(name)));

/** What one tile asks. */
function asksOf(board: DashboardView, tile: TileView, choice: Choice): Asks {
  const ask = (id: string, by: string[], narrowed: Choice): AskedQuestion => ({
    indicator: id,
    by,
    filters: filtersFor(indicatorOf(board, id), narrowed),
  });
  const earlier = yearEarlier(board, choice);
  switch (tile.draw) {
    case 'figure': {
      const { indicator: id } = tile;
      const { time } = board;
      const hasCourse = time && indicatorOf(board, id)?.by.includes(time);
      return {
        now: ask(id, [], choice),
        ...(tile.compare && earlier && { before: ask(id, [], earlier) }),
        ...(hasCourse && { course: ask(id, [time], without(board, choice, time)) }),
      };
    }
    case 'map':
      return { now: ask(tile.indicator, [tile.by], without(board, choice, tile.by)) };
    case 'bars': {
      const own = (narrowed: Choice) => ask(tile.indicator, [tile.by], without(board, narrowed, tile.by));
      const order = { by: 'value', direction: 'desc' } as const;
      return { now: { ...own(choice), order }, ...(earlier && tile.by !== board.time && { before: own(earlier) }) };
    }
    case 'trend':
      return trendAsks(board, tile, choice, ask);
    case 'distribution': {
      const { indicator: id, of, step } = tile;
      const bins = { ...ask(id, [], without(board, choice, of)), distribution: { of, step } };
      return { now: bins, ...(choice[of] && { own: ask(id, [], choice) }) };
    }
    case 'table':
      return Object.fromEntries(tile.indicators.map((id) => [id, ask(id, [tile.by], without(board, choice, tile.by))]));
  }
}

type Ask = (id: string, by: string[], narrowed: Choice) => AskedQuestion;

function trendAsks(board: DashboardView, tile: Extract<TileView, { draw: 'trend' }>, choice: Choice, ask: Ask): Asks {
  const { indicator: id, by, series } = tile;
  const own = without(board, choice, by);
  if (series) return { now: ask(id, [by, series], own) };
  const place = placeOf(board, choice);
  const isComparable = indicatorOf(board, id)?.unit !== 'count';
  const isAbove = place && isComparable;
  return { now: ask(id, [by], own), ...(isAbove && { above: ask(id, [by], without(board, own, place)) }) };
}

/** The choice a year before, when one year is chosen. */
function yearEarlier({ time }: DashboardView, choice: Choice): Choice | undefined {
  const before = time ? yearBefore(onlyOf(choice, time)) : undefined;
  return time && before ? { ...choice, [time]: [before] } : undefined;
}

/** The lowest step of the way down on which one value is chosen. */
export const placeOf = ({ drill }: DashboardView, choice: Choice): string | undefined =>
  drill.findLast((name) => onlyOf(choice, name) !== undefined);

/** A value of the way down is asked for together with what it lies in. */
const pathTo = ({ drill }: DashboardView, name: string, { by }: IndicatorView) => [
  ...drill.slice(0, Math.max(drill.indexOf(name), 0)).filter((step) => by.includes(step)),
  name,
];

function nameAsks(board: DashboardView, choice: Choice): Asks {
  const listed = new Set(board.filters.filter(({ options }) => options.length).map(({ by }) => by));
  const asks = Object.entries(choice).flatMap(([name, values]): [string, AskedQuestion][] => {
    const indicator = board.indicators.find(({ by }) => by.includes(name));
    if (listed.has(name) || !indicator) return [];
    return [[name, { indicator: indicator.id, by: pathTo(board, name, indicator), filters: { [name]: [...values] } }]];
  });
  return Object.fromEntries(asks);
}
