import {
  afterCommit,
  audit,
  beyondReach,
  conflict,
  context,
  homeCalendar,
  prepared,
  startJob,
  todayHere,
  valueOn,
} from '@regiso/core';
import { norms } from '../norms';
import type { Application } from './applications';

export type Entry = {
  number: string;
  receivedAt: Date;
  filedAt: Date;
  filingGround?: string;
  who: 'guardian' | 'staff' | 'system';
};

/** Writes a received application into the register: all that is done while who files waits. Throws 409 for a second one of a child. */
export async function enter(application: Application, entry: Entry) {
  const { id, child_id: personId, origin } = application;
  const { value: days } = await valueOn(norms, 'decide-days');
  const decideBy = homeCalendar().addWorkingDays(todayHere(entry.receivedAt), days);
  const other = await beyondReach('the application itself was in reach', () => write(application, entry, decideBy));
  if (other) throw conflict(`На этого ребёнка заявление уже стоит: № ${other}`);
  await wakeReception();
  await audit('kindergarten.application-sent', { type: 'application', id, personId }, { number: entry.number, origin });
}

/**
 * The application and the first line of its history, by one statement: between the draft and the sending the child may have
 * begun to attend, or ceased. Gives the number of another application of the child that stands already, and then writes nothing.
 */
async function write({ id, child_id: childId }: Application, entry: Entry, decideBy: string) {
  const { number, receivedAt, filedAt, filingGround = null, who } = entry;
  const [standing] = await prepared<{ other: string | null }>`
    WITH standing AS (SELECT
      (SELECT number FROM kindergarten.applications WHERE child_id = ${childId} AND id <> ${id}
        AND status NOT IN ('draft', 'enrolled', 'refused', 'withdrawn', 'archived') LIMIT 1) AS other,
      (SELECT organisation_id FROM kindergarten.pupils WHERE person_id = ${childId}
        AND (ends_on IS NULL OR ends_on >= ${todayHere()}::date) ORDER BY starts_on DESC LIMIT 1) AS attends),
    entered AS (
      UPDATE kindergarten.applications a SET number = ${number}, received_at = ${receivedAt}, filed_at = ${filedAt},
        filing_ground = ${filingGround}, decide_by = ${decideBy}, status = 'sent', changed_at = now(),
        transfer_from = s.attends, swaps = a.swaps AND s.attends IS NOT NULL
      FROM standing s WHERE a.id = ${id} AND s.other IS NULL RETURNING a.id, a.origin, a.municipality_id),
    line AS (
      INSERT INTO kindergarten.application_events (application_id, account_id, who, kind, status, comment)
      SELECT id, ${context().actor?.accountId ?? null}::uuid, ${who}, 'status', 'sent', ${filingGround} FROM entered
      RETURNING id, application_id),
    told AS (
      INSERT INTO kindergarten.federal_events (event_id, municipality_id)
      SELECT line.id, e.municipality_id FROM line JOIN entered e ON e.id = line.application_id WHERE e.origin = 'federal')
    SELECT other FROM standing`;
  return standing?.other;
}

/** A reception that was woken looks again after as long, until nothing more has come. */
export const receptionRestMs = 500;
let wokenAt = 0;

// One job for all that come together: a job each would cost more than all the rest.
async function wakeReception() {
  if (Date.now() - wokenAt < receptionRestMs) return;
  await startJob('kindergarten', 'receive-applications');
  afterCommit(() => (wokenAt = Date.now()));
}
