import { z } from 'zod';
import { audit, beyondReach, GuardianKind, part, PersonInput, route, sql } from '@regiso/core';
import {
  ApplicationView,
  Day,
  DeskApplication,
  HistoryLine,
  NewPrivilege,
  paperHasGround,
  PositionView,
  Status,
  Step,
  Wishes,
} from '../../shared';
import { applicationFor, applicationsIn, both, historyOf, readApplication, viewsOf } from '../services/applications';
import { ageNow } from '../services/age';
import { takePaper } from '../services/desk';
import { directByHand } from '../services/directions';
import { changeWishes, fileAtDesk, moveApplication } from '../services/file';
import { claimPrivilege, decidePrivilege } from '../services/privileges';
import { positionsOf } from '../services/queue';
import { endPause } from '../services/pause';
import { take } from '../services/step';

const reads = { permission: 'kindergarten.read-queue', within: 'reach' } as const;
const keeps = { permission: 'kindergarten.keep-queue', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const readable = (id: string) =>
  part`a.id = ${id} AND a.status <> 'draft' AND ${applicationsIn('kindergarten.read-queue')}`;

/** Which applications a filter finds: it looks at names and lists, which are nobody's by themselves. */
const pageOf = (where: ReturnType<typeof part>, { limit, offset }: { limit: number; offset: number }) =>
  beyondReach('the reach stands in the filter; the rows themselves are read within it', async () => {
    const [count] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM kindergarten.applications a WHERE ${where}`;
    const page = await sql<{ id: string }>`SELECT a.id FROM kindergarten.applications a WHERE ${where}
      ORDER BY a.filed_at NULLS LAST, a.id LIMIT ${limit} OFFSET ${offset}`;
    return { total: count?.n ?? 0, ids: page.map(({ id }) => id) };
  });

// Names are asked for in the body: no personal data in an address.
const search = route({
  method: 'POST',
  path: '/applications/search',
  reads: true,
  access: reads,
  summary: 'The register of applications in the order of filing, with filters',
  payload: z.strictObject({
    text: z.string().trim().max(100).default(''),
    status: z.array(Status).max(20).default([]),
    municipality: z.string().max(60).optional(),
    organisation: z.uuid().optional(),
    age: z.int().min(0).max(8).optional(),
    class: z.int().min(0).max(3).optional(),
    unverified: z.boolean().default(false),
    limit: z.int().min(1).max(200).default(50),
    offset: z.int().min(0).max(1_000_000).default(0),
  }),
  reply: z.object({ total: z.number(), rows: z.array(ApplicationView) }),
  handler: async ({ payload }) => {
    const { text, status, municipality, organisation, age, class: rank, unverified, limit, offset } = payload;
    const like = `%${text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replace(/[%_\\]/g, '\\$&')}%`;
    const where = both([
      part`a.status <> 'draft'`,
      applicationsIn('kindergarten.read-queue'),
      ...(status.length ? [part`a.status = ANY (${status}::text[])`] : []),
      ...(municipality ? [part`a.municipality_id = ${municipality}`] : []),
      ...(organisation
        ? [
            part`EXISTS (SELECT FROM kindergarten.choices c WHERE c.application_id = a.id AND c.organisation_id = ${organisation})`,
          ]
        : []),
      ...(age === undefined ? [] : [part`${ageNow()} = ${age}`]),
      ...(rank === undefined ? [] : [part`a.class = ${rank}`]),
      ...(unverified
        ? [
            part`EXISTS (SELECT FROM kindergarten.privileges p WHERE p.application_id = a.id AND p.state = 'unverified')`,
          ]
        : []),
      ...(text
        ? [
            part`(lower(a.number) LIKE ${like} OR EXISTS (SELECT FROM core.persons s WHERE s.id = a.child_id AND s.plain_name LIKE ${like}))`,
          ]
        : []),
    ]);
    const { total, ids } = await pageOf(where, { limit, offset });
    const rows = await viewsOf(part`a.id = ANY (${ids}::uuid[])`, { limit });
    const personIds = rows.flatMap(({ childId, guardianId }) => [childId, guardianId]);
    await audit('kindergarten.register-read', { type: 'application', personIds }, { rows: rows.length });
    return { total, rows };
  },
});

const read = route({
  method: 'GET',
  path: '/applications/{id}',
  access: reads,
  recorded: true,
  summary: 'An application with its history and places in the lists',
  params,
  reply: z.object({ application: ApplicationView, history: z.array(HistoryLine), positions: z.array(PositionView) }),
  handler: async ({ params: { id } }) => ({
    application: await readApplication(readable(id)),
    history: await historyOf(id),
    positions: await positionsOf(id),
  }),
});

const atDesk = route({
  method: 'POST',
  path: '/applications',
  access: keeps,
  summary: 'Take an application at the desk, by the same rules as on the portal',
  payload: DeskApplication,
  idempotent: true,
  reply: z.object({ id: z.string() }),
  handler: async ({ payload }) => ({ id: await fileAtDesk(payload) }),
});

const paper = route({
  method: 'POST',
  path: '/desk',
  access: keeps,
  summary:
    'Take an application of a family that the system may not know: cards, guardian, number and privileges at once',
  payload: z
    .strictObject({
      child: PersonInput,
      guardian: PersonInput,
      kind: GuardianKind.default('parent'),
      ground: z.string().trim().min(5, 'Назовите документ: вид, номер, дата').max(300),
      despite: z.boolean().default(false),
      wishes: Wishes,
      privileges: z.array(NewPrivilege).max(5).default([]),
      origin: DeskApplication.shape.origin,
      filedAt: DeskApplication.shape.filedAt,
      filingGround: DeskApplication.shape.filingGround,
    })
    .refine(paperHasGround.rule, paperHasGround.says),
  idempotent: true,
  reply: z.object({ id: z.string(), number: z.string(), outcome: z.enum(['created', 'found']) }),
  handler: ({ payload }) => takePaper(payload),
});

const step = route({
  method: 'POST',
  path: '/applications/{id}/steps',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Take one lawful step: register, ask for confirmation, refuse by a ground, pause, restore',
  params,
  payload: Step.extend({
    to: Status.extract(['queued', 'need-confirm', 'refused', 'frozen', 'archived', 'withdrawn']),
  }),
  reply: ApplicationView,
  handler: async ({ params: { id }, payload: { to, ground, comment } }) => {
    const application = await applicationFor('kindergarten.keep-queue', id);
    if (application.status === 'frozen' && to === 'queued') await endPause(application);
    await take(application, { to, who: 'staff', ground, comment });
    return readApplication(readable(id));
  },
});

const wishes = route({
  method: 'PUT',
  path: '/applications/{id}/wishes',
  access: keeps,
  summary: 'Change what a family wishes, at its request at the desk',
  params,
  payload: Wishes,
  reply: ApplicationView,
  handler: async ({ params: { id }, payload }) => {
    await changeWishes(await applicationFor('kindergarten.keep-queue', id), payload, 'staff');
    return readApplication(readable(id));
  },
});

const move = route({
  method: 'POST',
  path: '/applications/{id}/move',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Hand an application over to another municipality, at the request of a family that moves',
  params,
  payload: Wishes,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload }) => {
    await moveApplication(await applicationFor('kindergarten.keep-queue', id), payload, 'staff');
    return { ok: true } as const;
  },
});

const claim = route({
  method: 'POST',
  path: '/applications/{id}/privileges',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Write down a privilege whose document was brought to the desk; it ranks once it is confirmed',
  params,
  payload: NewPrivilege,
  reply: params,
  handler: async ({ params: { id }, payload }) => ({
    id: await claimPrivilege(await applicationFor('kindergarten.keep-queue', id), payload, 'staff'),
  }),
});

const decide = route({
  method: 'POST',
  path: '/privileges/{id}/decide',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Confirm or refuse a privilege after a look at the document',
  params,
  payload: z.strictObject({
    confirm: z.boolean(),
    ground: z.string().trim().min(5, 'Назовите документ или причину').max(300),
    validTo: Day.nullable().optional(),
  }),
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload }) => {
    await decidePrivilege(id, payload);
    return { ok: true } as const;
  },
});

const byHand = route({
  method: 'POST',
  path: '/applications/{id}/direct',
  access: { permission: 'kindergarten.allocate', within: 'reach' },
  summary: 'Give a place outside any run, by an order',
  params,
  payload: z.strictObject({
    groupId: z.uuid(),
    order: z.string().trim().min(5, 'Назовите приказ: номер и дату').max(200),
  }),
  idempotent: true,
  reply: ApplicationView,
  handler: async ({ params: { id }, payload: { groupId, order } }) => {
    await directByHand(id, groupId, order);
    return readApplication(readable(id));
  },
});

export const registerRoutes = [search, read, atDesk, paper, step, wishes, move, claim, decide, byHand];
