import { z } from 'zod';
import { asDownload, audit, route } from '@regiso/core';
import {
  AbsentQuery,
  AbsentView,
  CalendarKey,
  Cancelling,
  Day,
  DraftStep,
  DraftView,
  PaySheet,
  PaySpan,
  Publishing,
  Sheet,
  Substitute,
} from '../../shared';
import { draftView, stepDraft } from '../services/draft';
import { cancelLesson } from '../services/cancel-lesson';
import { calendarBehind, calendarKey, makeCalendarKey, revokeCalendarKey } from '../services/own-calendar';
import { paySheetOf, workbookOf } from '../services/pay-sheet';
import { publishDraft } from '../services/publish';
import { lessonsOfAbsent, sheetOf, substitute } from '../services/substitutions';
import { workbookType } from '../services/workbook';

const keeps = { permission: 'school.keep-classes', within: 'reach' } as const;
const own = { signedIn: 'Адрес собственного расписания' };
const params = z.object({ id: z.uuid() });

const draft = route({
  method: 'GET',
  path: '/years/{id}/draft',
  access: { permission: 'school.oversee', within: 'reach' },
  summary: 'The timetable that is being made, with journals, bells and norms',
  params,
  reply: DraftView,
  handler: ({ params: { id } }) => draftView(id),
});

const step = route({
  method: 'POST',
  path: '/years/{id}/draft',
  access: keeps,
  summary: 'Put, move or take away a lesson of the draft; 409 in words when something meets it and no reason is given',
  params,
  payload: DraftStep,
  reply: z.object({ slotId: z.string().nullable() }),
  handler: async ({ params: { id }, payload }) => ({ slotId: await stepDraft(id, payload) }),
});

const publish = route({
  method: 'POST',
  path: '/years/{id}/draft/publish',
  access: keeps,
  summary: 'Put the draft in force from a day on; lessons that were held stay',
  params,
  payload: Publishing,
  reply: z.object({ lessons: z.number() }),
  handler: async ({ params: { id }, payload: { from } }) => ({ lessons: await publishDraft(id, from) }),
});

const key = route({
  method: 'GET',
  path: '/own/calendar',
  access: own,
  summary: 'Whether there is a secret address of the own timetable',
  reply: CalendarKey,
  handler: () => calendarKey(),
});

const make = route({
  method: 'POST',
  path: '/own/calendar',
  access: own,
  summary: 'A new secret address of the own timetable, in place of the one before',
  reply: z.object({ address: z.string() }),
  handler: () => makeCalendarKey(),
});

const revoke = route({
  method: 'DELETE',
  path: '/own/calendar',
  access: own,
  summary: 'The secret address of the own timetable stops working',
  reply: z.object({ ok: z.literal(true) }),
  handler: async () => {
    await revokeCalendarKey();
    return { ok: true as const };
  },
});

const behind = route({
  method: 'GET',
  path: '/calendars/{key}',
  access: { public: 'Календари телефонов не входят: адрес секретный, имён за ним нет, владелец может его отозвать' },
  summary: 'The timetable behind a secret address, as iCalendar',
  params: z.object({ key: z.string().regex(/^[\w-]{32}$/) }),
  handler: async ({ params, h }) =>
    h
      .response(await calendarBehind(params.key))
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'no-store'),
});

const absent = route({
  method: 'GET',
  path: '/years/{id}/absent/{teacher}',
  access: keeps,
  summary: 'Lessons to come of an absent teacher, with who is free to give each',
  params: z.object({ id: z.uuid(), teacher: z.uuid() }),
  query: AbsentQuery,
  reply: AbsentView,
  handler: ({ params: { id, teacher }, query }) => lessonsOfAbsent(id, teacher, query),
});

const sheet = route({
  method: 'GET',
  path: '/years/{id}/substitutions',
  access: keeps,
  summary: 'Lessons of a day that somebody else than usual gives',
  params,
  query: z.strictObject({ day: Day }),
  reply: Sheet,
  handler: ({ params: { id }, query: { day } }) => sheetOf(id, day),
});

const stand = route({
  method: 'PUT',
  path: '/lessons/{id}/teacher',
  access: keeps,
  summary: 'Who gives a lesson to come; nobody named: whoever teaches the journal',
  params,
  payload: Substitute,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload: { teacherId } }) => {
    await substitute(id, teacherId);
    return { ok: true as const };
  },
});

const cancel = route({
  method: 'PUT',
  path: '/lessons/{id}/cancellation',
  access: keeps,
  summary:
    'Cancels a lesson of today or to come with the reason; without one it is held after all; 409 with what is written in it',
  params,
  payload: Cancelling,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload: { reason } }) => {
    await cancelLesson(id, reason);
    return { ok: true as const };
  },
});

const paySheet = route({
  method: 'GET',
  path: '/years/{id}/pay-sheet',
  access: keeps,
  summary: 'Hours of the teachers over some days: by the timetable, of others, taken by others, cancelled',
  params,
  query: PaySpan,
  reply: PaySheet,
  handler: ({ params: { id }, query }) => paySheetOf(id, query),
});

const paySheetFile = route({
  method: 'POST',
  path: '/years/{id}/pay-sheet/file',
  reads: true,
  access: keeps,
  summary: 'Hours of the teachers over some days as a workbook',
  params,
  payload: PaySpan,
  handler: async ({ params: { id }, payload, h }) => {
    const found = await paySheetOf(id, payload);
    await audit('school.pay-sheet-exported', { type: 'year', id }, { ...payload, teachers: found.rows.length });
    return asDownload(h.response(await workbookOf(found)), `Часы ${payload.from} ${payload.to}.xlsx`, workbookType);
  },
});

export const timetableRoutes = [
  draft,
  step,
  publish,
  absent,
  sheet,
  stand,
  cancel,
  paySheet,
  paySheetFile,
  key,
  make,
  revoke,
  behind,
];
