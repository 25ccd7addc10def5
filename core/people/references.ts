import { enabledPlugins } from '../server/installed';
import type { PersonReference } from '../server/person';
import { named, part, sql } from '../server/sql';

/** Columns of the core itself that point at people. */
const ownReferences: readonly PersonReference[] = [
  {
    table: 'core.persons',
    column: 'merged_into',
    title: 'Ранее объединённые карточки',
    titleEn: 'Cards merged before',
  },
  {
    table: 'core.person_organisations',
    column: 'person_id',
    title: 'Организации',
    titleEn: 'Organisations',
    describe: describeLinks,
  },
  {
    table: 'core.guardianships',
    column: 'guardian_id',
    title: 'Кого представляет',
    titleEn: 'Stands for',
    describe: describePairs,
  },
  {
    table: 'core.guardianships',
    column: 'child_id',
    title: 'Представители',
    titleEn: 'Guardians',
    describe: describePairs,
  },
  {
    table: 'core.person_documents',
    column: 'person_id',
    title: 'Документы',
    titleEn: 'Documents',
    describe: describePapers,
  },
  {
    table: 'core.person_consents',
    column: 'person_id',
    title: 'Согласия',
    titleEn: 'Consents',
    twins: ['purpose', 'version'],
    describe: describeConsents,
  },
  {
    table: 'core.match_requests',
    column: 'person_id',
    title: 'Заявки на сверку личности',
    titleEn: 'Requests to match a person',
  },
  { table: 'core.person_consents', column: 'given_by', title: 'Данные согласия', titleEn: 'Consents given' },
];

type Lines = Promise<{ key: string; text: string }[]>;

function describeLinks(keys: readonly string[]): Lines {
  return sql`SELECT l.id AS key, o.short_name || ', с ' || to_char(l.starts_on, 'DD.MM.YYYY') AS text
    FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id WHERE l.id = ANY (${[...keys]}::uuid[])`;
}

function describePairs(keys: readonly string[]): Lines {
  return sql`SELECT g.id AS key, concat_ws(' ', a.surname, a.name) || ' → ' || concat_ws(' ', c.surname, c.name) AS text
    FROM core.guardianships g JOIN core.persons a ON a.id = g.guardian_id JOIN core.persons c ON c.id = g.child_id
    WHERE g.id = ANY (${[...keys]}::uuid[])`;
}

function describePapers(keys: readonly string[]): Lines {
  return sql`SELECT d.id AS key, 'Документ, записан ' || to_char(d.created_at, 'DD.MM.YYYY') AS text
    FROM core.person_documents d WHERE d.id = ANY (${[...keys]}::uuid[])`;
}

function describeConsents(keys: readonly string[]): Lines {
  return sql`SELECT c.id AS key, f.title || ', ' || to_char(c.given_on, 'DD.MM.YYYY') AS text FROM core.person_consents c
    JOIN core.consent_forms f ON f.purpose = c.purpose AND f.version = c.version WHERE c.id = ANY (${[...keys]}::uuid[])`;
}

/** A column that points at people, with its pieces of SQL; its name is how a merge remembers it. */
export type Pointer = PersonReference & { name: string; at: Pieces };
type Piece = ReturnType<typeof part>;
type Pieces = { table: Piece; column: Piece; key: Piece; pseudonym: Piece | undefined; twins: Piece[] };

const pointerOf = (reference: PersonReference): Pointer => ({
  ...reference,
  name: `${reference.table}.${reference.column}`,
  at: {
    table: named(reference.table),
    column: named(reference.column),
    key: named(reference.key ?? 'id'),
    pseudonym: reference.pseudonym ? named(reference.pseudonym) : undefined,
    twins: (reference.twins ?? []).map(named),
  },
});

/** All columns that point at people: of the core and of the subsystems that are switched on. */
export const pointers = (): Pointer[] =>
  [...ownReferences, ...enabledPlugins().flatMap((plugin) => plugin.personReferences ?? [])].map(pointerOf);

/** Keys of the rows that point at a person. */
export const rowsAt = async ({ at }: Pointer, personId: string): Promise<string[]> =>
  (
    await sql<{
      key: string;
    }>`SELECT ${at.key}::text AS key FROM ${at.table} WHERE ${at.column} = ${personId} ORDER BY 1`
  ).map(({ key }) => key);

/** Makes these rows point at another person; rows whose twin is there stay. Gives the keys that went. */
export async function passRows({ at }: Pointer, keys: readonly string[], from: string, to: string): Promise<string[]> {
  if (!keys.length) return [];
  const twin = at.twins.length
    ? part`AND NOT EXISTS (SELECT FROM ${at.table} s WHERE s.${at.column} = ${to}
        AND (${twinColumns('s', at.twins)}) IS NOT DISTINCT FROM (${twinColumns('t', at.twins)}))`
    : part``;
  const copy = at.pseudonym ? part`, ${at.pseudonym} = (SELECT pseudonym FROM core.persons WHERE id = ${to})` : part``;
  const rows = await sql<{ key: string }>`UPDATE ${at.table} t SET ${at.column} = ${to} ${copy}
    WHERE t.${at.column} = ${from} AND t.${at.key}::text = ANY (${[...keys]}::text[]) ${twin} RETURNING t.${at.key}::text AS key`;
  return rows.map(({ key }) => key);
}

const twinColumns = (alias: 's' | 't', columns: readonly Piece[]) => {
  const [first, ...rest] = columns.map((column) => (alias === 's' ? part`s.${column}` : part`t.${column}`));
  return rest.reduce((all, one) => part`${all}, ${one}`, first ?? part``);
};
