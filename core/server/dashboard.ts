import type { Indicator } from './indicator';

type Base = {
  readonly id: string;
  readonly title: string;
  readonly titleEn?: string;
  readonly width?: 1 | 2 | 3 | 4;
};

/** Puts a figure on the overview of the region, beside those of the other subsystems. */
export type OnOverview = {
  /** Its title there, where the board no longer says what it is about. */
  readonly title?: string;
  readonly titleEn?: string;
  /** Values it is narrowed to there, so that it means one thing: `{ kind: 'ege' }`. */
  readonly where?: Readonly<Record<string, string>>;
  /** The time it moves over: its newest value with data is shown, beside the same time a year before. */
  readonly over?: string;
  /** Stands among the figures of data quality instead of those of its subsystem. */
  readonly isQuality?: true;
};

/** A tile of a shipped dashboard: only indicators and how to draw them, never SQL. */
export type Tile = Base
  & (
    | {
        readonly draw: 'figure';
        readonly indicator: Indicator;
        readonly compare?: 'previous-year';
        readonly overview?: OnOverview;
      }
    | { readonly draw: 'map' | 'bars'; readonly indicator: Indicator; readonly by: string }
    | { readonly draw: 'trend'; readonly indicator: Indicator; readonly by: string; readonly series?: string }
    | { readonly draw: 'distribution'; readonly indicator: Indicator; readonly of: string; readonly step: number }
    | { readonly draw: 'table'; readonly indicators: readonly Indicator[]; readonly by: string }
  );

export type Dashboard<P extends string = string> = {
  readonly id: string;
  readonly title: string;
  readonly titleEn?: string;
  readonly permission: P;
  /** Dimensions offered as filters, kept in the URL, with a first value where one is needed. */
  readonly filters: readonly {
    readonly by: string;
    readonly title: string;
    readonly titleEn?: string;
    /** The value it opens with: the greatest, the least, or this code when there are data for it. */
    readonly initial?: 'latest' | 'first' | { readonly value: string };
  }[];
  /** Words for the codes of a dimension: `schema.table` with columns code, title and title_en. */
  readonly titles?: Readonly<Record<string, `${string}.${string}`>>;
  /** The way down on a click: region → municipality → organisation. */
  readonly drill: readonly string[];
  readonly tiles: readonly Tile[];
};

/** A shipped page made of indicators. */
export const dashboard = <const P extends string>(definition: Dashboard<P>) => definition;

/** A printable or exportable table of indicators, one row a value of `rows`. */
export type Report<P extends string = string> = {
  readonly id: string;
  readonly title: string;
  readonly permission: P;
  readonly rows: string;
  readonly columns: readonly Indicator[];
};

export const report = <const P extends string>(definition: Report<P>) => definition;
