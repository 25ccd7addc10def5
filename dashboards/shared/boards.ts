import { z } from 'zod';
import { IndicatorView } from './index';

const Dimension = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const Value = z.string().max(200).nullable();

/** By how many divisions an own table is narrowed at most, and to how many values of each. */
export const [mostFilters, mostValues] = [4, 100];

/** A saved question of the explorer: an indicator divided by one or two dimensions. `null` among values means "not known". */
export const Pivot = z.strictObject({
  indicator: z.string().min(1).max(120),
  rows: Dimension,
  columns: Dimension.nullable(),
  filters: z
    .record(Dimension, z.array(Value).min(1).max(mostValues))
    .refine(
      (filters) => Object.keys(filters).length <= mostFilters,
      'Отобрать можно не больше чем по четырём признакам',
    ),
  draw: z.enum(['table', 'bars', 'lines']),
});
export type Pivot = z.infer<typeof Pivot>;

const Placed = {
  id: z.string().regex(/^[\da-z]{1,20}$/),
  title: z.string().trim().min(1, 'Назовите плитку').max(120),
  /** Of the four columns of the board. */
  width: z.int().min(1).max(4),
};

/** A tile of an own board: a question of the explorer, or a tile of a board that a subsystem ships. */
export const OwnTile = z.discriminatedUnion('kind', [
  z.strictObject({ ...Placed, kind: z.literal('pivot'), pivot: Pivot }),
  z.strictObject({
    ...Placed,
    kind: z.literal('declared'),
    board: z.string().min(1).max(120),
    tile: z.string().min(1).max(120),
  }),
]);
export type OwnTile = z.infer<typeof OwnTile>;

const mostTiles = 24;

export const OwnTiles = z
  .array(OwnTile)
  .max(mostTiles, `Плиток на панели не больше ${mostTiles}`)
  .refine((tiles) => new Set(tiles.map(({ id }) => id)).size === tiles.length, 'Две плитки с одним номером');

const Title = z.string().trim().min(1, 'Назовите панель').max(120);

/** What an own board is: its title, and its tiles in their order. */
export const BoardBody = z.strictObject({ title: Title, tiles: OwnTiles });
export type BoardBody = z.output<typeof BoardBody>;

/** Who else sees a board: nobody, who works for the same organisation, or who holds one of these roles. */
export const Audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('own') }),
  z.strictObject({ kind: z.literal('organisation') }),
  z.strictObject({ kind: z.literal('roles'), roles: z.array(z.string().max(60)).min(1, 'Выберите роль').max(20) }),
]);
export type Audience = z.infer<typeof Audience>;

export const OwnBoardSummary = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  owner: z.string(),
  isMine: z.boolean(),
  /** Told to the owner alone: whom somebody else shares with is theirs to know. */
  audience: Audience.nullable(),
  tiles: z.int(),
  changedAt: z.string(),
});
export type OwnBoardSummary = z.infer<typeof OwnBoardSummary>;

export const OwnBoard = OwnBoardSummary.extend({ tiles: z.array(OwnTile) });
export type OwnBoard = z.infer<typeof OwnBoard>;

/** What the explorer may be asked about, with the words of its divisions. */
export const Explorable = IndicatorView.extend({
  pluginTitle: z.string(),
  dimensions: z.record(z.string(), z.string()),
});
export type Explorable = z.infer<typeof Explorable>;

export const Explorer = z.object({
  indicators: z.array(Explorable),
  /** Demonstration data stand in the base: pictures must say so. */
  isDemo: z.boolean(),
});
export type Explorer = z.infer<typeof Explorer>;
