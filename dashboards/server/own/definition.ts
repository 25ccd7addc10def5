import { enabledPlugins, invalidInput, type Actor, type AnyMeasure, type Condition } from '@regiso/core';
import type { Fact, Indicator, Plugin } from '@regiso/core';
import type { OwnCondition, OwnDefinition, OwnMeasure, OwnSource } from '../../shared/own';
import { dimensionSql, nativeType, nativeValues, type CompileContext } from '../dimensions';
import { dimensionTitle, type Language } from '../titles';

type Issue = { path: (string | number)[]; message: string };

// What stands for a person may be counted, never listed or picked out; these dimensions are no persons.
const places = ['organisation', 'class', 'group'];
const divisible = ['region', 'municipality', 'organisation_kind', 'settlement_kind', 'month', 'academic_year'];

const personColumn = (fact: Fact) =>
  Object.keys(fact.columns).find((name) => fact.columns[name]?.kind === 'dimension' && !places.includes(name));

/** Facts of the subsystems the actor works in, each with its plugin. */
export const factsFor = (actor: Actor | undefined): { plugin: Plugin; fact: Fact }[] =>
  enabledPlugins()
    .filter(({ id }) => id !== 'warehouse' && worksIn(actor, id))
    .flatMap((plugin) => (plugin.facts ?? []).map((fact) => ({ plugin, fact })));

export const worksIn = (actor: Actor | undefined, plugin: string): boolean =>
  [...(actor?.permissions ?? [])].some((name) => name.startsWith(`${plugin}.`));

/** What an analyst may build from. */
export const sourcesFor = (actor: Actor | undefined, context: CompileContext, language: Language): OwnSource[] =>
  factsFor(actor).map(({ plugin, fact }) => ({
    name: fact.name,
    title: `${(language === 'en' && plugin.titleEn) || plugin.title}: ${fact.name}`,
    grain: fact.grain,
    columns: Object.entries(fact.columns).map(([name, { kind }]) => ({
      name,
      kind,
      sums: kind === 'number',
      distinct: kind === 'dimension',
      where: askedBy(fact, name),
    })),
    dimensions: dimensionsOf(fact, context).map((name) => ({ name, title: dimensionTitle(name, language) })),
  }));

/** How a condition may speak of a column. */
function askedBy(fact: Fact, name: string): OwnSource['columns'][number]['where'] {
  switch (fact.columns[name]?.kind) {
    case 'code':
      return 'values';
    case 'number':
    case 'year':
      return 'span';
    case 'flag':
      return 'flag';
    case 'day':
    case 'instant':
      return 'known';
    default:
      return null;
  }
}

/** By what a fact may be divided: never by a person. */
function dimensionsOf(fact: Fact, context: CompileContext): string[] {
  const own = Object.keys(fact.columns).filter(
    (name) => name === 'organisation' || ['code', 'year', 'flag', 'day'].includes(fact.columns[name]?.kind ?? ''),
  );
  return [...divisible.filter((name) => !own.includes(name) && dimensionSql(fact, name, context)), ...own];
}

/** The indicator that a definition means; refuses, by field, what the facts do not have or the actor may not see. */
export function indicatorFrom(
  definition: OwnDefinition,
  facts: readonly Fact[],
  context: CompileContext,
  { code = 'own.preview', number = 1 }: { code?: string; number?: number } = {},
): Indicator {
  const issues: Issue[] = [];
  const { numerator, denominator, unit, by } = definition;
  const top = measureFrom(numerator, facts, ['numerator'], issues);
  const bottom = denominator ? measureFrom(denominator, facts, ['denominator'], issues) : undefined;
  if (!denominator && (unit === 'percent' || unit === 'per1000'))
    issues.push({ path: ['denominator'], message: 'Для доли нужен знаменатель' });
  if (top && (bottom ?? !denominator)) issues.push(...wrongDivisions(by, [top, bottom ?? top], context));
  if (issues.length || !top)
    throw invalidInput(issues.map(({ path, message }) => ({ path: ['payload', 'definition', ...path], message })));
  return {
    id: code,
    version: number,
    status: 'approved',
    title: definition.title,
    ...(definition.method && { method: definition.method }),
    ...(definition.act && { act: definition.act }),
    ...(definition.clause && { clause: definition.clause }),
    unit,
    decimals: definition.decimals,
    better: definition.better,
    kind: bottom ? 'ratio' : top.sum ? 'sum' : 'count',
    numerator: top,
    ...(bottom && { denominator: bottom }),
    n: personsBehind(bottom ?? top),
    by: [...new Set(by)],
    disclosure: { unit: 'person', minCellPublic: 10, minCellInternal: 5, public: false },
  };
}

/** Rows may be many of one person: where the fact knows whose they are, n counts persons. */
function personsBehind(measure: AnyMeasure): AnyMeasure {
  const person = personColumn(measure.of);
  if (!person) return measure;
  const { of, where, reads } = measure;
  return { of, distinct: person, ...(where && { where }), reads: `разные люди: ${reads}` };
}

function wrongDivisions(by: readonly string[], measures: readonly AnyMeasure[], context: CompileContext): Issue[] {
  const known = measures.map(({ of }) => dimensionsOf(of, context));
  return by.flatMap((name, at) =>
    known.every((dimensions) => dimensions.includes(name))
      ? []
      : [{ path: ['by', at], message: `По «${name}» эти данные не делятся` }],
  );
}

function measureFrom(
  { fact: name, count, column, where, reads }: OwnMeasure,
  facts: readonly Fact[],
  path: (string | number)[],
  issues: Issue[],
): AnyMeasure | undefined {
  const of = facts.find((fact) => fact.name === name);
  if (!of) {
    issues.push({ path: [...path, 'fact'], message: 'Таких данных нет или они вам не открыты' });
    return undefined;
  }
  const kind = column ? of.columns[column]?.kind : undefined;
  if (count === 'sum' && kind !== 'number')
    issues.push({ path: [...path, 'column'], message: 'Складывать можно только числовой столбец' });
  if (count === 'distinct' && kind !== 'dimension')
    issues.push({ path: [...path, 'column'], message: 'Разные считают по столбцу-ссылке: организация, ученик' });
  const conditions: Record<string, Condition> = {};
  where.forEach((one, at) => {
    const found = conditionFrom(of, one);
    if (typeof found === 'string') issues.push({ path: [...path, 'where', at], message: found });
    else if (conditions[one.column])
      issues.push({ path: [...path, 'where', at], message: `Условие на «${one.column}» уже есть` });
    else conditions[one.column] = found;
  });
  return {
    of,
    reads,
    ...(where.length && { where: conditions }),
    ...(count === 'rows'
      ? { count: 'rows' as const }
      : count === 'sum'
        ? { sum: column ?? '' }
        : { distinct: column ?? '' }),
  };
}

/** The condition, or why there can be none. */
function conditionFrom(of: Fact, { column, in: values, from, to, known }: OwnCondition): Condition | string {
  const way = askedBy(of, column);
  if (!way) return `По столбцу «${column}» отбирать нельзя`;
  const hasSpan = from !== undefined || to !== undefined;
  if ([values !== undefined, hasSpan, known !== undefined].filter(Boolean).length !== 1)
    return `Условие на «${column}»: нужно одно из трёх — значения, границы или «известно»`;
  if (known !== undefined) return { known };
  if (hasSpan) {
    if (way !== 'span') return `У столбца «${column}» границ нет`;
    if (from !== undefined && to !== undefined && from > to) return `Условие на «${column}»: начало больше конца`;
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  }
  if (way === 'known') return `По столбцу «${column}» отбирают только «известно» или «не известно»`;
  try {
    nativeValues(column, nativeType(of, column), values ?? []);
  } catch (error) {
    return (error as Error).message;
  }
  return { in: values ?? [] };
}
