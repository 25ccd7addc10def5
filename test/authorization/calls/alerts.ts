import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { Making } from '../call';
import type { Ground } from '../ground';

/** The one indicator whose figures stand in every world of the tests: exams of the year, of the whole. */
const rule = {
  title: 'Мало участников',
  indicator: 'exams.participants',
  grain: 'year',
  over: null,
  kind: 'threshold',
  comparison: 'at-most',
  value: 10,
};

const inSchool = { indicator: 'school.pupils', title: 'Мало учеников' };

/** A rule of the authority of the school's municipality. */
const aRule = ({ work, users }: Ground) =>
  work(async () => {
    const [row] = await sql<{
      id: string;
    }>`INSERT INTO dashboards.alert_rules (title, indicator, over, kind, comparison, value,
        takes_running, author_id)
      VALUES (${inSchool.title}, ${inSchool.indicator}, 'organisation', 'threshold', 'at-most', 10, false, ${users.authority.id})
      RETURNING id`;
    return row?.id ?? '';
  });

/** An alert on a figure of the school, in this state; its administrator explains it. */
const anAlert =
  (state: string, payload?: object): Making =>
  async (ground) => {
    const { users, school } = ground;
    const ruleId = await aRule(ground);
    const assignee = state === 'raised' ? null : users.administrator.id;
    const accounts = assignee ? [users.authority.id, assignee] : [users.authority.id];
    const id = await ground.work(async () => {
      const [row] = await sql<{
        id: string;
      }>`INSERT INTO dashboards.alerts (rule_id, title, author_id, state, indicator, over, kind,
          comparison, threshold, place, period, value, within, organisation_id, participant_id, municipality_id, accounts, assignee_id)
        VALUES (${ruleId}, ${inSchool.title}, ${users.authority.id}, ${state}, ${inSchool.indicator}, 'organisation', 'threshold',
          'at-most', 10, ${school.organisationId}, '2026-09-01', 9, '{}', ${school.organisationId}, ${school.participantId},
          'ishim-city', ${accounts}::uuid[], ${assignee}::uuid) RETURNING id`;
      return row?.id ?? '';
    });
    return { params: { id }, record: id, ...(payload && { payload: { version: 1, ...payload } }) };
  };

export const alertCalls: Readonly<Record<string, Making>> = {
  'GET /api/dashboards/alerts': async (ground) => {
    const { record = '' } = await anAlert('raised')(ground);
    return { record };
  },
  'GET /api/dashboards/alerts/{id}': anAlert('assigned'),
  'GET /api/dashboards/alerts/{id}/people': anAlert('raised'),
  'POST /api/dashboards/alerts/{id}/assign': async (ground) =>
    anAlert('raised', { accountId: ground.users.administrator.id })(ground),
  'POST /api/dashboards/alerts/{id}/explain': anAlert('assigned', { text: 'Две группы слились' }),
  'POST /api/dashboards/alerts/{id}/close': anAlert('raised', { note: 'Так и должно быть' }),
  'GET /api/dashboards/alerts/rules': async (ground) => ({ record: await aRule(ground) }),
  'POST /api/dashboards/alerts/preview': () => ({ payload: { rule } }),
  'POST /api/dashboards/alerts/rules': () => ({ payload: { rule }, headers: { 'idempotency-key': randomUUID() } }),
  'PUT /api/dashboards/alerts/rules/{id}': async (ground) => ({
    params: { id: await aRule(ground) },
    payload: { version: 1, rule: { ...rule, ...inSchool, grain: null } },
    by: ground.users.authority.call,
  }),
  'PUT /api/dashboards/alerts/rules/{id}/active': async (ground) => ({
    params: { id: await aRule(ground) },
    payload: { version: 1, isActive: false },
  }),
};
