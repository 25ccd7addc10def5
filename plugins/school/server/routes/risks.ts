import { z } from 'zod';
import { asDownload, route } from '@regiso/core';
import { RiskList, RiskNoteInput, RiskNotes } from '../../shared';
import { risksBook } from '../risks/book';
import { risksOfClass, risksOfSchool } from '../risks/lists';
import { riskNotes, writeRiskNote } from '../risks/notes';
import { workbookType } from '../services/workbook';

const teaches = { permission: 'school.teach', within: 'reach' } as const;
const oversees = { permission: 'school.oversee', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const ofClass = route({
  method: 'GET',
  path: '/classes/{id}/risks',
  access: teaches,
  recorded: true,
  summary: 'Pupils of a class who need attention, with the reasons: for its class teacher and the head of its school',
  params,
  reply: RiskList,
  handler: ({ params: { id } }) => risksOfClass(id),
});

const fileOfClass = route({
  method: 'POST',
  path: '/classes/{id}/risks/file',
  reads: true,
  access: teaches,
  summary: 'Pupils of a class who need attention, as a workbook',
  params,
  handler: async ({ params: { id }, h }) =>
    asDownload(
      h.response(await risksBook(await risksOfClass(id, 'school.risks-exported'))),
      'Зона внимания.xlsx',
      workbookType,
    ),
});

const ofSchool = route({
  method: 'GET',
  path: '/risks',
  access: oversees,
  recorded: true,
  summary: 'Pupils of a school who need attention, with the reasons; nobody of a school in which one does not work',
  reply: RiskList,
  handler: () => risksOfSchool(),
});

const fileOfSchool = route({
  method: 'POST',
  path: '/risks/file',
  reads: true,
  access: oversees,
  summary: 'Pupils of a school who need attention, as a workbook',
  handler: async ({ h }) =>
    asDownload(
      h.response(await risksBook(await risksOfSchool('school.risks-exported'))),
      'Зона внимания.xlsx',
      workbookType,
    ),
});

const notes = route({
  method: 'GET',
  path: '/pupils/{id}/risk-notes',
  access: teaches,
  recorded: true,
  summary: 'What was done for a pupil who needs attention, the last first: for who sees the list',
  params,
  reply: RiskNotes,
  handler: ({ params: { id } }) => riskNotes(id),
});

const note = route({
  method: 'POST',
  path: '/pupils/{id}/risk-notes',
  access: teaches,
  summary: 'Writes what was done for a pupil who needs attention; it stays as it is',
  params,
  payload: RiskNoteInput,
  reply: z.object({ id: z.string() }),
  idempotent: true,
  handler: ({ params: { id }, payload }) => writeRiskNote(id, payload),
});

export const riskRoutes = [ofClass, fileOfClass, ofSchool, fileOfSchool, notes, note];
