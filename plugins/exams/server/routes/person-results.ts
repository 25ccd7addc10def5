import { asDownload, route } from '@regiso/core';
import { z } from 'zod';
import {
  AnnulmentInput,
  FoundResults,
  ResultCard,
  ResultSearch,
  SchoolQuery,
  SchoolResults,
  WaitingAnnulment,
} from '../../shared/revisions';
import { Rejection } from '../../shared/persons';
import { confirmAnnulment, proposeAnnulment, refuseAnnulment, waitingAnnulments } from '../persons/annul';
import { findResults, resultCard } from '../persons/find-results';
import { schoolResults } from '../persons/school-results';
import { fileName, schoolWorkbook, workbookType } from '../persons/school-workbook';

const keep = { permission: 'exams.keep-results' } as const;
const approve = { permission: 'exams.approve-results' } as const;
const ofSchool = { permission: 'exams.read-pupils', within: 'reach' } as const;
const params = z.strictObject({ id: z.uuid() });

const search = route({
  method: 'POST',
  path: '/person-results/search',
  access: keep,
  reads: true,
  summary: 'Results by the beginnings of surname and name',
  payload: ResultSearch,
  reply: FoundResults,
  handler: ({ payload: { name } }) => findResults(name),
});

const card = route({
  method: 'GET',
  path: '/person-results/{id}',
  access: keep,
  recorded: true,
  summary: 'A result with all its versions, appeals and what was proposed',
  params,
  reply: ResultCard,
  handler: ({ params: { id } }) => resultCard(id),
});

const propose = route({
  method: 'POST',
  path: '/person-results/{id}/annulments',
  access: keep,
  summary: 'Propose to annul a result, or to give an annulled one back, by a decision of the commission',
  params,
  payload: AnnulmentInput,
  reply: ResultCard,
  handler: async ({ params: { id }, payload }) => {
    await proposeAnnulment(id, payload);
    return resultCard(id);
  },
});

const waiting = route({
  method: 'GET',
  path: '/annulments',
  access: keep,
  recorded: true,
  summary: 'What was proposed about results and waits for a second person',
  reply: z.array(WaitingAnnulment),
  handler: () => waitingAnnulments(),
});

const confirm = route({
  method: 'POST',
  path: '/annulments/{id}/confirm',
  access: approve,
  summary: 'Confirm as a second person: the result changes, and its former value stays in the history',
  params,
  reply: ResultCard,
  handler: async ({ params: { id } }) => resultCard(await confirmAnnulment(id)),
});

const refuse = route({
  method: 'POST',
  path: '/annulments/{id}/refuse',
  access: keep,
  summary: 'Refuse what was proposed, or take it back: the result stays',
  params,
  payload: Rejection,
  reply: ResultCard,
  handler: async ({ params: { id }, payload: { reason } }) => resultCard(await refuseAnnulment(id, reason)),
});

const school = route({
  method: 'GET',
  path: '/school/results',
  access: ofSchool,
  recorded: true,
  summary: 'Published results of pupils of the own school in a year',
  query: SchoolQuery,
  reply: SchoolResults,
  handler: ({ query: { year } }) => schoolResults(year),
});

const schoolFile = route({
  method: 'POST',
  path: '/school/results/file',
  access: ofSchool,
  reads: true,
  atMost: 30,
  summary: 'The same as a workbook',
  payload: z.strictObject({ year: z.int().min(2000).max(2100) }),
  handler: async ({ payload: { year }, h }) => {
    const results = await schoolResults(year, 'exams.school-results-exported');
    return asDownload(h.response(await schoolWorkbook(results)), fileName(year), workbookType);
  },
});

export const personResultRoutes = [search, card, propose, waiting, confirm, refuse, school, schoolFile];
