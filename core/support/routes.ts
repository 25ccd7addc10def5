import { z } from 'zod';
import { route } from '../server/route';
import { board, BoardView } from './board';
import { answer, close, openTicket, ownTickets, queue, reply, take, transfer } from './desk';
import { fileRoutes } from './file-routes';
import { AnswerInput, MessageInput, QuestionInput, QueueEnd, QueueInput, TicketInput } from './model';
import { TicketLine, TicketView, TransferInput } from './model';
import { decide, DecisionInput, listProposals, ProposalInput, ProposalView, propose } from './proposals';
import { confirmReading, countReadings, ownReadings, ReadingCount, ReadingView } from './readings';
import { ask, askFromOutside } from './tickets';

const own = { signedIn: 'whoever works here may ask for help' } as const;
const thread = { signedIn: 'the thread asks whether it is one’s own or of one’s desk' } as const;
const desk = { permission: 'support.answer', within: 'reach' } as const;
const One = z.object({ id: z.uuid() });
const Asked = z.object({ id: z.string(), number: z.int(), dueOn: z.string() });

const tickets = [
  route({
    method: 'POST',
    path: '/tickets',
    idempotent: 'if-asked',
    access: own,
    summary: 'Ask support from a screen',
    payload: TicketInput,
    reply: Asked,
    handler: ({ payload }) => ask(payload),
  }),
  route({
    method: 'GET',
    path: '/own/tickets',
    access: own,
    summary: 'One’s own questions, the newest first',
    query: z.object({ after: z.uuid().optional() }),
    reply: z.object({ items: z.array(TicketLine), next: z.string().nullable() }),
    handler: ({ query: { after } }) => ownTickets(after),
  }),
  route({
    method: 'POST',
    path: '/tickets/{id}/read',
    access: thread,
    summary: 'The thread of a question; reading it is recorded',
    params: One,
    reply: TicketView,
    handler: ({ params: { id } }) => openTicket(id),
  }),
  route({
    method: 'POST',
    path: '/tickets/{id}/reply',
    idempotent: 'if-asked',
    access: thread,
    summary: 'The author writes again',
    params: One,
    payload: MessageInput,
    reply: TicketView,
    handler: async ({ params: { id }, payload: { text } }) => {
      await reply(id, text);
      return openTicket(id);
    },
  }),
  route({
    method: 'POST',
    path: '/tickets/{id}/close',
    access: thread,
    summary: 'End a question: its author at any time, the desk once it has answered',
    params: One,
    reply: TicketView,
    handler: async ({ params: { id } }) => {
      await close(id);
      return openTicket(id);
    },
  }),
];

const atDesk = [
  route({
    method: 'GET',
    path: '/board',
    access: desk,
    summary: 'How many questions wait, are overdue and were answered in time, by body and by subsystem',
    reply: BoardView,
    handler: () => board(),
  }),
  route({
    method: 'POST',
    path: '/queue',
    reads: true,
    access: desk,
    summary: 'Questions that wait, by the day they are due, in pages; reading is recorded',
    payload: QueueInput,
    reply: z.object({ items: z.array(TicketLine), next: QueueEnd.nullable() }),
    handler: ({ payload }) => queue(payload),
  }),
  route({
    method: 'POST',
    path: '/tickets/{id}/answer',
    idempotent: 'if-asked',
    access: desk,
    summary: 'Answer, or write a note that the author does not see',
    params: One,
    payload: AnswerInput,
    reply: TicketView,
    handler: async ({ params: { id }, payload }) => {
      await answer(id, payload);
      return openTicket(id);
    },
  }),
  route({
    method: 'POST',
    path: '/tickets/{id}/take',
    access: desk,
    summary: 'Take a question on',
    params: One,
    reply: TicketView,
    handler: async ({ params: { id } }) => {
      await take(id);
      return openTicket(id);
    },
  }),
  route({
    method: 'POST',
    path: '/tickets/{id}/transfer',
    access: desk,
    summary: 'Hand a question to another body',
    params: One,
    payload: TransferInput,
    reply: TicketView,
    handler: async ({ params: { id }, payload: { bodyId } }) => {
      await transfer(id, bodyId);
      return openTicket(id);
    },
  }),
];

const question = route({
  method: 'POST',
  path: '/questions',
  idempotent: 'if-asked',
  access: { public: 'a question needs no sign-in (PUB-22)' },
  summary: 'Ask from the public site; answered by mail',
  payload: QuestionInput,
  reply: z.object({ number: z.int().nullable() }),
  handler: async ({ payload }) => ({ number: (await askFromOutside(payload))?.number ?? null }),
});

const readings = [
  route({
    method: 'GET',
    path: '/own/readings',
    access: { signedIn: 'the rules that one works by' },
    summary: 'Rules in force and what one has confirmed reading',
    reply: z.array(ReadingView),
    handler: () => ownReadings(),
  }),
  route({
    method: 'POST',
    path: '/own/readings/{id}/confirm',
    access: { signedIn: 'the rules that one works by' },
    summary: 'Confirm reading a version, once',
    params: One,
    reply: z.array(ReadingView),
    handler: ({ params: { id } }) => confirmReading(id),
  }),
  route({
    method: 'GET',
    path: '/readings',
    access: { permission: 'support.oversee' },
    summary: 'How many have confirmed each version in force',
    reply: z.array(ReadingCount),
    handler: () => countReadings(),
  }),
];

const proposals = [
  route({
    method: 'GET',
    path: '/proposals',
    access: { permission: 'support.propose', within: 'reach' },
    summary: 'Proposals of the subsystems one answers for',
    reply: z.array(ProposalView),
    handler: () => listProposals(),
  }),
  route({
    method: 'POST',
    path: '/proposals',
    idempotent: 'if-asked',
    access: { permission: 'support.propose', within: 'reach' },
    summary: 'Propose a development',
    payload: ProposalInput,
    reply: z.array(ProposalView),
    handler: ({ payload }) => propose(payload),
  }),
  route({
    method: 'POST',
    path: '/proposals/{id}/decide',
    access: { permission: 'support.decide' },
    summary: 'Decide on a proposal; its author is told',
    params: One,
    payload: DecisionInput,
    reply: z.array(ProposalView),
    handler: ({ params: { id }, payload }) => decide(id, payload),
  }),
];

export const routes = [...tickets, ...fileRoutes, ...atDesk, question, ...readings, ...proposals];
