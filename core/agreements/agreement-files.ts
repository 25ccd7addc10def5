import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, notFound } from '../server/errors';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { changedMeanwhile } from './changed-meanwhile';
import type { KeptFile } from './kept-file';

/** Keeps the signed file of an agreement, seen as `version`, once. Throws 409 when it is kept already or the terms changed. */
export async function keepAgreementFile(id: string, version: number, file: KeptFile) {
  const [agreement] = await sql<{ participant_id: string; file_sha256: string | null; version: number }>`
    SELECT participant_id, file_sha256, version FROM core.agreements WHERE id = ${id} FOR UPDATE`;
  if (!agreement) throw notFound('Соглашение не найдено');
  if (agreement.file_sha256 && agreement.file_sha256 !== file.sha256)
    throw conflict('Это другой файл: его контрольная сумма не совпадает с записанной в соглашении');
  const [row] = await sql`
    INSERT INTO core.agreement_files (agreement_id, participant_id, file_name, media_type, size, sha256, bytes, kept_by)
    VALUES (${id}, ${agreement.participant_id}, ${file.fileName}, ${file.mediaType}, ${file.size}, ${file.sha256},
      ${file.bytes}, ${context().actor?.accountId ?? null})
    ON CONFLICT DO NOTHING RETURNING agreement_id`;
  if (!row) throw conflict('Подписанный файл уже приложен');
  if (agreement.version !== version) throw changedMeanwhile();
  await sql`UPDATE core.agreements SET file_sha256 = ${file.sha256}, version = version + 1, changed_at = now()
    WHERE id = ${id}`;
  await audit('agreements.file-kept', { type: 'agreement', id }, { sha256: file.sha256 });
}

/** Whether the agreement `a` is noted as signed, on paper so far: its signed file is not kept here. */
export const lacksFile = part`(a.state <> 'draft'
  AND NOT EXISTS (SELECT FROM core.agreement_files kept WHERE kept.agreement_id = a.id))`;

/** How many agreements lack their signed file. */
export async function countWithoutFile(): Promise<number> {
  const [row] = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM core.agreements a WHERE ${lacksFile}`;
  return row?.count ?? 0;
}

/** The signed file, for whoever may read the agreement. Throws 404. */
export async function agreementFile(id: string) {
  const [row] = await sql<
    Omit<KeptFile, 'size'>
  >`SELECT f.file_name AS "fileName", f.media_type AS "mediaType", f.sha256, f.bytes
    FROM core.agreement_files f JOIN core.agreements a ON a.id = f.agreement_id
      JOIN core.participants p ON p.id = a.participant_id WHERE f.agreement_id = ${id} AND ${inMyReach()}`;
  if (!row) throw notFound('Файла нет');
  return row;
}

/** Whether an agreement is within one's reach. */
export async function isAgreementSeen(id: string): Promise<boolean> {
  const [row] = await sql`SELECT 1 AS one FROM core.agreements a JOIN core.participants p ON p.id = a.participant_id
    WHERE a.id = ${id} AND ${inMyReach()}`;
  return row !== undefined;
}

const inMyReach = () =>
  inReach('agreements.read', {
    participant: part`p.id`,
    municipality: part`p.municipality_id`,
    subsystems: part`a.subsystems`,
  });
