import { z } from 'zod';
import { audit, part, peopleBrief, route, sql, todayHere } from '@regiso/core';
import { ChildPaper, Day, GroupView, NewGroup, Quarantine } from '../../shared';
import { fullName } from '../services/applications';
import { mayMove } from '../services/days';
import { directionsIn } from '../services/directions';
import { enrol, takeDocuments } from '../services/enrol';
import { withRatio } from '../services/combined';
import { addGroup, announce, groupsIn, groupsWhere, quarantine } from '../services/groups';

const reads = { permission: 'kindergarten.read-groups', within: 'reach' } as const;
const keeps = { permission: 'kindergarten.keep-groups', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const Done = z.object({ ok: z.literal(true) });
const ok = { ok: true } as const;

const list = route({
  method: 'GET',
  path: '/groups',
  access: reads,
  summary: 'Groups with area, norm, capacity, children and free places',
  query: z.strictObject({ organisation: z.uuid().optional(), schoolYear: z.coerce.number().int().optional() }),
  reply: z.array(GroupView),
  handler: async ({ query: { organisation, schoolYear } }) =>
    withRatio(
      await groupsWhere(part`${groupsIn('kindergarten.read-groups')}
      AND (${organisation ?? null}::uuid IS NULL OR g.organisation_id = ${organisation ?? null})
      AND (${schoolYear ?? null}::int IS NULL OR g.school_year = ${schoolYear ?? null})`),
    ),
});

const add = route({
  method: 'POST',
  path: '/groups',
  access: keeps,
  summary: 'Open a group or plan one for a year to come; the area sets how many children fit',
  payload: NewGroup,
  idempotent: true,
  reply: z.object({ id: z.string() }),
  handler: async ({ payload }) => ({ id: await addGroup(payload) }),
});

const announcePlaces = route({
  method: 'POST',
  path: '/groups/{id}/announce',
  access: keeps,
  summary: 'Open the free places of a group for the next run and the portal, or take them back',
  params,
  payload: z.strictObject({ announced: z.boolean() }),
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await announce(id, payload.announced);
    return ok;
  },
});

const setQuarantine = route({
  method: 'POST',
  path: '/groups/{id}/quarantine',
  access: keeps,
  summary: 'Pause new admissions to a group until a day, or end the pause',
  params,
  payload: Quarantine,
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await quarantine(id, payload);
    return ok;
  },
});

const DirectedChild = z.object({
  id: z.string(),
  number: z.string(),
  applicationNumber: z.string(),
  child: z.string(),
  birthDate: z.string().nullable(),
  guardian: z.string(),
  phone: z.string().nullable(),
  organisation: z.string(),
  group: z.string(),
  state: z.string(),
  status: z.string(),
  answerBy: z.string(),
  documentsBy: z.string().nullable(),
  /** The production calendar of the last day is not whole yet: it may still move. */
  isProvisional: z.boolean(),
});

const directed = route({
  method: 'GET',
  path: '/directed',
  access: reads,
  recorded: true,
  summary: 'Children directed to the kindergartens in reach, with contacts and what is left of the terms',
  reply: z.array(DirectedChild),
  handler: async () => {
    type Row = Omit<z.infer<typeof DirectedChild>, 'isProvisional'> & { childId: string; guardianId: string };
    const rows = await sql<Row>`SELECT d.id, d.number, a.number AS "applicationNumber", a.child_id AS "childId",
        a.guardian_id AS "guardianId", o.short_name AS organisation, g.name AS "group", d.state, a.status,
        d.answer_by::text AS "answerBy", d.documents_by::text AS "documentsBy"
      FROM kindergarten.directions d JOIN kindergarten.applications a ON a.id = d.application_id
      JOIN core.organisations o ON o.id = d.organisation_id JOIN kindergarten.groups g ON g.id = d.group_id
      WHERE d.state IN ('offered', 'accepted') AND ${directionsIn('kindergarten.read-groups')}
      ORDER BY d.answer_by, d.id LIMIT 1000`;
    const personIds = rows.flatMap(({ childId, guardianId }) => [childId, guardianId]);
    const people = await peopleBrief(personIds, ['surname', 'name', 'patronymic', 'birthDate', 'phone']);
    await audit('kindergarten.children-read', { type: 'direction', personIds }, { rows: rows.length });
    return rows.map(({ childId, guardianId, ...row }) => ({
      ...row,
      child: fullName(people.get(childId)),
      birthDate: people.get(childId)?.birthDate ?? null,
      guardian: fullName(people.get(guardianId)),
      phone: people.get(guardianId)?.phone ?? null,
      isProvisional: mayMove(row.documentsBy ?? row.answerBy),
    }));
  },
});

const documents = route({
  method: 'POST',
  path: '/directions/{id}/documents',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'The family came: what was checked, and the contract; gives the last day of the order',
  params,
  payload: z.strictObject({
    number: z.string().trim().min(1, 'Номер договора').max(60),
    on: Day,
    documents: z.array(z.string().trim().min(1).max(120)).min(1, 'Отметьте проверенные документы').max(30),
    /** Which of them are put into the personal file. */
    kinds: z.array(ChildPaper).max(20).default([]),
  }),
  reply: z.object({ orderBy: z.string() }),
  handler: ({ params: { id }, payload }) => takeDocuments(id, payload),
});

const enrolMany = route({
  method: 'POST',
  path: '/enrolments',
  access: keeps,
  summary: 'One order that enrols many children',
  payload: z.strictObject({
    directions: z.array(z.uuid()).min(1).max(200),
    number: z.string().trim().min(1, 'Номер приказа').max(60),
    on: Day,
    startsOn: Day,
  }),
  idempotent: true,
  reply: z.object({ enrolled: z.number() }),
  handler: async ({ payload: { directions, ...order } }) => ({ enrolled: await enrol(directions, order) }),
});

const PupilView = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  groupId: z.string(),
  group: z.string(),
  organisation: z.string(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
});

const pupils = route({
  method: 'POST',
  path: '/pupils/search',
  reads: true,
  access: reads,
  summary: 'Pupils of the kindergartens in reach, by a part of the name',
  payload: z.strictObject({
    text: z.string().trim().max(100).default(''),
    group: z.uuid().optional(),
    limit: z.int().min(1).max(200).default(100),
  }),
  reply: z.array(PupilView),
  handler: async ({ payload: { text, group, limit } }) => {
    const like = `%${text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replace(/[%_\\]/g, '\\$&')}%`;
    type Row = Omit<z.infer<typeof PupilView>, 'name' | 'birthDate'>;
    const rows = await sql<Row>`SELECT p.id, p.person_id AS "personId", p.group_id AS "groupId", g.name AS "group",
        o.short_name AS organisation, p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn"
      FROM kindergarten.pupils p JOIN kindergarten.groups g ON g.id = p.group_id JOIN core.organisations o ON o.id = p.organisation_id
      JOIN core.persons s ON s.id = p.person_id
      WHERE ${groupsIn('kindergarten.read-groups')} AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date)
        AND (${group ?? null}::uuid IS NULL OR p.group_id = ${group ?? null}) AND s.plain_name LIKE ${like}
      ORDER BY s.plain_name, p.id LIMIT ${limit}`;
    const personIds = rows.map(({ personId }) => personId);
    const people = await peopleBrief(personIds, ['surname', 'name', 'patronymic', 'birthDate']);
    await audit('kindergarten.children-read', { type: 'pupil', personIds }, { rows: rows.length });
    return rows.map((row) => ({
      ...row,
      name: fullName(people.get(row.personId)),
      birthDate: people.get(row.personId)?.birthDate ?? null,
    }));
  },
});

export const groupRoutes = [list, add, announcePlaces, setQuarantine, directed, documents, enrolMany, pupils];
