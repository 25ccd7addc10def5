import { z } from 'zod';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { joined, part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { birthDateOf, openCard, type StoredPerson } from './card';
import { plain } from './normal';
import { BirthDate, Snils } from './person-input';
import { documentTerms, findByTerms, snilsTerms } from './person-keys';
import { PersonLine, personLines } from './person-view';
import { personInReach } from './reach';
import { linkRoles } from './words';

export const SearchInput = z.strictObject({
  /** Beginnings of the words of a name, in any order. */
  name: z.string().trim().max(200).optional(),
  birthDate: BirthDate.optional(),
  snils: Snils.optional(),
  /** The number of a document, with the series or without. */
  document: z.string().trim().min(4).max(60).optional(),
  organisationId: z.uuid().optional(),
  role: z.enum(linkRoles).optional(),
  limit: z.int().min(1).max(100).default(50),
  after: z.string().max(600).optional(),
});
export type SearchInput = z.output<typeof SearchInput>;

export const FoundPeople = z.object({ items: z.array(PersonLine), next: z.string().nullable() });

type Piece = ReturnType<typeof part>;
const none = part`false`;

/** Cards in reach, by name; what was searched by is recorded, never the values. */
export async function searchPeople(input: SearchInput) {
  const conditions = [part`p.merged_into IS NULL`, personInReach('people.read'), ...(await conditionsOf(input))];
  const { items, next } = await page(conditions, input);
  const by = ['name', 'birthDate', 'snils', 'document', 'organisationId', 'role'].filter(
    (field) => input[field as keyof SearchInput],
  );
  const personIds = items.map(({ id }) => id);
  await audit('people.searched', { type: 'person', personIds }, { by, rows: items.length });
  return { items: await personLines(items), next };
}

async function conditionsOf({ name, snils, document, organisationId, role }: SearchInput): Promise<Piece[]> {
  const conditions = words(name ?? '').map(beginsWith);
  if (snils) conditions.push(await among(snilsTerms(snils).slice(0, 1)));
  if (document) conditions.push(await among(documentTerms({ number: document })));
  if (organisationId || role) conditions.push(await linked(organisationId, role));
  return conditions;
}

const words = (text: string) => plain(text).split(' ').filter(Boolean).slice(0, 6);
const escaped = (word: string) => word.replace(/[%_\\]/g, '\\$&');

const beginsWith = (word: string) => part`(' ' || p.plain_name) LIKE ${`% ${escaped(word)}%`}`;

async function among(terms: Parameters<typeof findByTerms>[0]): Promise<Piece> {
  const found = await findByTerms(terms);
  return found.length ? part`p.id = ANY (${found.map(({ id }) => id)}::uuid[])` : none;
}

async function linked(organisationId: string | undefined, role: string | undefined): Promise<Piece> {
  const rows = await beyondReach(
    'narrows down cards that are in reach anyway',
    () => sql<{ id: string }>`SELECT DISTINCT person_id AS id FROM core.person_organisations
      WHERE (${organisationId ?? null}::uuid IS NULL OR organisation_id = ${organisationId ?? null}::uuid)
        AND (${role ?? null}::text IS NULL OR role = ${role ?? null}) AND (ends_on IS NULL OR ends_on >= ${todayHere()}::date)
      ORDER BY 1 LIMIT 20000`,
  );
  return part`p.id = ANY (${rows.map(({ id }) => id)}::uuid[])`;
}

const mostOpened = 20_000;
const openedAtOnce = 2_000;

type Named = StoredPerson & { plain_name: string };
type Place = [name: string, id: string];

const rowsAfter = (conditions: readonly Piece[], from: Place | undefined, limit: number) => {
  const beyond = from ? part`AND (p.plain_name COLLATE "C", p.id) > (${from[0]}, ${from[1]}::uuid)` : part``;
  return sql<Named>`SELECT p.*, p.xmin::text AS version FROM core.persons p
    WHERE ${joined(conditions, ' AND ')} ${beyond} ORDER BY p.plain_name COLLATE "C", p.id LIMIT ${limit}`;
};

const placeOfRow = ({ plain_name: name, id }: Named): Place => [name, id];

// Birth dates are sealed, so they are compared here, part after part; a list that was not read to its end says so by a cursor.
async function page(conditions: readonly Piece[], { limit, after, birthDate }: SearchInput) {
  const found: Named[] = [];
  const most = birthDate ? openedAtOnce : limit + 1;
  let from = after ? readCursor(after) : undefined;
  let rest = false;
  for (let read = 0; found.length <= limit && read < mostOpened; read += most) {
    const rows = await rowsAfter(conditions, from, most);
    found.push(...rows.filter((row) => !birthDate || birthDateOf(row) === birthDate));
    rest = rows.length === most;
    from = rows.length ? placeOfRow(rows.at(-1) as Named) : from;
    if (!rest) break;
  }
  const items = found.slice(0, limit);
  const next = found.length > limit ? placeOfRow(items.at(-1) as Named) : rest ? from : undefined;
  return { items: items.map(openCard), next: next ? writeCursor(...next) : null };
}

const writeCursor = (name: string, id: string) => Buffer.from(JSON.stringify([name, id])).toString('base64url');
function readCursor(text: string): [string, string] | undefined {
  try {
    const [name, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return [name, id];
  } catch {
    // A cursor of another making begins the list anew.
  }
  return undefined;
}
