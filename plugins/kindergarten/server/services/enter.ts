import {
  afterCommit,
  audit,
  beyondReach,
  conflict,
  homeCalendar,
  prepared,
  startJob,
  todayHere,
  valueOn,
} from '@regiso/core';
import { norms } from '../norms';
import type { Application } from './applications';
import { note } from './history';

export type Entry = {
  number: string;
  receivedAt: Date;
  filedAt: Date;
  filingGround?: string;
  who: 'guardian' | 'staff' | 'system';
};

/** Writes a received application into the register: all that is done while who files waits. Throws 409 for a second one of a child. */
export async function enter(application: Application, { number, receivedAt, filedAt, filingGround, who }: Entry) {
  const { id, child_id: childId } = application;
  const { value: days } = await valueOn(norms, 'decide-days');
  const decideBy = homeCalendar().addWorkingDays(todayHere(receivedAt), days);
  await beyondReach('the application itself was in reach', async () => {
    const from = await attendedUnlessFiled(childId, id);
    await prepared`UPDATE kindergarten.applications SET number = ${number}, received_at = ${receivedAt}, filed_at = ${filedAt},
      filing_ground = ${filingGround ?? null}, decide_by = ${decideBy}, status = 'sent', changed_at = now(),
      transfer_from = ${from}::uuid, swaps = swaps AND ${from !== null} WHERE id = ${id}`;
    await note(id, who, { kind: 'status', status: 'sent', ...(filingGround && { comment: filingGround }) });
  });
  await wakeReception();
  const object = { type: 'application', id, personId: childId };
  await audit('kindergarten.application-sent', object, { number, origin: application.origin });
}

/** Where the child attends: between the draft and the sending it may have begun to, or ceased. Throws 409 where it is filed already. */
async function attendedUnlessFiled(childId: string, id: string): Promise<string | null> {
  const [found] = await prepared<{ other: string | null; attends: string | null }>`SELECT
    (SELECT number FROM kindergarten.applications WHERE child_id = ${childId} AND id <> ${id}
      AND status NOT IN ('draft', 'enrolled', 'refused', 'withdrawn', 'archived') LIMIT 1) AS other,
    (SELECT organisation_id FROM kindergarten.pupils WHERE person_id = ${childId}
      AND (ends_on IS NULL OR ends_on >= ${todayHere()}::date) ORDER BY starts_on DESC LIMIT 1) AS attends`;
  if (found?.other) throw conflict(`На этого ребёнка заявление уже стоит: № ${found.other}`);
  return found?.attends ?? null;
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
