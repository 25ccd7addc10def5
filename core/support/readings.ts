import { z } from 'zod';
import { me } from '../access/proof';
import { kindsToRead } from '../access/rules-to-read';
import { forgetActor } from '../access/sign-ins';
import { publishedDocuments } from '../agreements/publications';
import { audit } from '../server/audit';
import { conflict } from '../server/errors';
import { sql } from '../server/sql';

export const ReadingView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  version: z.int(),
  effectiveOn: z.string(),
  whatChanged: z.string().nullable(),
  confirmedAt: z.string().nullable(),
});
export type ReadingView = z.output<typeof ReadingView>;
export const ReadingCount = z.object({ id: z.string(), title: z.string(), version: z.int(), confirmed: z.int() });

async function inForce() {
  const documents = await publishedDocuments();
  return documents
    .filter(({ kind }) => kindsToRead.includes(kind))
    .flatMap(({ kind, versions }) =>
      versions.filter(({ state }) => state === 'current').map((version) => ({ ...version, kind })),
    );
}

/** Rules in force today, and which of them the present person has confirmed reading. */
export async function ownReadings(): Promise<ReadingView[]> {
  const rows = await sql<{ id: string; at: string }>`SELECT document_id AS id, confirmed_at AS at FROM core.readings
    WHERE account_id = ${me().accountId} LIMIT 1000`;
  const confirmed = new Map(rows.map(({ id, at }) => [id, at]));
  return (await inForce()).map(({ id, kind, title, titleEn, version, effectiveOn, whatChanged }) => ({
    id,
    kind,
    title,
    titleEn,
    version,
    effectiveOn,
    whatChanged,
    confirmedAt: confirmed.get(id) ?? null,
  }));
}

/** Confirms one version once; a new version asks again. Throws 409 for what is not in force or was confirmed. */
export async function confirmReading(id: string): Promise<ReadingView[]> {
  if (!(await inForce()).some((document) => document.id === id)) throw conflict('Эта редакция не действует');
  const [row] = await sql`INSERT INTO core.readings (document_id, account_id) VALUES (${id}, ${me().accountId})
    ON CONFLICT DO NOTHING RETURNING document_id`;
  if (!row) throw conflict('Вы уже подтвердили, что прочли эту редакцию');
  await audit('support.reading-confirmed', { type: 'published-document', id });
  await forgetActor(me().accountId);
  return ownReadings();
}

/** How many people have confirmed each version in force: a number, no names. */
export async function countReadings() {
  const documents = await inForce();
  const rows = await sql<{ id: string; n: number }>`SELECT document_id AS id, count(*)::int AS n FROM core.readings
    WHERE document_id = ANY (${documents.map(({ id }) => id)}::uuid[]) GROUP BY document_id`;
  const counts = new Map(rows.map(({ id, n }) => [id, n]));
  return documents.map(({ id, title, version }) => ({ id, title, version, confirmed: counts.get(id) ?? 0 }));
}
