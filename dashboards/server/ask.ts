import { invalidInput, warehouseClient, type Indicator } from '@regiso/core';
import type { Answer, AnswerRow, AsOf, AskedQuestion, Question } from '../shared';
import { Question as QuestionSchema } from '../shared';
import { asOfFacts } from './as-of';
import { AnswerCache } from './cache';
import { compile, type RowScope } from './compile';
import { compileContext, factsUsed, findIndicator, type Owned } from './context';
import { dimensionSql } from './dimensions';
import { hiddenCells, protect, protectOne, ruleOf, type Audience, type Cell } from './disclosure';
import { titlesOf, type Language } from './titles';

export type Asking = {
  audience: Audience;
  language?: Language;
  /** The rows this reader may see; the rights of later issues fill it in. */
  scope?: RowScope;
};

type Protected = { rows: AnswerRow[]; total: Answer['total']; hidden: number };
const cache = new AnswerCache<Protected>(2_000);
const maxRows = 20_000;
const maxCrossedPublicly = 4;

/** Answers one question about one indicator: aggregated, protected, titled. The same for tile, table, file and portal. */
export async function ask(asked: AskedQuestion, asking: Asking): Promise<Answer> {
  const question = parse(asked);
  const owned = findIndicator(question.indicator);
  const { item: indicator } = owned;
  if (asking.audience === 'public') checkPublic(indicator, question);
  const asOf = await asOfFacts(factsUsed(indicator));
  const inner = question.distribution ? { ...question, by: [question.distribution.of] } : question;
  const known = await protectedRows(owned, inner, asking, asOf);
  const answered = question.distribution ? distribution(known, question.distribution.step, asking) : known;
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

function parse(asked: AskedQuestion): Question {
  const parsed = QuestionSchema.safeParse(asked);
  if (!parsed.success) throw invalidInput(parsed.error.issues);
  return parsed.data;
}

// Every further dimension to cross is a further total to subtract from.
function checkPublic(indicator: Indicator, { by, filters }: Question) {
  if (!indicator.disclosure.public) throw invalidInput(`Показатель «${indicator.title}» не публикуется`);
  if (new Set([...by, ...Object.keys(filters)]).size > maxCrossedPublicly)
    throw invalidInput(`Публично можно пересечь не больше ${maxCrossedPublicly} делений`);
}

function protectedRows(owned: Owned<Indicator>, question: Question, asking: Asking, asOf: AsOf): Promise<Protected> {
  const { id, version } = owned.item;
  const filters = Object.entries(question.filters).map(([name, values]) => [name, [...values].sort()] as const);
  const key = JSON.stringify([
    [id, version, asOf.tick, asking.audience, asking.language, question.by, question.period],
    filters.sort(([a], [b]) => (a < b ? -1 : 1)),
    Object.entries(asking.scope ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return cache.get(key, () => readAndProtect(owned, question, asking));
}

async function readAndProtect(owned: Owned<Indicator>, question: Question, asking: Asking): Promise<Protected> {
  const { item: indicator } = owned;
  const rule = ruleOf(indicator, asking.audience);
  const [cells, [total]] = await Promise.all([
    readCells(indicator, question, asking),
    question.by.length ? readCells(indicator, { ...question, by: [] }, asking) : [],
  ]);
  const safe = question.by.length ? protect(cells, rule) : cells.map((cell) => protectOne(cell, rule));
  const rows = await titled(owned, question.by, safe, asking.language ?? 'ru');
  return {
    rows,
    total: total ? figure(protectOne(total, rule)) : null,
    hidden: rows.filter(({ flags }) => flags.includes('c')).length,
  };
}

type WarehouseRow = Record<string, string | null> & Record<'numerator' | 'denominator' | 'n', number | null>;

async function readCells(indicator: Indicator, question: Question, { scope }: Asking): Promise<Cell[]> {
  const context = await compileContext();
  const parent = parentOf(indicator, question, context);
  const by = parent ? [...question.by, parent] : question.by;
  const widened =
    parent && !indicator.by.includes(parent) ? { ...indicator, by: [...indicator.by, parent] } : indicator;
  const { query, params } = compile(widened, { ...question, by }, context, scope);
  const result = await warehouseClient().query({
    query: `${query}\nLIMIT ${maxRows + 1}`,
    query_params: params,
    format: 'JSONEachRow',
    clickhouse_settings: { join_use_nulls: 1, output_format_json_quote_64bit_floats: 0, max_execution_time: 30 },
  });
  const rows = await result.json<WarehouseRow>();
  if (rows.length > maxRows) throw invalidInput(`Больше ${maxRows} строк: сузьте отбор`);
  const { length } = question.by;
  return rows.map((row) => ({
    key: question.by.map((_, at) => row[`d${at}`] ?? null),
    ...(parent && { parent: row[`d${length}`] ?? null }),
    value: valueOf(indicator, row),
    numerator: row.numerator,
    denominator: indicator.denominator ? row.denominator : null,
    n: row.n,
    flags: [],
  }));
}

// Totals of municipalities are published, so the schools of each must not give one of them away.
function parentOf(indicator: Indicator, { by }: Question, context: Parameters<typeof dimensionSql>[2]) {
  if (!by.includes('organisation') || by.includes('municipality')) return undefined;
  return factsUsed(indicator).every((fact) => dimensionSql(fact, 'municipality', context)) ? 'municipality' : undefined;
}

const scale: Partial<Record<Indicator['unit'], number>> = { percent: 100, per1000: 1000 };

/** Sum ÷ sum; no denominator, no figure. */
export function valueOf(
  { denominator, unit }: Pick<Indicator, 'denominator' | 'unit'>,
  row: { numerator: number | null; denominator: number | null },
): number | null {
  if (!denominator) return row.numerator;
  if (row.numerator === null || !row.denominator) return null;
  return (row.numerator / row.denominator) * (scale[unit] ?? 1);
}

const figure = ({ value, numerator, denominator, n, flags }: Cell) => ({ value, numerator, denominator, n, flags });

async function titled({ plugin }: Owned<Indicator>, by: readonly string[], cells: readonly Cell[], language: Language) {
  const words = await Promise.all(
    by.map((name, at) =>
      titlesOf(
        name,
        cells.map(({ key }) => key[at] ?? null),
        plugin,
        language,
      ),
    ),
  );
  return cells.map((cell): AnswerRow => ({
    key: [...cell.key],
    titles: words.map((title, at) => title(cell.key[at] ?? null)),
    ...figure(cell),
  }));
}

/** How many values fall into each step; outside, a step with one or two organisations is hidden with a neighbour. */
function distribution(known: Protected, step: number, { audience }: Asking): Protected {
  const counts = new Map<number, number>();
  for (const { value } of known.rows) {
    if (value === null) continue;
    const from = Math.floor(value / step);
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  const places = [...counts.keys()];
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const bins = places.length ? Array.from({ length: Math.min(last - first + 1, 500) }, (_, at) => first + at) : [];
  const cells = bins.map((bin): Cell => {
    const n = counts.get(bin) ?? 0;
    return { key: [String(bin * step)], value: n, numerator: n, denominator: null, n, flags: [] };
  });
  const hidden = hiddenCells(cells, audience === 'public' ? 3 : 0);
  const rows = cells.map((cell, at): AnswerRow => {
    const from = Number(cell.key[0]);
    const titles = [`${round(from)}–${round(from + step)}`];
    if (!hidden.has(at)) return { key: [...cell.key], titles, ...figure(cell) };
    return { key: [...cell.key], titles, value: null, numerator: null, denominator: null, n: null, flags: ['c'] };
  });
  return { rows, total: known.total, hidden: known.hidden + hidden.size };
}

const round = (value: number) => Number(value.toFixed(6));

/** Hidden and unknown figures come last, by title, so that their place says nothing. */
function ordered(rows: readonly AnswerRow[], { order, limit, by, distribution: bins }: Question): AnswerRow[] {
  if (bins) return rows.slice(0, limit);
  const direction = order?.direction === 'asc' ? 1 : -1;
  const at = order ? by.indexOf(order.by) : 0;
  const byTitle = (a: AnswerRow, b: AnswerRow) => compareKeys(a, b, Math.max(at, 0));
  const sorted = [...rows].sort((a, b) => {
    if (!order) return byTitle(a, b);
    if (at >= 0) return direction * byTitle(a, b);
    const [left, right] = order.by === 'n' ? [a.n, b.n] : [a.value, b.value];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byTitle(a, b);
    return direction * (left - right) || byTitle(a, b);
  });
  return sorted.slice(0, limit);
}

const collator = new Intl.Collator('ru', { numeric: true });

function compareKeys(a: AnswerRow, b: AnswerRow, first: number): number {
  const unknownLast = Number(a.key[first] === null) - Number(b.key[first] === null);
  const isTime = /^\d{4}(-\d\d)*$/.test(a.key[first] ?? '');
  const own = isTime
    ? collator.compare(a.key[first] ?? '', b.key[first] ?? '')
    : collator.compare(a.titles[first] ?? '', b.titles[first] ?? '');
  return unknownLast || own || collator.compare(a.titles.join('\u0001'), b.titles.join('\u0001'));
}
