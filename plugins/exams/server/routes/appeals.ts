import { route } from '@regiso/core';
import { z } from 'zod';
import { AppealCard, AppealDecision, AppealLine, AppealQuery, PaperAppealInput } from '../../shared/appeals';
import { decideAppeal, takeUp } from '../appeals/decide';
import { fileOnPaper } from '../appeals/file';
import { appealCard, listAppeals } from '../appeals/review';

const keep = { permission: 'exams.keep-results' } as const;
const decide = { permission: 'exams.approve-results' } as const;
const params = z.strictObject({ id: z.uuid() });

const list = route({
  method: 'GET',
  path: '/appeals',
  access: decide,
  recorded: true,
  summary: 'Appeals for the commission: the open ones by the day they are due',
  query: AppealQuery,
  reply: z.array(AppealLine),
  handler: ({ query }) => listAppeals(query),
});

const card = route({
  method: 'GET',
  path: '/appeals/{id}',
  access: decide,
  recorded: true,
  summary: 'An appeal with the result that it is about',
  params,
  reply: AppealCard,
  handler: ({ params: { id } }) => appealCard(id),
});

const review = route({
  method: 'POST',
  path: '/appeals/{id}/review',
  access: decide,
  summary: 'Begin to look at an appeal: from now on it is not withdrawn',
  params,
  reply: AppealCard,
  handler: async ({ params: { id } }) => {
    await takeUp(id);
    return appealCard(id);
  },
});

const decision = route({
  method: 'POST',
  path: '/appeals/{id}/decision',
  access: decide,
  summary: 'Enter the decision of the commission; satisfied, the result gets a new version and keeps the old one',
  params,
  payload: AppealDecision,
  reply: AppealCard,
  handler: async ({ params: { id }, payload }) => {
    await decideAppeal(id, payload);
    return appealCard(id);
  },
});

const onPaper = route({
  method: 'POST',
  path: '/person-results/{id}/appeals',
  access: keep,
  unaudited: 'An appeal that stands already is given back; the first entry is recorded',
  summary: 'Enter an appeal that came on paper, by the day on which it was handed in',
  params,
  payload: PaperAppealInput,
  reply: z.object({ id: z.string(), number: z.string() }),
  handler: ({ params: { id }, payload }) => fileOnPaper(id, payload),
});

export const appealRoutes = [list, card, review, decision, onPaper];
