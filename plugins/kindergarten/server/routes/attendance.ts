import { z } from 'zod';
import { asDownload, audit, route, sql } from '@regiso/core';
import { AbsenceReason, Day, DayRow, Marks, MealCounts, MonthTable, NewAbsence } from '../../shared';
import { announceAbsence, dayOf, markDay } from '../services/attendance';
import { closeMonth } from '../services/closed-months';
import { mealsOn } from '../services/meals';
import { csvOf, monthOf } from '../services/month';
import { ownAbsences, withdrawAbsence } from '../services/own-absences';

const access = { permission: 'kindergarten.mark-attendance', within: 'reach' } as const;
const ofDay = z.object({ id: z.uuid(), day: Day });
const ofMonth = z.object({ id: z.uuid(), month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Месяц: 2026-09') });
const Done = z.object({ ok: z.literal(true) });
const ok = { ok: true } as const;

const meals = route({
  method: 'GET',
  path: '/attendance/{day}',
  access,
  summary: 'Numbers of a day by group and kindergarten: enrolled, absent, present, meals to cook',
  params: z.object({ day: Day }),
  reply: MealCounts,
  handler: ({ params: { day } }) => mealsOn(day),
});

const day = route({
  method: 'GET',
  path: '/groups/{id}/attendance/{day}',
  access,
  recorded: true,
  summary: 'Children of a group on a day with what is known of each',
  params: ofDay,
  reply: z.object({ isWorked: z.boolean(), isClosed: z.boolean(), rows: z.array(DayRow) }),
  handler: ({ params }) => dayOf(params.id, params.day),
});

const mark = route({
  method: 'PUT',
  path: '/groups/{id}/attendance/{day}',
  access,
  summary: 'Mark children of a group for a day; the same marks again change nothing',
  params: ofDay,
  payload: Marks,
  reply: Done,
  handler: async ({ params, payload }) => {
    await markDay(params.id, params.day, payload.marks);
    return ok;
  },
});

const month = route({
  method: 'GET',
  path: '/groups/{id}/months/{month}',
  access,
  recorded: true,
  summary: 'Who of a group attended on which day of a month, with totals',
  params: ofMonth,
  reply: MonthTable,
  handler: ({ params }) => monthOf(params.id, params.month),
});

const file = route({
  method: 'POST',
  path: '/groups/{id}/months/{month}/file',
  reads: true,
  access,
  sensitive: 'personal data leave',
  summary: 'The same table as a file for spreadsheets',
  params: ofMonth,
  handler: async ({ params, h }) => {
    const table = await monthOf(params.id, params.month);
    const details = { month: params.month, rows: table.rows.length };
    const ids = table.rows.map(({ pupilId }) => pupilId);
    const people = await sql<{ id: string }>`SELECT person_id AS id FROM kindergarten.pupils
      WHERE id = ANY (${ids}::uuid[])`;
    const object = { type: 'group', id: params.id, personIds: people.map(({ id }) => id) };
    await audit('kindergarten.month-exported', object, details);
    return asDownload(h.response(csvOf(table)), `Табель ${params.month}.csv`, 'text/csv; charset=utf-8');
  },
});

const close = route({
  method: 'POST',
  path: '/groups/{id}/months/{month}/close',
  access: { permission: 'kindergarten.keep-groups', within: 'reach' },
  summary: 'Close a month of the kindergarten of a group: nothing in it changes any more',
  params: ofMonth,
  unaudited: 'Закрытый месяц второй раз не закрывается; первое закрытие записано',
  reply: Done,
  handler: async ({ params }) => {
    await closeMonth(params.id, params.month);
    return ok;
  },
});

const absence = route({
  method: 'POST',
  path: '/own/absences',
  access: { signedIn: 'Об отсутствии собственного ребёнка' },
  summary: 'A family tells that its child will be absent: today until the meals are counted, and later',
  payload: NewAbsence,
  reply: z.object({ days: z.array(z.string()) }),
  handler: async ({ payload }) => ({ days: await announceAbsence(payload) }),
});

const absences = route({
  method: 'GET',
  path: '/own/absences',
  access: { signedIn: 'Об отсутствии собственного ребёнка' },
  recorded: true,
  summary: 'One’s children who attend a kindergarten, with the absences told of from today on',
  reply: z.array(
    z.object({
      childId: z.string(),
      child: z.string(),
      organisation: z.string(),
      group: z.string(),
      absences: z.array(z.object({ day: z.string(), reason: AbsenceReason, mayWithdraw: z.boolean() })),
    }),
  ),
  handler: () => ownAbsences(),
});

const withdraw = route({
  method: 'POST',
  path: '/own/absences/withdraw',
  access: { signedIn: 'Об отсутствии собственного ребёнка' },
  summary: 'The child comes after all: takes back absences that the family told of',
  payload: z.strictObject({ childId: z.uuid(), days: z.array(Day).min(1).max(62) }),
  reply: z.object({ days: z.array(z.string()) }),
  handler: async ({ payload: { childId, days } }) => ({ days: await withdrawAbsence(childId, days) }),
});

export const attendanceRoutes = [meals, day, mark, month, file, close, absence, absences, withdraw];
