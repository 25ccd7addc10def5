/** What a guardian may do for a child: see the studies, see health and benefits, see address and contacts, apply, pay, fetch. */
export type GuardianAct = 'see' | 'health' | 'contacts' | 'apply' | 'pay' | 'pick-up';

/**
 * A column that points at a person. When two cards turn out to be one person, its rows pass to the surviving card, and back
 * when that was a mistake. A column that is left out here keeps pointing at a card that nobody opens any more.
 */
export type PersonReference = {
  readonly table: `${string}.${string}`;
  readonly column: string;
  /** The primary key, one column; `id` unless said. */
  readonly key?: string;
  /** What the rows are, for who decides: «Зачисления». */
  readonly title: string;
  readonly titleEn: string;
  /** Columns that with the person are unique: a row whose twin the surviving card has already stays where it is. */
  readonly twins?: readonly string[];
  /** The column that holds a copy of the person's pseudonym. */
  readonly pseudonym?: string;
  /** A line for each row, so that a person can deal them out; «№ …» without it. */
  readonly describe?: (keys: readonly string[]) => Promise<readonly { key: string; text: string }[]>;
};

/** One line about a child on the guardian's page. */
export type ChildLine = {
  readonly childId: string;
  readonly text: string;
  readonly textEn?: string;
  /** A page of the cabinets: `/kindergarten/requests/…`. */
  readonly to?: string;
};

/** What a subsystem tells guardians of their children: asked for those children only for whom the act is not barred. */
export type ChildLines = {
  readonly title: string;
  readonly titleEn: string;
  /** What the guardian must be allowed; `see` unless said. */
  readonly needs?: GuardianAct;
  readonly lines: (children: readonly string[]) => Promise<readonly ChildLine[]>;
};

/** Whose data an archive holds: an account, and the people whose records its owner may take along. */
export type DataOwner = {
  readonly accountId: string;
  /** The owner's own card, where the account is known to be of a person. */
  readonly personId: string | null;
  /** The owner, and the children for whom they stand today and whom no court bars them from seeing. */
  readonly people: readonly { readonly id: string; readonly may: readonly GuardianAct[] }[];
};

/** Ids of those people of an owner of whom all this may be seen. */
export const peopleWith = ({ people }: DataOwner, ...acts: readonly GuardianAct[]): string[] =>
  people.filter(({ may }) => acts.every((act) => may.includes(act))).map(({ id }) => id);

const plainName = /^[a-z_][a-z0-9_]*$/;

/** What is wrong with a reference, in sentences: its names go into SQL as they are. */
export function referenceProblems({ table, column, key = 'id', twins = [], pseudonym }: PersonReference): string[] {
  const names = [...table.split('.'), column, key, ...twins, ...(pseudonym ? [pseudonym] : [])];
  const bad = names.filter((name) => !plainName.test(name));
  if (table.split('.').length !== 2) bad.push(table);
  return bad.map((name) => `person reference ${table}.${column} has the name "${name}", which is not a plain one`);
}
