import type { Fact, FactColumn, FactColumns, Named } from './fact';

/** Dimensions every fact with an `organisation` column also has, through the register of organisations. */
export type OrganisationDimension = 'region' | 'municipality' | 'organisation_kind' | 'settlement_kind';
type Time<C extends FactColumns> = Named<C, 'day' | 'instant'> extends never ? never : 'month' | 'academic_year';
type DimensionsOf<C extends FactColumns> =
  | Named<C, 'dimension' | 'code' | 'day' | 'year' | 'flag'>
  | Time<C>
  | (C extends { organisation: FactColumn<'dimension'> } ? OrganisationDimension : never);

type Value = string | number | boolean;
export type Condition =
  { readonly in: readonly Value[] } | { readonly from?: number; readonly to?: number } | { readonly known: boolean };

/** One side of an indicator: an aggregate over a fact, with the sentence an official reads. */
export type Measure<C extends FactColumns> = {
  readonly of: Fact<C>;
  readonly reads: string;
  readonly readsEn?: string;
  readonly where?: { readonly [K in keyof C & string]?: Condition };
} & ({ readonly sum: Named<C, 'number'> } | { readonly count: 'rows' } | { readonly distinct: Named<C, 'dimension'> });

export type Unit = 'count' | 'percent' | 'per1000' | 'score' | 'mark' | 'days';

export type AnyMeasure = {
  readonly of: Fact;
  readonly reads: string;
  readonly readsEn?: string;
  readonly where?: Readonly<Record<string, Condition>>;
  readonly sum?: string;
  readonly count?: 'rows';
  readonly distinct?: string;
};

/** The full definition; the short form of `indicator()` expands to it. See docs of the dashboards for each field. */
export type Indicator<By extends string = string> = {
  readonly id: string;
  readonly version: number;
  readonly status: 'draft' | 'approved' | 'deprecated';
  readonly title: string;
  readonly titleEn?: string;
  readonly method?: string;
  readonly methodEn?: string;
  readonly act?: string;
  /** Where in the act it stands: `п. 5`, `показатель D01`. */
  readonly clause?: string;
  readonly unit: Unit;
  readonly decimals: number;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly kind: 'count' | 'sum' | 'ratio';
  readonly numerator: AnyMeasure;
  readonly denominator?: AnyMeasure;
  /** What n counts: persons (or organisations) behind the figure; the denominator unless said. */
  readonly n: AnyMeasure;
  readonly by: readonly By[];
  readonly disclosure: {
    readonly unit: 'person' | 'organisation';
    readonly minCellPublic: number;
    readonly minCellInternal: number;
    readonly public: boolean;
  };
};

type Short<N extends FactColumns, D extends FactColumns, S extends FactColumns, By extends string> = {
  id: `${string}.${string}`;
  title: string;
  titleEn?: string;
  unit: Unit;
  better: 'higher' | 'lower' | 'neither';
  numerator: Measure<N>;
  denominator?: Measure<D>;
  n?: Measure<S>;
  by: readonly By[];
  version?: number;
  decimals?: number;
  method?: string;
  methodEn?: string;
  act?: string;
  clause?: string;
  /** May be shown to the public, with small cells hidden; false unless said. */
  public?: boolean;
  minCell?: { public: number; internal: number };
  countedIn?: 'person' | 'organisation';
};

/** A figure with one formula. A ratio is always sum ÷ sum, never a mean of ratios; percent and per1000 are scaled. */
export function indicator<
  const N extends FactColumns,
  const D extends FactColumns = N,
  const S extends FactColumns = D,
  const By extends DimensionsOf<N> & DimensionsOf<D> & string = never,
>(short: Short<N, D, S, By>): Indicator<By> {
  const numerator = short.numerator as unknown as AnyMeasure;
  const denominator = short.denominator as unknown as AnyMeasure | undefined;
  return {
    id: short.id,
    version: short.version ?? 1,
    status: 'approved',
    title: short.title,
    ...(short.titleEn && { titleEn: short.titleEn }),
    ...(short.method && { method: short.method }),
    ...(short.methodEn && { methodEn: short.methodEn }),
    ...(short.act && { act: short.act }),
    ...(short.clause && { clause: short.clause }),
    unit: short.unit,
    decimals: short.decimals ?? (short.unit === 'count' ? 0 : 1),
    better: short.better,
    kind: denominator ? 'ratio' : numerator.sum ? 'sum' : 'count',
    numerator,
    ...(denominator && { denominator }),
    n: (short.n as unknown as AnyMeasure | undefined) ?? denominator ?? numerator,
    by: short.by,
    disclosure: {
      unit: short.countedIn ?? 'person',
      minCellPublic: short.minCell?.public ?? 10,
      minCellInternal: short.minCell?.internal ?? 5,
      public: short.public ?? false,
    },
  };
}
