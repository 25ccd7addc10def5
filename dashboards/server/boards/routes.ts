import { z } from 'zod';
import { holdsDemo, route } from '@regiso/core';
import { Language } from '../../shared';
import { Audience, BoardBody, Explorer, OwnBoard, OwnBoardSummary } from '../../shared/boards';
import { allIndicators } from '../context';
import { viewOf } from '../describe';
import { mayRead } from '../reader';
import { dimensionTitle } from '../titles';
import { changeBoard, createBoard, setRemoved, shareBoard } from './steps';
import { findBoard, listBoards, rolesToShareWith } from './store';

const view = { permission: 'dashboards.view', within: 'reach' } as const;
const compose = { permission: 'dashboards.compose', within: 'reach' } as const;
const Id = z.object({ id: z.uuid() });
const Seen = z.strictObject({ version: z.int() });
const done = (step: Promise<void>) => step.then(() => ({}));

const explorer = route({
  method: 'GET',
  path: '/explorer',
  access: view,
  summary: 'Indicators the caller may divide, with the words of their divisions',
  query: z.object({ language: Language.default('ru') }),
  reply: Explorer,
  database: false,
  handler: async ({ query: { language } }) => ({
    indicators: (await allIndicators())
      .filter(mayRead)
      .filter(({ item }) => item.by.length > 0)
      .map(({ plugin, item }) => ({
        ...viewOf(item),
        pluginTitle: (language === 'en' && plugin.titleEn) || plugin.title,
        dimensions: Object.fromEntries(item.by.map((name) => [name, dimensionTitle(name, language)])),
      })),
    isDemo: await holdsDemo(),
  }),
});

const list = route({
  method: 'GET',
  path: '/boards',
  access: view,
  summary: 'Boards that the caller has put together, and those that others share with them',
  reply: z.array(OwnBoardSummary),
  handler: () => listBoards(),
});

const roles = route({
  method: 'GET',
  path: '/boards/roles',
  access: compose,
  summary: 'Roles with which an own board can be shared',
  reply: z.array(z.string()),
  handler: () => rolesToShareWith(),
});

const show = route({
  method: 'GET',
  path: '/boards/{id}',
  access: view,
  summary: 'What stands on an own board; the figures are asked for by the rights of whoever looks',
  params: Id,
  reply: OwnBoard,
  handler: ({ params: { id } }) => findBoard(id),
});

const create = route({
  method: 'POST',
  path: '/boards',
  access: compose,
  summary: 'Keeps an own board, seen by nobody else until it is shared',
  payload: BoardBody,
  reply: z.object({ id: z.string() }),
  idempotent: true,
  handler: ({ payload }) => createBoard(payload),
});

const change = route({
  method: 'PUT',
  path: '/boards/{id}',
  access: compose,
  summary: 'Changes the title and the tiles of one’s own board',
  params: Id,
  payload: Seen.extend(BoardBody.shape),
  handler: ({ params: { id }, payload: { version, title, tiles } }) => done(changeBoard(id, version, { title, tiles })),
});

const share = route({
  method: 'PUT',
  path: '/boards/{id}/audience',
  access: compose,
  summary: 'Says who else sees one’s own board: nobody, an organisation, or roles',
  params: Id,
  payload: Seen.extend({ audience: Audience }),
  handler: ({ params: { id }, payload: { version, audience } }) => done(shareBoard(id, version, audience)),
});

const remove = route({
  method: 'PUT',
  path: '/boards/{id}/removed',
  access: compose,
  summary: 'Takes one’s own board away, or puts it back',
  params: Id,
  payload: Seen.extend({ isRemoved: z.boolean() }),
  handler: ({ params: { id }, payload: { version, isRemoved } }) => done(setRemoved(id, version, isRemoved)),
});

export const boardRoutes = [explorer, list, roles, show, create, change, share, remove];
