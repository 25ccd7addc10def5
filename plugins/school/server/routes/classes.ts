import { z } from 'zod';
import { route } from '@regiso/core';
import { ClassBrief, ClassView, Move, PeriodMarks, PeriodMarksInput } from '../../shared';
import { classes, classView, movePupil } from '../services/classes';
import { periodMarks, setPeriodMarks } from '../services/period-marks';

const oversees = { permission: 'school.oversee', within: 'reach' } as const;
const keeps = { permission: 'school.keep-classes', within: 'reach' } as const;
const teaches = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const ofPeriod = z.object({ id: z.uuid(), period: z.uuid() });
const Done = z.object({ ok: z.literal(true) });
const ok = { ok: true } as const;

const list = route({
  method: 'GET',
  path: '/classes',
  access: oversees,
  recorded: true,
  summary: 'Classes of the year with their teachers and how many pupils they have',
  reply: z.array(ClassBrief),
  handler: () => classes(),
});

const one = route({
  method: 'GET',
  path: '/classes/{id}',
  access: oversees,
  recorded: true,
  summary: 'A class with its pupils, those who left too',
  params,
  reply: ClassView,
  handler: ({ params: { id } }) => classView(id),
});

const move = route({
  method: 'POST',
  path: '/pupils/{id}/move',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'A pupil goes to another class of the grade; journals of both stay right',
  params,
  payload: Move,
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await movePupil(id, payload);
    return ok;
  },
});

const marks = route({
  method: 'GET',
  path: '/journals/{id}/periods/{period}/marks',
  access: teaches,
  recorded: true,
  summary: 'Marks of a period of a journal, with averages and what they suggest',
  params: ofPeriod,
  reply: PeriodMarks,
  handler: ({ params: { id, period } }) => periodMarks(id, period),
});

const setMarks = route({
  method: 'PUT',
  path: '/journals/{id}/periods/{period}/marks',
  access: teaches,
  summary: 'Give marks of a period; 409 when somebody else has changed one of them',
  params: ofPeriod,
  payload: PeriodMarksInput,
  reply: Done,
  handler: async ({ params: { id, period }, payload }) => {
    await setPeriodMarks(id, period, payload);
    return ok;
  },
});

export const classRoutes = [list, one, move, marks, setMarks];
