import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, notFound } from '../server/errors';
import { sql } from '../server/sql';
import { forgetActor } from '../access/sign-ins';
import { changedMeanwhile } from './changed-meanwhile';

/** Blocks the sign-in of everybody who works by this participant's agreements, at once; data stays. Throws 409 when the card seen as `version` changed. */
export async function suspendParticipant(id: string, version: number, reason: string) {
  await demandParticipant(id);
  const by = context().actor?.accountId ?? null;
  const [row] = await sql`INSERT INTO core.suspensions (participant_id, reason, suspended_by)
    VALUES (${id}, ${reason}, ${by}) ON CONFLICT (participant_id) WHERE lifted_at IS NULL DO NOTHING RETURNING id`;
  if (!row) throw conflict('Участник уже приостановлен');
  await stepOn(id, version);
  await forgetActor();
  await audit('agreements.suspended', { type: 'participant', id });
}

/** Lets them in again. */
export async function resumeParticipant(id: string, version: number, reason: string) {
  await demandParticipant(id);
  const by = context().actor?.accountId ?? null;
  const [row] = await sql`UPDATE core.suspensions SET lifted_at = now(), lifted_by = ${by}, lift_reason = ${reason}
    WHERE participant_id = ${id} AND lifted_at IS NULL RETURNING id`;
  if (!row) throw conflict('Участник не приостановлен');
  await stepOn(id, version);
  await forgetActor();
  await audit('agreements.resumed', { type: 'participant', id });
}

async function stepOn(id: string, version: number) {
  const [row] = await sql`UPDATE core.participants SET version = version + 1
    WHERE id = ${id} AND version = ${version} RETURNING id`;
  if (!row) throw changedMeanwhile();
}

async function demandParticipant(id: string) {
  const [row] = await sql`SELECT 1 AS one FROM core.participants WHERE id = ${id}`;
  if (!row) throw notFound('Участник не найден');
}
