import { holdsDemo } from '@regiso/core';
import type { Actor, Dashboard, Indicator, Plugin, Tile } from '@regiso/core';
import type { AnswerRow, AskedQuestion, Overview, OverviewQuery, OverviewTile } from '../shared';
import type { Moments } from './as-of';
import { ask } from './ask';
import { allDashboards } from './context';
import { viewOf } from './describe';
import { scopesOn } from './reader';
import { titlesOf, type Language } from './titles';

type FigureTile = Extract<Tile, { draw: 'figure' }>;
type Placed = { plugin: Plugin; board: Dashboard; tile: FigureTile };
type Asked = { municipality: string | undefined; language: Language; moments: Moments };

const mostTiles = 40;
const quality = { ru: 'Качество данных', en: 'Data quality' } as const;

/** The figures that subsystems put on the overview, of the boards this actor may open. */
export async function overviewOf(actor: Actor | undefined, query: OverviewQuery): Promise<Overview> {
  const { municipality, language } = query;
  const asked = { municipality, language, moments: new Map() };
  const placed = allDashboards()
    .filter(({ item }) => actor?.permissions.has(item.permission))
    .flatMap(({ plugin, item: board }) => board.tiles.filter(isPlaced).map((tile) => ({ plugin, board, tile })))
    .slice(0, mostTiles);
  const tiles = await Promise.all(placed.map((one) => tileOf(one, asked)));
  const groups = new Map<string, Overview['groups'][number]>();
  // Data quality comes last, whatever order the subsystems stand in.
  for (const isLast of [false, true])
    placed.forEach(({ plugin, tile: { overview } }, at) => {
      const tile = tiles[at];
      if (!tile || Boolean(overview?.isQuality) !== isLast) return;
      const id = isLast ? 'quality' : plugin.id;
      const title = isLast ? quality[language] : (language === 'en' && plugin.titleEn) || plugin.title;
      const group = groups.get(id) ?? { id, title, tiles: [] };
      group.tiles.push(tile);
      groups.set(id, group);
    });
  const ticks = tiles.map(({ asOf }) => asOf.tick);
  return { groups: [...groups.values()], tick: ticks.length ? Math.min(...ticks) : 0, isDemo: await holdsDemo() };
}

const isPlaced = (tile: Tile): tile is FigureTile => tile.draw === 'figure' && tile.overview !== undefined;

const nothing = { value: null, numerator: null, denominator: null, n: null, flags: ['x' as const] };
const figureOf = ({ value, numerator, denominator, n, flags }: Omit<AnswerRow, 'key' | 'titles'>) => ({
  value,
  numerator,
  denominator,
  n,
  flags,
});

/** One figure with what it is compared with. */
async function tileOf({ plugin, board, tile }: Placed, asked: Asked): Promise<OverviewTile> {
  const { indicator, overview = {} } = tile;
  const { municipality, language, moments } = asked;
  const asking = { audience: 'internal', language, moments, scope: await scopesOn(board) } as const;
  const pinned = Object.fromEntries(Object.entries(overview.where ?? {}).map(([name, value]) => [name, [value]]));
  const canPlace = indicator.by.includes('municipality');
  const here = municipality && canPlace ? { municipality: [municipality] } : {};
  const over = overview.over && indicator.by.includes(overview.over) ? overview.over : undefined;
  const about = (by: string[], filters: Record<string, string[]>, order?: AskedQuestion['order']) =>
    ask({ indicator: indicator.id, by, filters: { ...pinned, ...filters }, ...(order && { order }) }, asking);

  const whole = await about(over ? [over] : [], {});
  const own = municipality && canPlace ? await about(over ? [over] : [], here) : whole;
  const time = over ? newestOf(whole.rows) : undefined;
  const before = await yearBefore(own.rows, over, time?.key[0], plugin, language);
  const then = over && time?.key[0] ? { [over]: [time.key[0]] } : {};
  const places = canPlace ? (await about(['municipality'], then, { by: 'value', direction: 'desc' })).rows : [];
  const at = (rows: readonly AnswerRow[]) => (over ? rowAt(rows, time?.key[0]) : rows[0]);
  return {
    id: `${board.id}.${tile.id}`,
    board: board.id,
    title: titleOf(tile, language),
    indicator: viewOf(indicator),
    period: time?.titles[0] ?? null,
    figure: figureOf(at(own.rows) ?? nothing),
    before,
    region: own === whole ? null : figureOf(at(whole.rows) ?? nothing),
    course: known(own.rows).slice(0, lastAt(own.rows, time?.key[0])),
    places: known(places),
    asOf: whole.asOf,
  };
}

const titleOf = ({ title, titleEn, overview }: FigureTile, language: Language) =>
  (language === 'en' && (overview?.titleEn ?? titleEn)) || (overview?.title ?? title);

const known = (rows: readonly AnswerRow[]) => rows.filter(({ key }) => key[0] !== null);
const newestOf = (rows: readonly AnswerRow[]) => known(rows).findLast(({ flags }) => !flags.includes('x'));
// Lessons of the weeks to come stand in the data too; a course ends with the time that is shown.
const lastAt = (rows: readonly AnswerRow[], time: string | null | undefined) =>
  known(rows).filter(({ key }) => time && (key[0] ?? '') <= time).length;
const rowAt = (rows: readonly AnswerRow[], time: string | null | undefined) =>
  rows.find(({ key }) => key[0] === time && time !== undefined);

/** The same time a year before: 2026 → 2025, 2026-03 → 2025-03; without data it says so. */
async function yearBefore(
  rows: readonly AnswerRow[],
  over: Indicator['by'][number] | undefined,
  time: string | null | undefined,
  plugin: Plugin,
  language: Language,
): Promise<OverviewTile['before']> {
  const parts = /^(\d{4})(-\d\d)?$/.exec(time ?? '');
  if (!over || !parts) return null;
  const key = `${Number(parts[1]) - 1}${parts[2] ?? ''}`;
  const row = rowAt(rows, key);
  const title = row?.titles[0] ?? (await titlesOf(over, [key], plugin, language))(key);
  return { title, figure: figureOf(row ?? nothing) };
}
