import { homeCalendar, sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { release } from '../../../plugins/kindergarten/server/services/pupils';
import type { Making } from '../call';
import type { Ground } from '../ground';
import { aChild, aGroup, aPupil, headers } from './kindergarten';

/** A pupil since long ago, and a worked day on which they were there. */
async function aPupilOfAWorkedDay(ground: Ground) {
  const pupil = await aPupil(ground);
  await ground.work(
    () => sql`UPDATE kindergarten.pupils SET starts_on = ${dayFrom(-30)}::date WHERE id = ${pupil.record}`,
  );
  return { ...pupil, day: homeCalendar().addWorkingDays(dayFrom(0), -1) };
}

/** Something done to children that can be taken back. */
async function anAct(ground: Ground) {
  const { record } = await aPupil(ground);
  return { record: await ground.work(() => release({ pupils: [record], on: dayFrom(1), ground: 'by-family' })) };
}

/** A child of the parent who attends, and a day on which it could be absent. */
async function anAttendingChild(ground: Ground) {
  const childId = await aChild(ground, ground.parent);
  const { record: pupilId } = await aPupil(ground);
  await ground.work(
    () => sql`UPDATE kindergarten.pupils SET person_id = ${childId}, starts_on = ${dayFrom(-1)} WHERE id = ${pupilId}`,
  );
  return { childId, pupilId, from: homeCalendar().addWorkingDays(dayFrom(0), 1) };
}

const aMonth = async (ground: Ground) => ({
  params: { ...(await aGroup(ground)).params, month: dayFrom(0).slice(0, 7) },
});

/** An order that enrolled a child, as its paper is asked for. */
async function anOrder(ground: Ground) {
  await aPupil(ground);
  return { organisation: ground.kindergarten.organisationId, number: '17-к', on: dayFrom(0), kind: 'order' };
}

export const kindergartenWorkCalls: Record<string, Making> = {
  'GET /api/kindergarten/orders': async (ground) => ({
    record: (await ground.once('order', () => anOrder(ground))).organisation,
  }),
  'POST /api/kindergarten/orders/papers': async (ground) => ({ payload: await anOrder(ground), headers: headers() }),
  'GET /api/kindergarten/orders/{organisation}/papers/{document}': async (ground) => {
    const payload = await anOrder(ground);
    const { body } = await ground.callers.administrator('/api/kindergarten/orders/papers', {
      ...{ method: 'POST', payload, headers: headers() },
    });
    return { params: { organisation: payload.organisation, document: (body as { id: string }).id } };
  },
  'POST /api/kindergarten/pupils/transfer': async (ground) => ({
    payload: { pupils: [(await aPupil(ground)).record], groupId: (await aGroup(ground)).params.id, from: dayFrom(1) },
    headers: headers(),
  }),
  'POST /api/kindergarten/pupils/release': async (ground) => ({
    payload: { pupils: [(await aPupil(ground)).record], on: dayFrom(1), ground: 'by-family' },
    headers: headers(),
  }),
  'POST /api/kindergarten/pupil-acts/{id}/undo': async (ground) => ({ params: { id: (await anAct(ground)).record } }),
  'GET /api/kindergarten/attendance/{day}': async (ground) => ({
    params: { day: dayFrom(0) },
    record: (await ground.once('attending', () => aPupil(ground))).payload.group,
  }),
  'GET /api/kindergarten/groups/{id}/attendance/{day}': async (ground) => ({
    params: { ...(await aGroup(ground)).params, day: dayFrom(0) },
  }),
  'PUT /api/kindergarten/groups/{id}/attendance/{day}': async (ground) => {
    const { payload, record, day } = await aPupilOfAWorkedDay(ground);
    return { params: { id: payload.group, day }, payload: { marks: [{ pupilId: record, status: 'present' }] } };
  },
  'GET /api/kindergarten/groups/{id}/months/{month}': aMonth,
  'POST /api/kindergarten/groups/{id}/months/{month}/file': aMonth,
  'POST /api/kindergarten/groups/{id}/months/{month}/close': async (ground) => ({
    params: { ...(await aGroup(ground)).params, month: '2025-10' },
  }),
  'GET /api/kindergarten/pupil-acts': (ground) => ground.once('act', () => anAct(ground)),
  'POST /api/kindergarten/own/absences': async (ground) => {
    const { childId, from } = await anAttendingChild(ground);
    return { payload: { childId, from, to: from, reason: 'illness' } };
  },
  'GET /api/kindergarten/own/absences': async (ground) => ({ record: (await anAttendingChild(ground)).childId }),
  'GET /api/kindergarten/own/dossiers': async (ground) => ({ record: (await anAttendingChild(ground)).childId }),
  'POST /api/kindergarten/own/absences/withdraw': async (ground) => {
    const { childId, pupilId, from } = await anAttendingChild(ground);
    await ground.work(
      () => sql`INSERT INTO kindergarten.attendance (pupil_id, day, status, reason, announced_at)
        VALUES (${pupilId}, ${from}, 'absent', 'illness', now())`,
    );
    return { payload: { childId, days: [from] } };
  },
};
