import { sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { writePerson } from '../../../core/people/test/builders';
import { report } from '../../../plugins/kindergarten/server/month-report/reports';
import { planYear } from '../../../plugins/kindergarten/server/services/year-plans';
import type { Call, Making } from '../call';
import type { Ground } from '../ground';
import { anApplication, aPupil, headers } from './kindergarten';

const ofGarden = ({ kindergarten: { organisationId } }: Ground) => ({ on: dayFrom(0), organisation: organisationId });
const cell = { line: '701', column: '3' };
let value = 0;

/** The month before this one. */
const lastMonth = () => dayFrom(-Number(dayFrom(0).slice(8))).slice(0, 7);

/** A pupil of the kindergarten who was there last month already; gives the kindergarten and the month. */
async function aMonth(ground: Ground) {
  const { record } = await aPupil(ground);
  await ground.work(() => sql`UPDATE kindergarten.pupils SET starts_on = ${`${lastMonth()}-02`} WHERE id = ${record}`);
  return { organisation: ground.kindergarten.organisationId, month: lastMonth() };
}

const aReport = async (ground: Ground) => {
  const { organisation, month } = await aMonth(ground);
  const { id } = await ground.work(() => report(organisation, month));
  return { params: { id } };
};

/** A plan of the kindergarten for the next year that waits for its municipality. */
async function aPlan({ work, kindergarten: { organisationId, participantId } }: Ground) {
  await work(
    () => sql`INSERT INTO kindergarten.year_plans (organisation_id, participant_id, municipality_id, school_year, state, lines)
      VALUES (${organisationId}, ${participantId}, 'ishim-city', ${planYear()}, 'submitted', '[]')
      ON CONFLICT (organisation_id, school_year) DO UPDATE SET state = 'submitted', lines = '[]'`,
  );
  return { params: { organisation: organisationId } };
}

/** The same, given back to the head. */
async function aDraftPlan(ground: Ground) {
  const plan = await aPlan(ground);
  await ground.work(() => sql`UPDATE kindergarten.year_plans SET state = 'draft'`);
  return plan;
}

const planned = { name: 'Ромашка', ageFrom: 3, ageTo: 3, areaM2: 50, orientation: 'general', regime: 'full' };

/** An application whose confirmed privilege ends in a few days. */
async function anEndingPrivilege(ground: Ground): Promise<Call> {
  const { params } = await anApplication(ground);
  await ground.work(
    () => sql`INSERT INTO kindergarten.privileges (application_id, category, document, state, valid_to, decided_at)
      VALUES (${params.id}, 'large-family', 'Удостоверение № 12', 'confirmed', ${dayFrom(3)}, now())`,
  );
  return { query: { within: '7' }, record: params.id };
}

/** A child of school age who has left the kindergarten and attends nothing. */
async function anElder(ground: Ground) {
  const { record } = await aPupil(ground);
  return ground.work(async () => {
    const child = await writePerson({ birthDate: '2015-05-05' });
    await sql`UPDATE kindergarten.pupils SET person_id = ${child}, starts_on = ${dayFrom(-90)}, ends_on = ${dayFrom(-9)}
      WHERE id = ${record}`;
    return child;
  });
}

export const kindergartenReportCalls: Record<string, Making> = {
  'GET /api/kindergarten/year-plans': ({ kindergarten }) => ({ record: kindergarten.organisationId }),
  'GET /api/kindergarten/year-plans/{organisation}': aPlan,
  'PUT /api/kindergarten/year-plans/{organisation}': async (ground) => ({
    ...(await aDraftPlan(ground)),
    payload: { lines: [planned] },
  }),
  'POST /api/kindergarten/year-plans/{organisation}/decide': async (ground) => ({
    ...(await aPlan(ground)),
    payload: { approve: false, ground: 'Приказ № 5' },
  }),
  'GET /api/kindergarten/form-85k': (ground) => ({ query: ofGarden(ground) }),
  'GET /api/kindergarten/form-85k/cell': (ground) => ({ query: { ...ofGarden(ground), ...cell } }),
  'POST /api/kindergarten/form-85k/corrections': (ground) => {
    value += 1;
    return { payload: { ...ofGarden(ground), ...cell, value, reason: 'По журналу движения детей' } };
  },
  'POST /api/kindergarten/form-85k/file': (ground) => ({ payload: ofGarden(ground) }),

  'GET /api/kindergarten/month-reports': (ground) => ({
    query: { month: lastMonth() },
    record: ground.kindergarten.organisationId,
  }),
  'POST /api/kindergarten/month-reports': async (ground) => ({ payload: await aMonth(ground), headers: headers() }),
  'GET /api/kindergarten/month-reports/{id}': aReport,
  'POST /api/kindergarten/month-reports/{id}/file': aReport,
  'GET /api/kindergarten/occupancy': ({ kindergarten: { organisationId } }) => ({
    query: { organisation: organisationId },
  }),
  'GET /api/kindergarten/queue-report': async (ground) => {
    await anApplication(ground);
    return { record: 'ishim-city' };
  },
  'POST /api/kindergarten/queue-report/file': () => ({ payload: {} }),
  'GET /api/kindergarten/privileges/expiring': (ground) =>
    ground.once('ending-privilege', () => anEndingPrivilege(ground)),
  'POST /api/kindergarten/privileges/expiring/file': () => ({ payload: {} }),
  'GET /api/kindergarten/queue-rules': () => ({ query: { municipality: 'ishim-city' } }),
  'GET /api/kindergarten/not-enrolled': async (ground) => ({ record: await anElder(ground) }),
};
