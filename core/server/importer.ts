import type { z, ZodType } from 'zod';

export type ImportColumn = {
  readonly title: string;
  /** Other headings under which the column is recognised, compared without case, spaces and punctuation. */
  readonly aliases?: readonly string[];
  readonly required?: boolean;
  /** Parses the cell's text; `''` never reaches it: an empty cell is null. */
  readonly value: ZodType;
};

/** What became of one row. `staged` is kept for matching by hand, not lost. */
export type RowOutcome =
  | {
      outcome: 'created' | 'updated' | 'unchanged';
      /** True when `finish` may still say otherwise. */ isOpen?: boolean;
      /** The record the row is about now: what a person decided about it holds for later files by this. */
      target?: string;
    }
  | { outcome: 'staged'; why: string }
  | { outcome: 'rejected'; issues: { column?: string; message: string }[] };

/** What became of an open row once the whole file was there. */
export type LateOutcome = { line: number; outcome: RowOutcome };

export type ImportedRow<T> = {
  /** 1-based row in the file, headings included: what the user sees in the spreadsheet. */
  readonly line: number;
  readonly values: T;
  /** Which of the file's rows with the same key this is, from 1. */
  readonly occurrence: number;
  /** The organisation (or other record) a person matched rows like this one with. */
  readonly matchedTo?: string;
  /** A person has said that the row is about nobody who is there yet. */
  readonly isNew?: true;
};

export type ImportContext = {
  readonly runId: string;
  /** Whose file it is, of a kind that belongs to a participant. */
  readonly participantId?: string;
  /** Choices made on the import page, parsed by `options`. */
  readonly options: Readonly<Record<string, unknown>>;
};

type ValuesOf<C extends Record<string, ImportColumn>> = {
  [K in keyof C]: C[K]['required'] extends true ? z.output<C[K]['value']> : z.output<C[K]['value']> | null;
};

/** A card that a waiting row may be about; without an id it cannot be chosen, without the person it is not one's to see. */
export type PersonCandidate = {
  id: string | null;
  likeness: readonly string[];
  person: {
    surname: string;
    name: string;
    patronymic: string | null;
    birthDate: string | null;
    snils: string | null;
    organisations: readonly { name: string; role: string }[];
  } | null;
};

/** A page that shows what was imported: of the cabinets (`/app/…`) or of the public site. */
export type SeeAlso = {
  readonly title: string;
  readonly titleEn: string;
  readonly address: `/${string}`;
  /** Who may open it; everyone when absent. */
  readonly permission?: string;
};

/** Columns and key of a table, and a small one in the right shape, for whoever stores its rows by itself. */
export type TableForm = Pick<Importer, 'columns' | 'key' | 'sample'>;

export type Importer<P extends string = string> = {
  readonly kind: string;
  readonly title: string;
  readonly describes: string;
  readonly permission: P;
  /**
   * A file of the kind is one participant's: whoever holds the permission there may import it and sees its runs, and `apply`
   * works in that reach. Of the region, and for those who work for all of it, when absent.
   */
  readonly belongsTo?: 'participant';
  /**
   * Rows name people: what is kept of them is sealed, found by blind keys and soon removed, and who waits is decided by
   * `candidates`. Organisations otherwise.
   */
  readonly about?: 'people';
  /** Fields of a row about people by which somebody tells whom it means; all but the SNILS and the sex unless said. */
  readonly tells?: readonly string[];
  /** Cards that a waiting row about people may be of; the reading is recorded by whoever gives them. */
  readonly candidates?: (values: never, context: ImportContext) => Promise<PersonCandidate[]>;
  readonly columns: Readonly<Record<string, ImportColumn>>;
  /** Columns made of what a reference holds, read anew for each file; they follow the others and are never required. */
  readonly moreColumns?: () => Promise<Readonly<Record<string, ImportColumn>>>;
  /** Fields whose values together are a row's key; with the occurrence they are its identity. */
  readonly key: readonly string[];
  /** Fields that say which organisation a row is about: a match made by hand holds for all rows alike in them; the key unless said. */
  readonly matchBy?: readonly string[];
  readonly options?: ZodType;
  /** Where the result is seen; offered when a run has ended. */
  readonly seeAlso?: readonly SeeAlso[];
  /** A small file in the right shape, offered for download: headings and rows of text. */
  readonly sample: () => readonly (readonly string[])[];
  /** Works on one batch inside the run's single transaction; must give one outcome a row, in order. */
  readonly apply: (rows: readonly ImportedRow<never>[], context: ImportContext) => Promise<RowOutcome[]>;
  /** Runs once after the last batch, in the same transaction; may settle rows that `apply` left open. */
  readonly finish?: (context: ImportContext) => Promise<void | LateOutcome[]>;
};

/** A kind of file the plugin takes in. The framework reads, maps, validates, reports and repeats; `apply` only stores. */
export function importer<const P extends string, const C extends Record<string, ImportColumn>>(
  definition: Omit<Importer<P>, 'columns' | 'key' | 'matchBy' | 'tells' | 'apply' | 'candidates'> & {
    columns: C;
    key: readonly (keyof C & string)[];
    matchBy?: readonly (keyof C & string)[];
    tells?: readonly (keyof C & string)[];
    apply: (rows: readonly ImportedRow<ValuesOf<C>>[], context: ImportContext) => Promise<RowOutcome[]>;
    candidates?: (values: ValuesOf<C>, context: ImportContext) => Promise<PersonCandidate[]>;
  },
): Importer<P> {
  return definition as unknown as Importer<P>;
}
