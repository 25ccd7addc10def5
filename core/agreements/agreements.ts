import { audit } from '../server/audit';
import { conflict, invalidInput, notFound } from '../server/errors';
import { part, sql } from '../server/sql';
import { forgetActor } from '../access/sign-ins';
import { todayHere } from '../territory/home';
import { changedMeanwhile } from './changed-meanwhile';
import type { AgreementInput, AgreementView } from './words';

/** SQL: whatever the agreement `a` connects goes on without a break by signed ones that end later, so its end cuts nobody off. */
export const isContinued = (today: string) => part`(a.ends_on IS NOT NULL AND NOT EXISTS (
  SELECT FROM unnest(a.subsystems) connected WHERE NOT EXISTS (SELECT FROM core.agreements o
    WHERE o.participant_id = a.participant_id AND o.state <> 'draft' AND connected = ANY (o.subsystems)
      AND o.starts_on <= greatest(a.ends_on + 1, ${today}::date) AND (o.ends_on IS NULL OR o.ends_on > a.ends_on))))`;

const view = (
  today: string,
) => part`SELECT a.id, a.number, a.signed_on::text AS "signedOn", a.starts_on::text AS "startsOn",
  a.ends_on::text AS "endsOn", a.read_only_days AS "readOnlyDays", a.subsystems, a.data_scope AS "dataScope", a.ground,
  a.signed_by_operator AS "signedByOperator", a.signed_by_participant AS "signedByParticipant",
  a.file_sha256 AS "fileSha256", EXISTS (SELECT FROM core.agreement_files f WHERE f.agreement_id = a.id) AS "hasFile", a.end_reason AS "endReason", a.version, a.ends_on - ${today}::date AS "daysLeft",
  ${isContinued(today)} AS "isContinued",
  CASE WHEN a.state <> 'draft' AND EXISTS (SELECT FROM core.suspensions s
      WHERE s.participant_id = a.participant_id AND s.lifted_at IS NULL) THEN 'suspended'
    ELSE core.agreement_status(a.state, a.starts_on, a.ends_on, a.read_only_days, ${today}::date) END AS status
  FROM core.agreements a`;

export const agreementsOf = (participantId: string) =>
  sql<AgreementView>`${view(todayHere())} WHERE a.participant_id = ${participantId} ORDER BY a.starts_on DESC, a.id LIMIT 100`;

async function agreementOf(id: string): Promise<AgreementView> {
  const [row] = await sql<AgreementView>`${view(todayHere())} WHERE a.id = ${id}`;
  if (!row) throw notFound('Соглашение не найдено');
  return row;
}

/** Writes a draft down; nothing is connected until it is signed. Throws 409 for a number already used that day. */
export async function draftAgreement(participantId: string, given: AgreementInput): Promise<AgreementView> {
  const [participant] = await sql`SELECT 1 AS one FROM core.participants WHERE id = ${participantId}`;
  if (!participant) throw notFound('Участник не найден');
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.agreements (participant_id, number, signed_on, starts_on, ends_on, read_only_days, subsystems,
      data_scope, ground, signed_by_operator, signed_by_participant, file_sha256)
    VALUES (${participantId}, ${given.number}, ${given.signedOn}, ${given.startsOn}, ${given.endsOn}, ${given.readOnlyDays},
      ${[...new Set(given.subsystems)]}::text[], ${given.dataScope}, ${given.ground}, ${given.signedByOperator},
      ${given.signedByParticipant}, ${given.fileSha256})
    ON CONFLICT (number, signed_on) DO NOTHING RETURNING id`;
  if (!row) throw conflict('Соглашение с таким номером от этой даты уже есть');
  const { subsystems, startsOn, endsOn } = given;
  await audit('agreements.drafted', { type: 'agreement', id: row.id }, { subsystems, startsOn, endsOn });
  return agreementOf(row.id);
}

/** Changes a draft, seen as `version`. Throws 409 when it is signed or somebody changed it meanwhile. */
export async function changeDraft(id: string, version: number, given: AgreementInput): Promise<AgreementView> {
  const before = await agreementOf(id);
  if (before.status !== 'draft') throw conflict('Подписанное соглашение не меняют: заключите новое или прекратите это');
  if (before.version !== version) throw changedMeanwhile();
  const [row] = await sql`
    UPDATE core.agreements SET number = ${given.number}, signed_on = ${given.signedOn}, starts_on = ${given.startsOn},
      ends_on = ${given.endsOn}, read_only_days = ${given.readOnlyDays},
      subsystems = ${[...new Set(given.subsystems)]}::text[], data_scope = ${given.dataScope}, ground = ${given.ground},
      signed_by_operator = ${given.signedByOperator}, signed_by_participant = ${given.signedByParticipant},
      file_sha256 = ${given.fileSha256}, version = version + 1, changed_at = now()
    WHERE id = ${id} AND version = ${version} AND state = 'draft'
      AND NOT EXISTS (SELECT FROM core.agreements o WHERE o.number = ${given.number} AND o.signed_on = ${given.signedOn}
        AND o.id <> ${id}) RETURNING id`;
  if (!row)
    throw conflict('Черновик уже изменён другим человеком, или такой номер от этой даты есть. Обновите страницу');
  await audit('agreements.draft-changed', { type: 'agreement', id }, { version });
  return agreementOf(id);
}

/** Signs a draft, seen as `version`: from its first day on the subsystems are connected. Throws 409 when it changed meanwhile. */
export async function signAgreement(id: string, version: number): Promise<AgreementView> {
  const [row] = await sql<{ participant_id: string; subsystems: string[] }>`UPDATE core.agreements
    SET state = 'signed', version = version + 1, changed_at = now()
    WHERE id = ${id} AND version = ${version} AND state = 'draft' RETURNING participant_id, subsystems`;
  if (!row) {
    const { status } = await agreementOf(id);
    throw status === 'draft' ? changedMeanwhile() : conflict('Соглашение уже подписано');
  }
  await writeConnections(id);
  await audit(
    'agreements.signed',
    { type: 'agreement', id },
    { participant: row.participant_id, subsystems: row.subsystems },
  );
  return agreementOf(id);
}

type End = { on: string; reason: string };

/** Ends a signed agreement, seen as `version`, after a day; its data is read-only for its days of grace, then closed. */
export async function terminateAgreement(id: string, version: number, { on, reason }: End): Promise<AgreementView> {
  const before = await agreementOf(id);
  if (before.status === 'draft') throw conflict('Черновик не действует, прекращать нечего');
  if (before.version !== version) throw changedMeanwhile();
  if (on < before.startsOn)
    throw invalidInput([{ path: ['payload', 'on'], message: 'Соглашение начинается позже этого дня' }]);
  if (before.endsOn && on > before.endsOn)
    throw invalidInput([{ path: ['payload', 'on'], message: 'Соглашение кончается раньше этого дня' }]);
  const [row] = await sql`UPDATE core.agreements SET ends_on = ${on}, state = 'terminated', end_reason = ${reason},
    version = version + 1, changed_at = now() WHERE id = ${id} AND version = ${version} RETURNING id`;
  if (!row) throw changedMeanwhile();
  await writeConnections(id);
  await audit('agreements.terminated', { type: 'agreement', id }, { on });
  return agreementOf(id);
}

// Access reads only these rows: what is connected, from when until when.
async function writeConnections(id: string) {
  await sql`DELETE FROM core.connections WHERE agreement_id = ${id}`;
  await sql`INSERT INTO core.connections (agreement_id, subsystem, participant_id, municipality_id, starts_on, ends_on, closes_on)
    SELECT a.id, s, a.participant_id, p.municipality_id, a.starts_on, a.ends_on, a.ends_on + a.read_only_days
    FROM core.agreements a JOIN core.participants p ON p.id = a.participant_id, unnest(a.subsystems) s WHERE a.id = ${id}`;
  await forgetActor();
}
