import type { ZodType } from 'zod';

/** One value that a law sets, with the act, its clause, the days it holds and whether a person has checked it. */
export type ReferenceRow<T = unknown> = {
  readonly code: string;
  readonly value: T;
  readonly act: string;
  readonly clause?: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly verified: boolean;
};

/** Values of one kind, each a series of versions in time. */
export type Reference<T = unknown, C extends string = string> = {
  /** `kindergarten.terms`: begins with the plugin's id. */
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  /** What each value is, by code. */
  readonly codes: Readonly<Record<C, { title: string; titleEn: string; unit?: string; unitEn?: string }>>;
  readonly schema: ZodType<T>;
  /** What the product ships. */
  readonly rows: readonly (ReferenceRow<T> & { readonly code: NoInfer<C> })[];
};

/** Declares values that a law sets; the operator keeps their versions, `valueOn` reads them. */
export const reference = <T, const C extends string>(definition: Reference<T, C>): Reference<T, C> => definition;
