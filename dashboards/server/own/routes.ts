import { z } from 'zod';
import { context, notFound, route } from '@regiso/core';
import { Answer, Language } from '../../shared';
import { OwnDefinition, OwnSource, OwnVersion } from '../../shared/own';
import { askOwned } from '../ask';
import { readRows } from '../cells';
import { compile } from '../compile';
import { compileContext } from '../context';
import { formulaInWords, formulaOf } from '../describe';
import { titlesOf } from '../titles';
import { factsFor, indicatorFrom, sourcesFor } from './definition';
import { createOwn, decideOwn, listOwn, saveOwn, sendOwn, versionsOf, withdrawOwn } from './store';

const define = { permission: 'dashboards.define' } as const;
const Code = z.object({ code: z.string().regex(/^own\.\d{1,9}$/) });
const InLanguage = z.object({ language: Language.default('ru') });
const Seen = z.strictObject({ version: z.int() });
const note = z.string().trim().max(1_000);

const list = route({
  method: 'GET',
  path: '/own',
  access: define,
  summary: 'Indicators that analysts have made, each in its newest version',
  reply: z.array(OwnVersion),
  handler: listOwn,
});

const sources = route({
  method: 'GET',
  path: '/own/sources',
  access: define,
  summary: 'Facts of the subsystems open to the caller, and what a definition may do with their columns',
  query: InLanguage,
  reply: z.array(OwnSource),
  handler: async ({ query: { language } }) => sourcesFor(context().actor, await compileContext(), language),
});

const mostValues = 100;

const values = route({
  method: 'GET',
  path: '/own/sources/{fact}/values',
  access: define,
  summary: 'The codes that stand in a column of a fact',
  params: z.object({ fact: z.string().max(63) }),
  query: InLanguage.extend({ column: z.string().max(63) }),
  reply: z.array(z.object({ value: z.string(), title: z.string() })),
  database: false,
  handler: async ({ params, query: { column, language } }) => {
    const found = factsFor(context().actor).find(({ fact }) => fact.name === params.fact);
    // Only a closed list of codes: whatever else a column holds could point at somebody.
    if (found?.fact.columns[column]?.kind !== 'code') throw notFound('Такого списка кодов нет');
    const rows = await readRows<{ value: string }>(
      `SELECT DISTINCT ${column} AS value FROM ${found.fact.name}_current WHERE isNotNull(${column}) ORDER BY value LIMIT ${mostValues}`,
    );
    const codes = rows.map(({ value }) => value);
    const title = await titlesOf(column, codes, found.plugin, language);
    return codes.map((value) => ({ value, title: title(value) }));
  },
});

const Preview = z.object({ formula: z.string(), words: z.string(), sql: z.string(), answers: z.array(Answer) });

const preview = route({
  method: 'POST',
  path: '/own/preview',
  access: define,
  summary: 'What a definition would give: the figure of the whole, and by its first divisions',
  payload: z.strictObject({ definition: OwnDefinition, language: Language.default('ru') }),
  reply: Preview,
  database: false,
  reads: true,
  unaudited: 'Looks at figures without persons',
  handler: async ({ payload: { definition, language } }) => {
    const open = factsFor(context().actor);
    const compiling = await compileContext();
    const item = indicatorFrom(
      definition,
      open.map(({ fact }) => fact),
      compiling,
    );
    const plugin = open.find(({ fact }) => fact === item.numerator.of)?.plugin;
    if (!plugin) throw notFound('Таких данных нет или они вам не открыты');
    const asking = { audience: 'internal', language } as const;
    const shown = ['month', 'year', 'academic_year', 'municipality']
      .filter((name) => item.by.includes(name))
      .slice(0, 2);
    const answers = [[], ...shown.map((name) => [name])].map((by) =>
      askOwned({ plugin, item }, { indicator: item.id, by, limit: 50 }, asking),
    );
    return {
      formula: formulaOf(item, language),
      words: formulaInWords(item, language),
      sql: compile(item, { by: [], filters: {} }, compiling).query,
      answers: await Promise.all(answers),
    };
  },
});

/** How the newest version stands after a step. */
async function after(code: string, step: Promise<void>): Promise<OwnVersion> {
  await step;
  const [newest] = await versionsOf(code);
  if (!newest) throw notFound(`Показателя «${code}» нет`);
  return newest;
}

const show = route({
  method: 'GET',
  path: '/own/{code}',
  access: define,
  summary: 'All versions of an own indicator',
  params: Code,
  reply: z.array(OwnVersion),
  handler: ({ params }) => versionsOf(params.code),
});

const create = route({
  method: 'POST',
  path: '/own',
  access: define,
  summary: 'Begins an own indicator as a draft',
  payload: z.strictObject({ definition: OwnDefinition }),
  reply: z.object({ code: z.string() }),
  idempotent: true,
  handler: ({ payload }) => createOwn(payload.definition),
});

const save = route({
  method: 'PUT',
  path: '/own/{code}',
  access: define,
  summary: 'Changes a draft, or begins the next version of what is approved',
  params: Code,
  payload: Seen.extend({ definition: OwnDefinition, why: note.nullable().default(null) }),
  reply: OwnVersion,
  handler: ({ params: { code }, payload: { version, definition, why } }) =>
    after(code, saveOwn(code, version, definition, why || null)),
});

const send = route({
  method: 'POST',
  path: '/own/{code}/send',
  access: define,
  summary: 'Hands a draft to a second person',
  params: Code,
  payload: Seen,
  reply: OwnVersion,
  handler: ({ params: { code }, payload: { version } }) => after(code, sendOwn(code, version)),
});

const decide = route({
  method: 'POST',
  path: '/own/{code}/decide',
  access: { permission: 'dashboards.review' },
  summary: 'Approves an indicator that somebody else made, or returns it with a note',
  params: Code,
  payload: Seen.extend({ isApproved: z.boolean(), note: note.nullable().default(null) }),
  reply: OwnVersion,
  handler: ({ params: { code }, payload: { version, isApproved, note: said } }) =>
    after(code, decideOwn(code, version, isApproved, said || null)),
});

const withdraw = route({
  method: 'POST',
  path: '/own/{code}/withdraw',
  access: { permission: 'dashboards.review' },
  summary: 'Takes an approved indicator out of use',
  params: Code,
  payload: Seen.extend({ reason: note.min(3, 'Назовите причину') }),
  reply: OwnVersion,
  handler: ({ params: { code }, payload: { version, reason } }) => after(code, withdrawOwn(code, version, reason)),
});

export const ownRoutes = [list, sources, values, preview, show, create, save, send, decide, withdraw];
