import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { notFound } from '../server/errors';
import { sql } from '../server/sql';
import { cardInReach, cardsBeyond } from './card';
import { documentTerms, dropDocument, findByTerms, indexDocument } from './person-keys';
import { notePairs } from './duplicates';
import { open, openOptional, placeOf, seal, sealOptional } from './sealed';
import { Day, DocumentKind } from './words';

const table = 'core.person_documents';

export const DocumentInput = z.strictObject({
  kind: DocumentKind,
  series: z.string().trim().min(1).max(30).nullable().default(null),
  number: z.string().trim().min(3, 'Укажите номер').max(50),
  issuedBy: z.string().trim().min(1).max(300).nullable().default(null),
  issuedOn: Day.nullable().default(null),
  validTo: Day.nullable().default(null),
  /** The original was seen. */
  verified: z.boolean().default(false),
});
export type DocumentInput = z.output<typeof DocumentInput>;

export const DocumentView = z.object({
  id: z.string(),
  kind: DocumentKind,
  series: z.string().nullable(),
  number: z.string(),
  issuedBy: z.string().nullable(),
  issuedOn: z.string().nullable(),
  validTo: z.string().nullable(),
  verifiedAt: z.string().nullable(),
});
export type DocumentView = z.infer<typeof DocumentView>;

/** Records a document of a person; a card that holds the same number is noted as a pair. Gives the id. */
export async function addDocument(personId: string, input: DocumentInput): Promise<string> {
  const card = await cardInReach(personId, 'people.documents', true);
  const others = await holdersOf(input, personId);
  const id = await writeDocument(personId, input);
  await notePairs(
    personId,
    others.map((other) => ({ card: other, likeness: ['same-document'] })),
  );
  await audit('people.document-added', { type: 'person', id: card.id }, { kind: input.kind, verified: input.verified });
  return id;
}

async function holdersOf(input: DocumentInput, except: string) {
  const [, whole] = documentTerms(input);
  const found = whole ? await findByTerms([whole]) : [];
  return cardsBeyond(found.map(({ id }) => id).filter((id) => id !== except));
}

/** The same without asking about reach, for whoever has checked it. */
const writeDocument = (personId: string, input: DocumentInput) =>
  beyondReach('the card was in reach', async () => {
    const [row] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
    const id = row?.id ?? '';
    await sql`INSERT INTO core.person_documents (id, person_id, kind, series, number, issued_by, issued_on, valid_to, verified_at, verified_by)
      VALUES (${id}, ${personId}, ${input.kind}, ${sealOptional(input.series, placeOf(table, 'series', id))},
        ${seal(input.number, placeOf(table, 'number', id))}, ${sealOptional(input.issuedBy, placeOf(table, 'issued_by', id))},
        ${input.issuedOn}, ${input.validTo}, ${input.verified ? new Date() : null},
        ${input.verified ? (context().actor?.accountId ?? null) : null})`;
    await indexDocument(personId, { id, series: input.series, number: input.number });
    return id;
  });

/** Takes a document that was recorded by mistake off the card. Throws 404. */
export async function removeDocument(personId: string, id: string) {
  const card = await cardInReach(personId, 'people.documents', true);
  const [row] = await beyondReach(
    'the card was in reach',
    () =>
      sql<{
        kind: string;
      }>`DELETE FROM core.person_documents WHERE id = ${id} AND person_id = ${personId} RETURNING kind`,
  );
  if (!row) throw notFound('Такого документа на карточке нет');
  await dropDocument(id);
  await audit('people.document-removed', { type: 'person', id: card.id }, { kind: row.kind });
}

type Stored = Omit<DocumentView, 'series' | 'number' | 'issuedBy' | 'verifiedAt'> & {
  series: Buffer | null;
  number: Buffer;
  issued_by: Buffer | null;
  verified_at: Date | null;
};

/** Documents of a card; who may not see them sees that they are there and the last two signs. */
export async function documentsShown(personId: string, isOpen: boolean): Promise<DocumentView[]> {
  const rows = await beyondReach(
    'the card was in reach',
    () => sql<Stored>`SELECT id, kind, series, number, issued_by, issued_on::text AS "issuedOn", valid_to::text AS "validTo", verified_at
      FROM core.person_documents WHERE person_id = ${personId} ORDER BY id DESC LIMIT 50`,
  );
  return rows.map(({ series, number, issued_by: issuedBy, verified_at: verifiedAt, ...row }) => {
    const opened = open(number, placeOf(table, 'number', row.id));
    return {
      ...row,
      series: isOpen ? openOptional(series, placeOf(table, 'series', row.id)) : null,
      number: isOpen ? opened : `••••${opened.slice(-2)}`,
      issuedBy: isOpen ? openOptional(issuedBy, placeOf(table, 'issued_by', row.id)) : null,
      verifiedAt: verifiedAt?.toISOString() ?? null,
    };
  });
}
