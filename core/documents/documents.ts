import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { me } from '../access/proof';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { conflict, notFound } from '../server/errors';
import { part, sql } from '../server/sql';
import { asDownload } from '../files/api';
import { homeRegion, todayHere } from '../territory/home';
import type { Checked } from './check-page';
import { digestOf, type DocumentSubject } from './issue';

/** What the public may know of the document with a code; undefined for an unknown one. */
export async function documentByCode(code: string): Promise<Checked | undefined> {
  const [found] = await beyondReach(
    'whoever holds a document may check it; nothing personal is read',
    () => sql<Checked>`SELECT title, title_en AS "titleEn", number, issued_on::text AS "issuedOn", issuer,
        valid_until::text AS "validUntil", coalesce(valid_until < ${todayHere()}::date, false) AS "isExpired",
        (revoked_at AT TIME ZONE ${homeRegion().timeZone})::date::text AS "revokedOn"
      FROM core.documents WHERE code_sha256 = ${digestOf(code)}`,
  );
  return found;
}

/** Whether the present person sees an issued document as one who keeps all of them. */
export async function isDocumentSeen(id: string): Promise<boolean> {
  if (!me().permissions.has('documents.manage')) return false;
  const [row] = await sql`SELECT 1 AS one FROM core.documents WHERE id = ${id}`;
  return row !== undefined;
}

/** Takes a document back; the page that checks it says so from then on. Throws 404, and 409 the second time. */
export async function revokeDocument(id: string, reason: string): Promise<void> {
  const [row] = await sql<{ revoked_at: Date | null; number: string }>`
    SELECT revoked_at, number FROM core.documents WHERE id = ${id} FOR UPDATE`;
  if (!row) throw notFound('Документ не найден');
  if (row.revoked_at) throw conflict('Документ уже отозван');
  await sql`UPDATE core.documents SET revoked_at = now(), revoked_because = ${reason} WHERE id = ${id}`;
  await audit('documents.revoked', { type: 'document', id }, { number: row.number }, { purpose: reason });
}

type Stored = { number: string; sha256: string; pdf: Buffer; person_id: string | null };
type Of = Pick<DocumentSubject, 'plugin' | 'type' | 'id'>;

/**
 * Answers with the stored PDF, compared with its digest; the reading is recorded, so call it in `inTransaction({}, …)` from
 * a route with `database: false`. The caller has checked the right to the record; `of` keeps other records' documents out.
 */
export async function sendDocument(h: ResponseToolkit, id: string, of?: Of): Promise<ResponseObject> {
  const own = of ? part`plugin = ${of.plugin} AND subject_type = ${of.type} AND subject_id = ${of.id}` : part`true`;
  const [found] = await beyondReach(
    'the subsystem has admitted the caller to the record',
    () => sql<Stored>`SELECT number, sha256, pdf, person_id FROM core.documents WHERE id = ${id} AND ${own}`,
  );
  if (!found) throw notFound('Документ не найден');
  if (digestOf(found.pdf) !== found.sha256) throw new Error(`Document ${id} is not what was stored`);
  const object = { type: 'document', id, ...(found.person_id && { personId: found.person_id }) };
  await audit('documents.read', object, { number: found.number });
  return asDownload(h.response(found.pdf), `${found.number}.pdf`, 'application/pdf');
}
