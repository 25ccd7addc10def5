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

const aMonth = async (ground: Ground) => ({
  params: { ...(await aGroup(ground)).params, month: dayFrom(0).slice(0, 7) },
});

export const kindergartenWorkCalls: Record<string, Making> = {
  'POST /api/kindergarten/pupils/transfer': async (ground) => ({
    payload: { pupils: [(await aPupil(ground)).record], groupId: (await aGroup(ground)).params.id, from: dayFrom(1) },
    headers: headers(),
  }),
  'POST /api/kindergarten/pupils/release': async (ground) => ({
    payload: { pupils: [(await aPupil(ground)).record], on: dayFrom(1), ground: 'by-family' },
    headers: headers(),
  }),
  'POST /api/kindergarten/pupil-acts/{id}/undo': async (ground) => {
    const { record } = await aPupil(ground);
    return {
      params: { id: await ground.work(() => release({ pupils: [record], on: dayFrom(1), ground: 'by-family' })) },
    };
  },
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
  'POST /api/kindergarten/own/absences': async (ground) => {
    const childId = await aChild(ground, ground.parent);
    const pupil = await aPupil(ground);
    await ground.work(() => sql`UPDATE kindergarten.pupils SET person_id = ${childId} WHERE id = ${pupil.record}`);
    const from = homeCalendar().addWorkingDays(dayFrom(0), 1);
    return { payload: { childId, from, to: from, reason: 'illness' } };
  },
};
