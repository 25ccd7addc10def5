import { z } from 'zod';
import { route } from '../../server/route';
import {
  ConsentForm,
  consentForms,
  ConsentInput,
  giveConsent,
  NewForm,
  publishForm,
  withdrawConsent,
} from '../consents';
import { addDocument, DocumentInput, removeDocument } from '../documents';
import { addGuardian, endGuardian, GuardianInput, limitGuardian, LimitsInput } from '../guardians';
import { PersonView } from '../person-view';
import { Day } from '../words';
import { cardAfter, One } from './persons';

const edit = { permission: 'people.edit', within: 'reach' } as const;
const papers = { permission: 'people.documents', within: 'reach' } as const;
const Two = One.extend({ item: z.uuid() });
const Reason = z.string().trim().min(3, 'Укажите основание').max(500);

const addOne = route({
  method: 'POST',
  path: '/persons/{id}/guardians',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Record who stands for a child, on what ground and until when',
  params: One,
  payload: GuardianInput,
  reply: PersonView,
  handler: async ({ params: { id }, payload }) => {
    await addGuardian(id, payload);
    return cardAfter(id);
  },
});

const limit = route({
  method: 'PUT',
  path: '/persons/{id}/guardians/{item}/limits',
  access: edit,
  summary: 'Bar a guardian from acts by an act of a court, or lift the limits; at once',
  params: Two,
  payload: LimitsInput,
  reply: PersonView,
  handler: async ({ params: { id, item }, payload }) => {
    await limitGuardian(id, item, payload);
    return cardAfter(id);
  },
});

const endOne = route({
  method: 'POST',
  path: '/persons/{id}/guardians/{item}/end',
  access: edit,
  summary: 'The last day of a guardian',
  params: Two,
  payload: z.strictObject({ on: Day, reason: Reason }),
  reply: PersonView,
  handler: async ({ params: { id, item }, payload }) => {
    await endGuardian(id, item, payload);
    return cardAfter(id);
  },
});

const addPaper = route({
  method: 'POST',
  path: '/persons/{id}/documents',
  idempotent: 'if-asked',
  access: papers,
  summary: 'Record a document',
  params: One,
  payload: DocumentInput,
  reply: PersonView,
  handler: async ({ params: { id }, payload }) => {
    await addDocument(id, payload);
    return cardAfter(id);
  },
});

const removePaper = route({
  method: 'DELETE',
  path: '/persons/{id}/documents/{item}',
  access: papers,
  summary: 'Take a document that was recorded by mistake off the card',
  params: Two,
  reply: PersonView,
  handler: async ({ params: { id, item } }) => {
    await removeDocument(id, item);
    return cardAfter(id);
  },
});

const forms = route({
  method: 'GET',
  path: '/consent-forms',
  access: { permission: 'people.read', within: 'reach' },
  summary: 'The texts people agree to, in their present versions',
  reply: z.array(ConsentForm),
  handler: consentForms,
});

const publish = route({
  method: 'POST',
  path: '/consent-forms',
  access: { permission: 'people.merge' },
  summary: 'Publish a consent text as the next version for its purpose',
  payload: NewForm,
  reply: z.object({ purpose: z.string(), version: z.int() }),
  handler: ({ payload }) => publishForm(payload),
});

const give = route({
  method: 'POST',
  path: '/persons/{id}/consents',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Record a consent to the text in force',
  params: One,
  payload: ConsentInput,
  reply: PersonView,
  handler: async ({ params: { id }, payload }) => {
    await giveConsent(id, payload);
    return cardAfter(id);
  },
});

const withdraw = route({
  method: 'POST',
  path: '/persons/{id}/consents/{item}/withdraw',
  access: edit,
  summary: 'Withdraw a consent; it stays on record',
  params: Two,
  payload: z.strictObject({ reason: Reason }),
  reply: PersonView,
  handler: async ({ params: { id, item }, payload }) => {
    await withdrawConsent(id, item, payload.reason);
    return cardAfter(id);
  },
});

export const familyRoutes = [addOne, limit, endOne, addPaper, removePaper, forms, publish, give, withdraw];
