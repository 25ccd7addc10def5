import { forbidden, invalidInput, type Indicator } from '@regiso/core';
import {
  Question as QuestionSchema,
  type Answer,
  type AnswerRow,
  type AsOf,
  type AskedQuestion,
  type Question,
} from '../shared';
import { asOfFacts, type Moments } from './as-of';
import { AnswerCache } from './cache';
import type { Scopes } from './compile';
import { compileContext, factsRead, factsUsed, findIndicator, type Owned } from './context';
import { dimensionSql } from './dimensions';
import { figureOf, ruleOf, type Audience, type Cell } from './disclosure';
import { distribution, ordered } from './order';
import { cellsInside, cellsOutside } from './publish';
import { titlesOf, type Language } from './titles';

export type Asking = {
  audience: Audience;
  language?: Language;
  /** The rows this reader may see; all when not given. */
  scope?: Scopes;
  /** Shared by the questions of one batch. */
  moments?: Moments;
};

export type Protected = Pick<Answer, 'rows' | 'total' | 'hidden'>;
const cache = new AnswerCache<Protected>(2_000);
// Map, bars, table and figure of one choice share the figure of the whole.
const wholes = new AnswerCache<Cell[]>(2_000);

/** Answers one question about one indicator: aggregated, protected, titled. The same for tile, table, file and portal. */
export async function ask(asked: AskedQuestion, asking: Asking): Promise<Answer> {
  return askOwned(await findIndicator(parse(asked).indicator), asked, asking);
}

/** The same of a definition at hand, such as a draft that is looked at before it is kept. */
export async function askOwned(owned: Owned<Indicator>, asked: AskedQuestion, asking: Asking): Promise<Answer> {
  const question = parse(asked);
  const { item: indicator } = owned;
  const asOf = await asOfFacts(factsRead(indicator), asking.moments);
  const inner = question.distribution ? { ...question, by: [question.distribution.of] } : question;
  const scope = await scopeWithin(indicator, asking.scope);
  const known = await protectedRows(owned, inner, { ...asking, scope }, asOf);
  const answered = question.distribution ? distribution(known, question.distribution.step, asking.audience) : known;
  return {
    indicator: indicator.id,
    definitionVersion: indicator.version,
    asOf,
    by: inner.by,
    rows: ordered(answered.rows, question),
    total: answered.total,
    hidden: answered.hidden,
    count: answered.rows.length,
  };
}

// A right over some rows says nothing of figures that are not divided by what tells these rows apart.
export async function scopeWithin(indicator: Indicator, scope: Scopes): Promise<Scopes> {
  if (!scope) return undefined;
  const context = await compileContext();
  const divided = (name: string) => factsUsed(indicator).every((fact) => dimensionSql(fact, name, context));
  const fitting = scope.filter((own) => Object.keys(own).every(divided));
  if (fitting.length) return fitting;
  throw forbidden(`Показатель «${indicator.title}» не делится так, как сужено ваше право`);
}

function parse(asked: AskedQuestion): Question {
  const parsed = QuestionSchema.safeParse(asked);
  if (!parsed.success) throw invalidInput(parsed.error.issues);
  return parsed.data;
}

function protectedRows(owned: Owned<Indicator>, question: Question, asking: Asking, asOf: AsOf): Promise<Protected> {
  return cache.get(keyOf(owned.item, question, asking, asOf), () => readAndProtect(owned, question, asking, asOf));
}

/** Everything a protected figure depends on. */
function keyOf({ id, version }: Indicator, question: Question, asking: Asking, asOf: AsOf): string {
  const filters = Object.entries(question.filters).map(([name, values]) => [name, [...values].sort()] as const);
  return JSON.stringify([
    [id, version, asOf.tick, asking.audience, asking.language, question.by, question.period],
    filters.sort(([a], [b]) => (a < b ? -1 : 1)),
    asking.scope ?? null,
  ]);
}

async function readAndProtect(owned: Owned<Indicator>, question: Question, asking: Asking, asOf: AsOf) {
  const { item: indicator } = owned;
  const { audience, scope, language = 'ru' } = asking;
  const cellsFor = audience === 'public' ? cellsOutside : cellsInside;
  const reading = { indicator, rule: ruleOf(indicator, audience), scope, tick: asOf.tick };
  const ofWhole = () => {
    const whole = { ...question, by: [] };
    return wholes.get(keyOf(indicator, whole, asking, asOf), () => cellsFor(reading, whole));
  };
  const hasTotal = question.by.length > 0 && !(audience === 'public' && choosesRows(question));
  const [cells, [total]] = await Promise.all([
    question.by.length ? cellsFor(reading, question) : ofWhole(),
    hasTotal ? ofWhole() : [],
  ]);
  const rows = await titled(owned, question.by, cells, language);
  const hidden = rows.filter(({ flags }) => flags.includes('c')).length;
  return { rows, total: total ? figureOf(total) : null, hidden };
}

// Outside, a choice of several rows has no total of its own: it would be one more sum to subtract from.
const choosesRows = ({ by, filters }: Question) => by.some((name) => (filters[name]?.length ?? 0) > 1);

async function titled({ plugin }: Owned<Indicator>, by: readonly string[], cells: readonly Cell[], language: Language) {
  const valuesAt = (at: number) => cells.map(({ key }) => key[at] ?? null);
  const words: Awaited<ReturnType<typeof titlesOf>>[] = [];
  for (const [at, name] of by.entries()) words.push(await titlesOf(name, valuesAt(at), plugin, language));
  return cells.map((cell): AnswerRow => ({
    key: [...cell.key],
    titles: words.map((title, at) => title(cell.key[at] ?? null)),
    ...figureOf(cell),
  }));
}
