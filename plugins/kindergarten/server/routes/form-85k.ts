import { z } from 'zod';
import { asDownload, audit, route } from '@regiso/core';
import { FormCellQuery, FormCellView, FormQuery, FormView, NewCorrection } from '../../shared';
import { correct } from '../form-85k/corrections';
import { cellOn, formOn } from '../form-85k/report';
import { workbookOf } from '../form-85k/sheet';

const reads = { permission: 'kindergarten.read-groups', within: 'reach' } as const;
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const whole = route({
  method: 'GET',
  path: '/form-85k',
  access: reads,
  summary: 'The draft of the form 85-К on a day: counted and corrected cells, equations that do not hold',
  query: FormQuery,
  reply: FormView,
  handler: ({ query }) => formOn(query),
});

const cell = route({
  method: 'GET',
  path: '/form-85k/cell',
  access: reads,
  recorded: true,
  summary: 'The children or groups that a cell counts, and what was written over it; the reading is recorded',
  query: FormCellQuery,
  reply: FormCellView,
  handler: ({ query }) => cellOn(query),
});

const correction = route({
  method: 'POST',
  path: '/form-85k/corrections',
  idempotent: 'if-asked',
  access: { permission: 'kindergarten.keep-groups', within: 'reach' },
  summary: 'Write a number over a cell with a reason, or give it back; what was counted is kept',
  payload: NewCorrection,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ payload }) => {
    await correct(payload);
    return { ok: true } as const;
  },
});

const file = route({
  method: 'POST',
  path: '/form-85k/file',
  reads: true,
  access: reads,
  summary: 'The draft as a workbook',
  payload: FormQuery,
  handler: async ({ payload, h }) => {
    const form = await formOn(payload);
    await audit('kindergarten.form-exported', { type: 'form', id: '85-К' }, { on: payload.on, rows: form.children });
    return asDownload(h.response(await workbookOf(form)), `85-К ${payload.on}.xlsx`, xlsx);
  },
});

export const formRoutes = [whole, cell, correction, file];
