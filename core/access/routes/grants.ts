import { z } from 'zod';
import { context } from '../../server/context';
import { narrowingsOf } from '../../server/narrowing';
import { route } from '../../server/route';
import { subsystems } from '../../server/subsystem';
import { todayHere } from '../../territory/home';
import { GrantView, listGrants } from '../grant-views';
import { confirmGrant, giveGrant, handOver, refuseGrant, revokeGrant } from '../grants';
import { knownRoles, twoPersonRoles } from '../roles';
import { Why, whyISee, whyISeeRecord, WhyRecord } from '../why';

const access = { permission: 'access.grant', within: 'reach' } as const;
const One = z.object({ id: z.uuid() });
const Day = z.iso.date('Нужна дата');
const Text = z.string().trim().min(3, 'Укажите основание').max(500);
const Reason = z.strictObject({ reason: Text });
const Outcome = z.object({ id: z.string(), state: z.string() });

const list = route({
  method: 'GET',
  path: '/grants',
  access,
  summary: 'Rights given within one’s reach',
  query: z.object({
    account: z.uuid().optional(),
    participant: z.uuid().optional(),
    state: z.enum(['requested', 'active']).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.uuid().optional(),
  }),
  reply: z.object({ items: z.array(GrantView), next: z.string().nullable() }),
  handler: ({ query }) => listGrants(query),
});

const give = route({
  method: 'POST',
  path: '/grants',
  idempotent: 'if-asked',
  access,
  summary: 'Give a right, or ask for it where two people are needed',
  payload: z.strictObject({
    accountId: z.uuid(),
    role: z.string().max(60),
    subsystem: z.enum(subsystems).nullable().default(null),
    scope: z.enum(['region', 'municipality', 'participant']),
    participantId: z.uuid().nullable().default(null),
    municipalityId: z.string().max(80).nullable().default(null),
    narrowing: z
      .record(z.string().max(60), z.json())
      .refine((value) => JSON.stringify(value).length <= 2_000, 'Слишком длинно')
      .nullable()
      .default(null),
    ground: Text,
    startsOn: Day.optional(),
    endsOn: Day.nullable().default(null),
  }),
  reply: Outcome,
  handler: ({ payload }) => giveGrant({ ...payload, startsOn: payload.startsOn ?? todayHere() }),
});

const confirm = route({
  method: 'POST',
  path: '/grants/{id}/confirm',
  access,
  sensitive: 'a right that takes two people',
  summary: 'Confirm, as the second person, a right somebody asked for',
  params: One,
  reply: Outcome,
  handler: ({ params }) => confirmGrant(params.id),
});

const refuse = route({
  method: 'POST',
  path: '/grants/{id}/refuse',
  access,
  summary: 'Refuse a right that waits for confirmation',
  params: One,
  payload: Reason,
  reply: Outcome,
  handler: ({ params, payload }) => refuseGrant(params.id, payload.reason),
});

const revoke = route({
  method: 'POST',
  path: '/grants/{id}/revoke',
  access,
  summary: 'Take a right away, with the reason',
  params: One,
  payload: Reason,
  reply: Outcome,
  handler: ({ params, payload }) => revokeGrant(params.id, payload.reason),
});

const pass = route({
  method: 'POST',
  path: '/grants/{id}/hand-over',
  idempotent: 'if-asked',
  access,
  summary: 'Pass a right on to another person from a day on',
  params: One,
  payload: z.strictObject({ accountId: z.uuid(), on: Day, ground: Text }),
  reply: Outcome,
  handler: ({ params, payload }) => handOver(params.id, payload),
});

const roles = route({
  method: 'GET',
  path: '/roles',
  access,
  summary: 'Roles and subsystems for the form of a right',
  reply: z.object({
    roles: z.array(
      z.object({
        id: z.string(),
        needsTwo: z.boolean(),
        narrowings: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            titleEn: z.string(),
            least: z.number(),
            most: z.number(),
          }),
        ),
      }),
    ),
    subsystems: z.array(z.string()),
    own: z.array(z.object({ role: z.string(), subsystem: z.string().nullable(), scope: z.string() })),
  }),
  handler: () => ({
    roles: knownRoles().map((id) => ({
      id,
      needsTwo: twoPersonRoles.includes(id),
      narrowings: narrowingsOf(id).map(({ id: key, title, titleEn, least, most }) => ({
        id: key,
        ...{ title, titleEn, least, most },
      })),
    })),
    subsystems: [...subsystems],
    own: (context().actor?.grants ?? [])
      .filter(({ permissions }) => permissions.has('access.grant'))
      .map(({ role, subsystem, scope }) => ({ role, subsystem, scope })),
  }),
});

const why = route({
  method: 'GET',
  path: '/why/{participant}',
  access: { signedIn: 'everybody may know why they see what they see' },
  summary: 'Why one may see the records of a participant: role, ground, agreement, scope',
  params: z.object({ participant: z.uuid() }),
  query: z.object({ permission: z.string().max(80).optional() }),
  reply: Why,
  handler: ({ params, query }) => whyISee(params.participant, query.permission),
});

const whyRecord = route({
  method: 'GET',
  path: '/why/{kind}/{id}',
  access: { signedIn: 'everybody may know why they see what they see' },
  summary: 'Why one sees a record of a kind that a subsystem declares: role, ground, agreement, scope',
  params: z.object({ kind: z.string().max(80), id: z.string().max(120) }),
  reply: WhyRecord,
  handler: ({ params: { kind, id } }) => whyISeeRecord(kind, id),
});

export const grantRoutes = [list, give, confirm, refuse, revoke, pass, roles, why, whyRecord];
