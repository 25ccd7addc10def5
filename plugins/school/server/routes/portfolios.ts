import { z } from 'zod';
import { context, countCall, inTransaction, originOf, route, sentFile, styleNonce } from '@regiso/core';
import {
  ClassPortfolios,
  MadePortfolioLink,
  Portfolio,
  PortfolioChange,
  PortfolioDecision,
  PortfolioInput,
  PortfolioLinkInput,
} from '../../shared';
import { addDocument, removeDocument, sendDocumentOf, upload } from '../portfolio/documents';
import { addItem, changeItem, removeItem, showItem } from '../portfolio/items';
import { makeLink, openLink, revokeLink } from '../portfolio/links';
import { classPortfolios, decideItem, sendClassDocument } from '../portfolio/of-class';
import { portfolioPage } from '../portfolio/page';
import { portfolioOf } from '../portfolio/view';

const ofFamily = { signedIn: 'Своё портфолио и портфолио собственных детей' };
const teaches = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const ofItem = params.extend({ item: z.uuid() });
const ofFile = ofItem.extend({ file: z.uuid() });
const Removed = z.object({ removed: z.literal(true) });

const read = route({
  method: 'GET',
  path: '/diaries/{id}/portfolio',
  access: ofFamily,
  recorded: true,
  summary: 'The portfolio of oneself or of one’s child: achievements, what the school said of them, the public link',
  params,
  reply: Portfolio,
  handler: ({ params: { id } }) => portfolioOf(id),
});

const add = route({
  method: 'POST',
  path: '/diaries/{id}/portfolio/items',
  access: ofFamily,
  summary: 'Adds an achievement, which waits to be confirmed by the school',
  params,
  payload: PortfolioInput,
  idempotent: true,
  reply: params,
  handler: async ({ params: { id }, payload }) => ({ id: await addItem(id, payload) }),
});

const change = route({
  method: 'PUT',
  path: '/diaries/{id}/portfolio/items/{item}',
  access: ofFamily,
  summary: 'Changes an achievement of the version that was seen; a confirmed one waits anew',
  params: ofItem,
  payload: PortfolioChange,
  reply: z.object({ version: z.number() }),
  handler: async ({ params: { id, item }, payload }) => ({ version: await changeItem(id, item, payload) }),
});

const remove = route({
  method: 'DELETE',
  path: '/diaries/{id}/portfolio/items/{item}',
  access: ofFamily,
  summary: 'Removes an achievement for good, with its documents and history',
  params: ofItem,
  reply: Removed,
  handler: async ({ params: { id, item } }) => {
    await removeItem(id, item);
    return { removed: true } as const;
  },
});

const show = route({
  method: 'PUT',
  path: '/diaries/{id}/portfolio/items/{item}/visibility',
  access: ofFamily,
  summary: 'Shows an achievement by the public link, or hides it at once',
  params: ofItem,
  payload: z.strictObject({ isPublic: z.boolean() }),
  reply: z.object({ isPublic: z.boolean() }),
  handler: async ({ params: { id, item }, payload }) => {
    await showItem(id, item, payload.isPublic);
    return payload;
  },
});

const addFile = route({
  method: 'POST',
  path: '/diaries/{id}/portfolio/items/{item}/files',
  access: ofFamily,
  summary: 'Puts a document beside an achievement, which waits to be confirmed anew',
  params: ofItem,
  upload,
  reply: params,
  handler: ({ params: { id, item }, request }) => addDocument(id, item, sentFile(request.payload)),
});

const removeFile = route({
  method: 'DELETE',
  path: '/diaries/{id}/portfolio/items/{item}/files/{file}',
  access: ofFamily,
  summary: 'Takes a document of an achievement away, which waits to be confirmed anew',
  params: ofFile,
  reply: Removed,
  handler: async ({ params: { id, item, file } }) => {
    await removeDocument(id, item, file);
    return { removed: true } as const;
  },
});

const sendFile = route({
  method: 'GET',
  path: '/diaries/{id}/portfolio/items/{item}/files/{file}',
  access: ofFamily,
  summary: 'A document of an achievement; the reading is recorded',
  params: ofFile,
  database: false,
  handler: ({ params: { id, item, file }, h }) => inTransaction({}, () => sendDocumentOf(h, id, item, file)),
});

const link = route({
  method: 'POST',
  path: '/diaries/{id}/portfolio/link',
  access: ofFamily,
  summary: 'A new public link with its QR code, in place of the one before; the address is shown this once',
  params,
  payload: PortfolioLinkInput,
  reply: MadePortfolioLink,
  handler: ({ params: { id }, payload, request }) => makeLink(id, payload, originOf(request)),
});

const unlink = route({
  method: 'DELETE',
  path: '/diaries/{id}/portfolio/link',
  access: ofFamily,
  summary: 'The public link shows nothing any more',
  params,
  reply: z.object({ revoked: z.literal(true) }),
  handler: async ({ params: { id } }) => {
    await revokeLink(id);
    return { revoked: true } as const;
  },
});

const ofClass = route({
  method: 'GET',
  path: '/classes/{id}/portfolios',
  access: teaches,
  recorded: true,
  summary: 'Achievements of the pupils of a class that one leads or oversees',
  params,
  reply: ClassPortfolios,
  handler: ({ params: { id } }) => classPortfolios(id),
});

const decide = route({
  method: 'POST',
  path: '/classes/{id}/portfolios/{item}/decide',
  access: teaches,
  summary: 'Confirms an achievement, or returns it with a reason; 409 when it was changed meanwhile',
  params: ofItem,
  payload: PortfolioDecision,
  reply: z.object({ decided: z.literal(true) }),
  handler: async ({ params: { id, item }, payload }) => {
    await decideItem(id, item, payload);
    return { decided: true } as const;
  },
});

const sendOfClass = route({
  method: 'GET',
  path: '/classes/{id}/portfolios/{item}/files/{file}',
  access: teaches,
  summary: 'A document of an achievement of a pupil of the class; the reading is recorded',
  params: ofFile,
  database: false,
  handler: ({ params: { id, item, file }, h }) => inTransaction({}, () => sendClassDocument(h, id, item, file)),
});

/** Openings of public links from one address within ten minutes; a key of 192 bits is not guessed by as many. */
const mostOpens = 120;

const open = route({
  method: 'GET',
  path: '//portfolio/{key}',
  access: {
    public: 'Кому владелец дал ссылку, видит то, что владелец показал; адрес секретный, срок и отзыв — у владельца',
  },
  recorded: true,
  summary: 'What the owner of a portfolio shows by a public link; unknown, revoked and ended links answer alike',
  params: z.object({ key: z.string().max(200) }),
  query: z.object({ lang: z.enum(['ru', 'en']).optional().catch(undefined) }),
  handler: async ({ params: { key }, query, request, h }) => {
    countCall('school/portfolio', context().ip ?? '', mostOpens);
    const shown = /^[\w-]{32}$/.test(key) ? await openLink(key) : undefined;
    const language = query.lang ?? (/^en\b/i.test(String(request.headers['accept-language'])) ? 'en' : 'ru');
    return h
      .response(portfolioPage(shown, language, styleNonce(request)))
      .code(shown ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .header('X-Robots-Tag', 'noindex, nofollow, noarchive');
  },
});

export const portfolioRoutes = [
  ...[read, add, change, remove, show, addFile, removeFile, sendFile, link, unlink],
  ...[ofClass, decide, sendOfClass, open],
];
