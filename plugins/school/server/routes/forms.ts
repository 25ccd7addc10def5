import { z } from 'zod';
import { asDownload, audit, route, todayHere } from '@regiso/core';
import {
  FormCellOfAll,
  FormCellOfSchool,
  FormCorrection,
  FormOfSchool,
  FormOfYear,
  SchoolForm,
  SchoolFormCell,
  SchoolsOfCell,
} from '../../shared';
import { cellOf, schoolsOf } from '../forms/cell';
import { correct } from '../forms/corrections';
import { freeze } from '../forms/frozen';
import { formOf } from '../forms/report';
import { countedIn, workbookOf } from '../forms/sheet';
import { workbookType } from '../services/workbook';

const figures = { permission: 'school.read-figures', within: 'reach' } as const;
const keeps = { permission: 'school.keep-classes', within: 'reach' } as const;
const Done = z.object({ ok: z.literal(true) });

const form = route({
  method: 'GET',
  path: '/forms/oo-1',
  access: figures,
  summary: 'The form ОО-1 of a school, a draft or frozen, or the sum of frozen forms in reach; numbers alone',
  query: FormOfYear,
  reply: SchoolForm,
  handler: ({ query }) => formOf(query),
});

const cell = route({
  method: 'GET',
  path: '/forms/oo-1/cell',
  access: { permission: 'school.oversee', within: 'reach' },
  recorded: true,
  summary: 'The pupils, classes, teachers or hours that a cell of a school counts; the reading is recorded',
  query: FormCellOfSchool,
  reply: SchoolFormCell,
  handler: ({ query }) => cellOf(query),
});

const schools = route({
  method: 'GET',
  path: '/forms/oo-1/schools',
  access: figures,
  summary: 'What each school in reach has in a cell of the sum; numbers alone',
  query: FormCellOfAll,
  reply: SchoolsOfCell,
  handler: ({ query }) => schoolsOf(query),
});

const correction = route({
  method: 'POST',
  path: '/forms/oo-1/corrections',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Write a number over a cell with a reason, or give it back; what was counted is kept',
  payload: FormCorrection,
  reply: Done,
  handler: async ({ payload }) => {
    await correct(payload);
    return { ok: true } as const;
  },
});

const freezing = route({
  method: 'POST',
  path: '/forms/oo-1/freeze',
  access: keeps,
  summary: 'Keep the form of a school as the records say it, on its day or later; nothing changes it after that',
  payload: FormOfSchool,
  reply: Done,
  handler: async ({ payload: { year, organisation } }) => {
    await freeze(year, organisation, todayHere());
    return { ok: true } as const;
  },
});

const file = route({
  method: 'POST',
  path: '/forms/oo-1/file',
  reads: true,
  access: figures,
  summary: 'The form or the sum of forms as a workbook',
  payload: FormOfYear,
  handler: async ({ payload, h }) => {
    const found = await formOf(payload);
    const { organisation, municipality } = payload;
    const schools = organisation ? 1 : countedIn(found, municipality).length;
    const object = { type: 'form', id: 'ОО-1', ...(organisation && { organisationId: organisation }) };
    await audit('school.form-exported', object, { form: 'ОО-1', on: found.day, schools });
    return asDownload(
      h.response(await workbookOf(found, payload.municipality)),
      `ОО-1 ${found.day}.xlsx`,
      workbookType,
    );
  },
});

export const formRoutes = [form, cell, schools, correction, freezing, file];
