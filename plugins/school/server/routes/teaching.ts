import { z } from 'zod';
import { route } from '@regiso/core';
import {
  CellInput,
  CellView,
  Day,
  JournalBrief,
  JournalView,
  LessonInput,
  LessonView,
  TeachingDay,
} from '../../shared';
import { cellHistory } from '../services/cell-history';
import { journals, journalView } from '../services/journals';
import { lessonView } from '../services/lesson-view';
import { planOfJournal, savePlan } from '../services/plan';
import { saveCell } from '../services/save-cell';
import { saveLesson } from '../services/save-lesson';
import { teachingDay } from '../services/teaching-day';

const access = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const ofPupil = z.object({ id: z.uuid(), pupil: z.uuid() });

const now = route({
  method: 'GET',
  path: '/own/lessons',
  access,
  recorded: true,
  summary: 'The lessons one gives on a day, and which of them is now',
  query: z.strictObject({ day: Day.optional() }),
  reply: TeachingDay,
  handler: ({ query }) => teachingDay(query.day),
});

const lesson = route({
  method: 'GET',
  path: '/lessons/{id}',
  access,
  recorded: true,
  summary: 'A lesson with its pupils, their attendance and marks',
  params,
  reply: LessonView,
  handler: ({ params: { id } }) => lessonView(id),
});

const change = route({
  method: 'PUT',
  path: '/lessons/{id}',
  access,
  summary: 'Topic, homework, kinds of works, and that the attendance was taken',
  params,
  payload: LessonInput,
  idempotent: 'if-asked',
  reply: z.object({ version: z.number() }),
  handler: async ({ params: { id }, payload }) => ({ version: await saveLesson(id, payload) }),
});

const cell = route({
  method: 'PUT',
  path: '/lessons/{id}/pupils/{pupil}',
  access,
  summary: 'Attendance and marks of a pupil at a lesson, all the cell holds; 409 when somebody else has changed it',
  params: ofPupil,
  payload: CellInput,
  idempotent: 'if-asked',
  unaudited: 'Что уже стоит в клетке, второй раз не записывается; каждое изменение записано',
  reply: z.object({ cell: CellView, average: z.number().nullable(), marks: z.number() }),
  handler: ({ params: { id, pupil }, payload }) => saveCell(id, pupil, payload),
});

const history = route({
  method: 'GET',
  path: '/lessons/{id}/pupils/{pupil}/history',
  access,
  recorded: true,
  summary: 'Who changed a cell, when and how',
  params: ofPupil,
  reply: z.array(
    z.object({
      version: z.number(),
      at: z.string(),
      who: z.string().nullable(),
      before: CellView.omit({ version: true }),
      after: CellView.omit({ version: true }),
      request: z.object({ reason: z.string(), decider: z.string().nullable() }).nullable(),
    }),
  ),
  handler: ({ params: { id, pupil } }) => cellHistory(id, pupil),
});

const list = route({
  method: 'GET',
  path: '/journals',
  access,
  recorded: true,
  summary: 'Journals of the year that one teaches, leads or oversees',
  reply: z.array(JournalBrief),
  handler: () => journals(),
});

const journal = route({
  method: 'GET',
  path: '/journals/{id}',
  access,
  recorded: true,
  summary: 'A journal over the lessons of a period: pupils by lessons, with averages',
  params,
  query: z.strictObject({ period: z.uuid().optional() }),
  reply: JournalView,
  handler: ({ params: { id }, query }) => journalView(id, query.period),
});

const plan = route({
  method: 'GET',
  path: '/journals/{id}/plan',
  access,
  recorded: true,
  summary: 'The calendar plan of a journal: topics in the order of teaching, with the day each was given',
  params,
  reply: z.array(z.object({ title: z.string(), givenOn: z.string().nullable() })),
  handler: ({ params: { id } }) => planOfJournal(id),
});

const setPlan = route({
  method: 'PUT',
  path: '/journals/{id}/plan',
  access,
  summary: 'Replaces the topics of the calendar plan that have not been given yet',
  params,
  payload: z.strictObject({
    topics: z.array(z.string().trim().min(1, 'Пустая тема').max(300)).max(250, 'В плане не больше 250 тем'),
  }),
  reply: z.object({ topics: z.number() }),
  handler: async ({ params: { id }, payload }) => ({ topics: await savePlan(id, payload.topics) }),
});

export const teachingRoutes = [now, lesson, change, cell, history, list, journal, plan, setPlan];
