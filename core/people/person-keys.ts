import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { nameKey, plainNumber, shortNameKey } from './normal';
import { indexesOf, indexOf, type IndexKind } from './sealed';

type Named = { surname: string; name: string; patronymic?: string | null | undefined };
type Known = Named & { birthDate?: string | null | undefined; snils?: string | null | undefined };
type Term = { kind: IndexKind; text: string };

/** The nine digits with each of them left out in turn: two numbers that differ in one digit share one of these. */
const nearTerms = (snils: string): Term[] =>
  Array.from({ length: 9 }, (_, at) => ({
    kind: 'snils-near',
    text: `${at}:${snils.slice(0, at)}*${snils.slice(at + 1, 9)}`,
  }));

export const snilsTerms = (snils: string): Term[] => [{ kind: 'snils', text: snils }, ...nearTerms(snils)];
export const nameBirthTerms = ({ birthDate, ...name }: Known): Term[] =>
  birthDate
    ? [...new Set([nameKey(name), shortNameKey(name)])].map((key) => ({
        kind: 'name-birth',
        text: `${key}|${birthDate}`,
      }))
    : [];
export const documentTerms = ({ series, number }: { series?: string | null | undefined; number: string }): Term[] =>
  [...new Set([plainNumber(number), plainNumber(`${series ?? ''}${number}`)])]
    .filter((text) => text.length >= 4)
    .map((text) => ({ kind: 'document', text }));

type Row = Term & { documentId: string | null };

async function put(personId: string, rows: readonly Row[], live: boolean) {
  await sql`INSERT INTO core.person_keys (person_id, kind, key, document_id, live)
    SELECT ${personId}, kind, key, document_id, ${live} FROM unnest(${rows.map(({ kind }) => kind)}::text[],
      ${rows.map(({ kind, text }) => indexOf(kind, text))}::bytea[], ${rows.map(({ documentId }) => documentId)}::uuid[])
      AS given(kind, key, document_id)`;
}

/** Writes what a card is found by; throws PostgreSQL's 23505 when its SNILS stands on another card. */
export const indexPerson = (id: string, card: Known, { live = true }: { live?: boolean } = {}) =>
  beyondReach('indexes of equality belong to nobody', async () => {
    await sql`DELETE FROM core.person_keys WHERE person_id = ${id} AND document_id IS NULL`;
    const terms = [...(card.snils ? snilsTerms(card.snils) : []), ...nameBirthTerms(card)];
    await put(
      id,
      terms.map((term) => ({ ...term, documentId: null })),
      live,
    );
  });

type Paper = { id: string; series: string | null; number: string };

export const indexDocument = (personId: string, { id, ...paper }: Paper) =>
  beyondReach('indexes of equality belong to nobody', async () => {
    await sql`DELETE FROM core.person_keys WHERE document_id = ${id}`;
    await put(
      personId,
      documentTerms(paper).map((term) => ({ ...term, documentId: id })),
      true,
    );
  });

export const dropDocument = (id: string) =>
  beyondReach(
    'indexes of equality belong to nobody',
    () => sql`DELETE FROM core.person_keys WHERE document_id = ${id}`,
  );

/** Living cards that hold one of these, or took a card over that does: then `holder` is the merged one. */
export const findByTerms = (terms: readonly Term[]) =>
  beyondReach('who looks for an exact value does not know yet whose it is', async () => {
    if (!terms.length) return [];
    const keys = terms.flatMap(({ kind, text }) => indexesOf(kind, text));
    return sql<{ id: string; holder: string }>`SELECT DISTINCT coalesce(p.merged_into, p.id) AS id, p.id AS holder
      FROM core.person_keys k JOIN core.persons p ON p.id = k.person_id
      WHERE k.key = ANY (${keys}::bytea[]) AND k.kind = ANY (${[...new Set(terms.map(({ kind }) => kind))]}::text[]) LIMIT 200`;
  });

/** Of many asked at once: the cards, merged ones too, that hold one of the terms of each. */
export const holdersOf = (asked: readonly (readonly Term[])[]): Promise<string[][]> =>
  beyondReach('who looks for an exact value does not know yet whose it is', async () => {
    const places = new Map<string, number[]>();
    for (const [at, terms] of asked.entries())
      for (const key of terms.flatMap(({ kind, text }) => indexesOf(kind, text)))
        places.set(key.toString('hex'), [...(places.get(key.toString('hex')) ?? []), at]);
    const found = asked.map((): string[] => []);
    if (!places.size) return found;
    const kinds = [...new Set(asked.flat().map(({ kind }) => kind))];
    const rows = await sql<{
      key: string;
      holder: string;
    }>`SELECT DISTINCT encode(k.key, 'hex') AS key, k.person_id AS holder
      FROM core.person_keys k WHERE k.key = ANY (${[...places.keys()].map((hex) => Buffer.from(hex, 'hex'))}::bytea[])
        AND k.kind = ANY (${kinds}::text[]) LIMIT ${200 * asked.length}`;
    for (const { key, holder } of rows) for (const at of places.get(key) ?? []) found[at]?.push(holder);
    return found;
  });
