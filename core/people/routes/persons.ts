import { z } from 'zod';
import { audit } from '../../server/audit';
import { context } from '../../server/context';
import { route } from '../../server/route';
import { linkAccount } from '../accounts';
import { cardInReach, survivorOf } from '../card';
import { renewEntryCode } from '../entry-codes';
import { candidatesFor, likenesses } from '../duplicates';
import { mayOn } from '../reach';
import { LinkInput, NewPerson, PersonChange, PersonInput } from '../person-input';
import { changePerson, enterPerson } from '../persons';
import { PersonLine, personLines, PersonView, personView } from '../person-view';
import { forbidden } from '../../server/errors';
import { linkPerson, placesToWrite } from '../links';
import { reachesOrganisation } from '../reach';
import { FoundPeople, SearchInput, searchPeople } from '../search';
import { SeenPage, SeenPaging, whoLooked } from '../seen';
import { recorded } from './reading';

export const One = z.object({ id: z.uuid() });
const read = { permission: 'people.read', within: 'reach' } as const;
const edit = { permission: 'people.edit', within: 'reach' } as const;

// Not GET: names and numbers stay out of addresses, and the search is recorded.
const search = route({
  method: 'POST',
  path: '/persons/search',
  reads: true,
  // Whoever looks for people all day asks once in a few seconds; whoever copies the register asks without end.
  atMost: 300,
  access: read,
  summary: 'People in reach by name, birth date, SNILS or document; the search is recorded',
  payload: SearchInput,
  reply: FoundPeople,
  handler: ({ payload }) => searchPeople(payload),
});

const one = route({
  method: 'GET',
  path: '/persons/{id}',
  access: read,
  summary: 'The card of a person; the reading is recorded. A merged card leads to the one that took it over',
  params: One,
  reply: PersonView,
  database: false,
  handler: ({ params }) => recorded(() => readCard(params.id)),
});

async function readCard(id: string) {
  const survivor = await survivorOf(id);
  const view = await personView(await cardInReach(survivor, 'people.read'));
  await audit(
    'people.card-read',
    { type: 'person', id: survivor },
    { documents: view.may.documents, ...(survivor !== id && { openedAs: id }) },
  );
  return view;
}

/** The card after a change of it, by its own hand: the reading is part of the write. */
export const cardAfter = async (id: string) => personView(await cardInReach(id, 'people.read'));

const CandidateView = z.object({
  likeness: z.array(z.enum(likenesses)),
  /** Nothing of a card beyond one's reach but that it is there. */
  person: PersonLine.nullable(),
});

const candidates = route({
  method: 'POST',
  path: '/persons/candidates',
  access: edit,
  summary: 'Cards that may be of this person already; of those beyond reach only that they exist',
  payload: PersonInput,
  reply: z.array(CandidateView),
  handler: async ({ payload }) => {
    const found = await candidatesFor(payload);
    const lines = new Map((await personLines(found.map(({ card }) => card))).map((line) => [line.id, line]));
    const shown = [];
    for (const { card, likeness } of found)
      shown.push({ likeness, person: (await mayOn(card.id, 'people.read')) ? (lines.get(card.id) ?? null) : null });
    const personIds = shown.flatMap(({ person }) => (person ? [person.id] : []));
    await audit('people.candidates-asked', { type: 'person', personIds }, { rows: found.length });
    return shown;
  },
});

const add = route({
  method: 'POST',
  path: '/persons',
  idempotent: 'if-asked',
  access: edit,
  summary: 'A new card, or the one that is there when it is certainly the same person; 409 when cards look alike',
  payload: NewPerson,
  reply: z.object({ id: z.string(), outcome: z.enum(['created', 'found']) }),
  handler: async ({ payload }) => {
    const { id, outcome } = await enterPerson(payload);
    return { id, outcome };
  },
});

const change = route({
  method: 'PATCH',
  path: '/persons/{id}',
  access: edit,
  summary: 'Change given fields; refused when the card has changed since it was read',
  params: One,
  payload: PersonChange,
  reply: PersonView,
  handler: async ({ params: { id }, payload }) => {
    await changePerson(id, payload);
    return cardAfter(id);
  },
});

const linked = route({
  method: 'POST',
  path: '/persons/{id}/organisations',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Record where a person belongs, from a day on',
  params: One,
  payload: LinkInput,
  reply: PersonView,
  handler: async ({ params: { id }, payload }) => {
    await cardInReach(id, 'people.edit', true);
    if (!(await reachesOrganisation('people.edit', payload.organisationId, payload.subsystem)))
      throw forbidden('Эта организация вне ваших пределов');
    await linkPerson(id, payload);
    return cardAfter(id);
  },
});

const account = route({
  method: 'POST',
  path: '/persons/{id}/account',
  access: edit,
  sensitive: 'an account becomes a person',
  summary: 'Link the account of the person, after a look at the document',
  params: One,
  payload: z.strictObject({ login: z.string().trim().toLowerCase().min(3).max(120) }),
  reply: PersonView,
  handler: async ({ params: { id }, payload }) => {
    await linkAccount(id, payload.login);
    return cardAfter(id);
  },
});

const entryCode = route({
  method: 'POST',
  path: '/persons/{id}/entry-code',
  access: edit,
  sensitive: 'an account passes to whoever holds the code',
  summary: 'A one-time code for a pupil or a guardian, also when the password is forgotten; shown once',
  params: One,
  reply: z.object({ login: z.string(), code: z.string(), endsAt: z.string() }),
  handler: async ({ params: { id } }) => {
    await cardInReach(id, 'people.edit', true);
    return renewEntryCode(id, null);
  },
});

const seen = route({
  method: 'POST',
  path: '/persons/{id}/seen',
  reads: true,
  access: edit,
  summary: 'Who opened the records of a person; the question is recorded',
  params: One,
  payload: SeenPaging,
  reply: SeenPage,
  handler: async ({ params: { id }, payload }) => {
    await cardInReach(id, 'people.edit');
    const page = await whoLooked(id, context().actor?.accountId, payload);
    await audit('people.viewers-read', { type: 'person', id }, { rows: page.items.length });
    return page;
  },
});

const places = route({
  method: 'GET',
  path: '/places',
  access: edit,
  summary: 'Organisations to which the signed-in person may write people',
  query: z.object({ text: z.string().trim().max(100).default('') }),
  reply: z.array(z.object({ id: z.string(), name: z.string(), municipality: z.string().nullable() })),
  handler: ({ query }) => placesToWrite(query.text),
});

export const personRoutes = [places, search, one, candidates, add, change, linked, account, entryCode, seen];
