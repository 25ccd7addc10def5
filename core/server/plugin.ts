import type { ModelStatic, Model } from 'sequelize';
import type { Command } from './command';
import type { Dashboard, Report } from './dashboard';
import type { DocumentTemplate } from './document';
import type { Fact } from './fact';
import type { Importer } from './importer';
import type { Indicator } from './indicator';
import type { Job } from './job';
import type { Narrowing } from './narrowing';
import type { ChildLines, DataOwner, PersonReference } from './person';
import type { PublicLines } from './public-lines';
import type { Reference } from './reference';
import type { Route } from './route';

/** One forward step of the schema. A released migration is never edited; a later one corrects it. */
export type Migration = { readonly name: `${number}-${string}`; readonly up: string };

export type AuditEvent = {
  /** What happened, in a sentence; `ru` is how Russian pages say it. */
  readonly means: string;
  readonly ru?: string;
  /** Somebody only looked: shown to those who ask who saw a record. */
  readonly reads?: true;
  /** The details it keeps, by name; never personal values. */
  readonly details?: readonly string[];
};

/** What the audit may say happened. */
export type AuditEvents = Readonly<Record<string, AuditEvent>>;

/** A kind of notice. Its title and text are all that a letter says, so they name no person; details stay behind the sign-in. */
export type Notice = {
  /** `textbooks.overdue` */
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly text: string;
  readonly textEn: string;
  /** Quiet hours, digests and the choice of channels do not hold it back. */
  readonly urgent?: true;
};

/** A kind of record of which whoever sees one may ask by which of their rights. */
export type SeenRecord = {
  /** `textbooks.issue` */
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  /** Its `id`s are names, such as those of dashboards; of other kinds they are UUIDs. */
  readonly isNamed?: true;
  /** Whether the present actor sees the record: asked also with each of their rights held alone. It changes and records nothing. */
  readonly isSeen: (id: string) => Promise<boolean>;
};

/** Cards and accounts on which a legal hold lies: nothing of theirs is removed. */
export type Held = { readonly persons: readonly string[]; readonly accounts: readonly string[] };

/** Rows that are removed so many days after they ended; the operator may change the days or hold the rule. */
export type RetentionRule = {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  /** The term as it is shipped, with its act; the operator keeps its versions among the norms. */
  readonly days: number;
  readonly act: string;
  readonly clause?: string;
  readonly validFrom: string;
  readonly verified: boolean;
  /** What goes does not come back: by night it waits until the term was compared with its act. */
  readonly onlyVerified?: true;
  /** How many one call removes at most; it is called again until nothing goes any more. */
  readonly atOnce?: number;
  /** Removes rows that ended before the moment but those of who is held, in the present transaction. Gives how many, and whose cards they were. */
  readonly remove: (before: Date, held: Held) => Promise<number | { count: number; persons: readonly string[] }>;
};

export type DemoSize = 'small' | 'city' | 'region';
export type DemoRun = {
  readonly size: DemoSize;
  readonly seed: number;
  /** Whether jobs go on behind with what takes minutes. */
  readonly fills: boolean;
  progress(share: number, step: string): void;
};

type Own<Id extends string, P extends string> = { readonly [K in P]: K extends `${Id}.${string}` ? string : never };

export type Manifest<Id extends string = string, P extends string = string> = {
  readonly id: Id;
  readonly title: string;
  readonly titleEn?: string;
  /** Which subsystem of the regulation an agreement connects; its own id when absent. */
  readonly subsystem?: string;
  readonly requires?: readonly string[];
  /** `'textbooks.read': 'See who holds which book'`: the sentence an administrator reads. */
  readonly permissions?: Own<Id, P>;
  /** What a new installation grants to each role. */
  readonly roles?: Readonly<Record<string, readonly NoInfer<P>[]>>;
  /** How its roles are called, in Russian and in English, wherever somebody reads them. */
  readonly roleTitles?: Readonly<Record<string, readonly [ru: string, en: string]>>;
  /** To what its rights may be narrowed within a place, such as grades; whoever filters rows says theirs to `inReach`. */
  readonly narrowings?: readonly Narrowing<NoInfer<P>>[];
  readonly models?: readonly ModelStatic<Model>[];
  readonly migrations?: readonly Migration[];
  readonly routes?: readonly Route<NoInfer<P>>[];
  readonly jobs?: readonly Job[];
  /** What it tells other plugins, by name: `textbooks.lost`. Nothing else of it can be heard. */
  readonly emits?: readonly string[];
  /** Events of required plugins and its own, run as jobs after commit. */
  readonly on?: Readonly<Record<string, (payload: never) => Promise<void>>>;
  readonly facts?: readonly Fact[];
  readonly indicators?: readonly Indicator[];
  readonly reports?: readonly Report<NoInfer<P>>[];
  readonly dashboards?: readonly Dashboard<NoInfer<P>>[];
  readonly events?: AuditEvents;
  /** Its refusals and faults of rows in English by the Russian sentence; `{}` stands for a value. */
  readonly refusals?: Readonly<Record<string, string>>;
  readonly importers?: readonly Importer<NoInfer<P>>[];
  readonly notices?: readonly Notice[];
  readonly documents?: readonly DocumentTemplate[];
  /** Values that a law sets, as versions with their acts. */
  readonly reference?: readonly Reference[];
  /** Columns that point at persons: they follow when cards are merged. */
  readonly personReferences?: readonly PersonReference[];
  /** Records of which one may ask why one sees them. */
  readonly seenRecords?: readonly SeenRecord[];
  /** Lines on the page on which guardians see their children. */
  readonly childLines?: readonly ChildLines[];
  /** Lines about an organisation on its public card. */
  readonly publicLines?: readonly PublicLines[];
  /** What is removed when it has been kept long enough. */
  readonly retention?: readonly RetentionRule[];
  /** What the plugin holds about somebody, for the archive of one's own data; names are headings. */
  readonly ownData?: (owner: DataOwner) => Promise<Readonly<Record<string, unknown>>>;
  /** Words the plugin adds to the command line. */
  readonly commands?: readonly Command[];
  /** Data every installation needs; safe to run again. */
  readonly seed?: () => Promise<void>;
  /** Believable records; never in production. */
  readonly demo?: (run: DemoRun) => Promise<void>;
};

/** A manifest whose permissions the compiler no longer knows: what the loader and the core work with. */
export type Plugin = Omit<Manifest, 'permissions'> & { readonly permissions?: Readonly<Record<string, string>> };

/** Declares a subsystem. Plain data: reading it runs nothing. */
export function definePlugin<const Id extends string, const P extends `${string}.${string}` = never>(
  manifest: Manifest<Id, P>,
): Plugin {
  return manifest as unknown as Plugin;
}
