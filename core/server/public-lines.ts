/** One line about an organisation that everybody may read: figures only, small ones hidden by whoever makes the line. */
export type PublicLine = { readonly organisationId: string; readonly text: string; readonly textEn: string };

/** A group that takes children, as everybody may know it; `free` is null until its places are announced. */
export type PublicGroup = {
  readonly organisationId: string;
  readonly schoolYear: number;
  readonly ageFrom: number;
  readonly ageTo: number;
  readonly orientation: string;
  readonly regime: string;
  readonly language: string;
  readonly free: number | null;
};

/** How many wait for a place at one age on 1 September; null where they are some, but too few to be told. */
export type PublicQueue = { readonly organisationId: string; readonly age: number; readonly waiting: number | null };

/** Free places and queues of all organisations: small numbers are hidden by whoever gives them, and nothing sums them. */
export type PublicPlaces = {
  /** The school year that goes on: it began on 1 September of this year. */
  readonly schoolYear: number;
  /** Where `waiting` is null they are fewer than this. */
  readonly fewerThan: number;
  readonly groups: readonly PublicGroup[];
  readonly queues: readonly PublicQueue[];
};

/** What a subsystem tells the public of organisations; a subsystem that is down takes nothing away but its own lines. */
export type PublicLines = {
  readonly title: string;
  readonly titleEn: string;
  /** Changes whenever the lines would: pages in memory are made anew then. */
  readonly stamp: () => Promise<string>;
  readonly lines: (organisations: readonly string[]) => Promise<readonly PublicLine[]>;
  /** The same figures for the page of free places; left out by subsystems that give none. */
  readonly places?: () => Promise<PublicPlaces>;
};
