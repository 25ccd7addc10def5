import { invalidInput, type AnyMeasure, type Condition, type Fact, type Indicator } from '@regiso/core';
import type { FilterValue, Question } from '../shared';
import { dayExpression, dimensionSql, keyOf, nativeType, nativeValues, type CompileContext } from './dimensions';
import { sourceOf } from './rollup';

/** Rows of one of a reader's rights, by dimension; every list narrows further. Empty = everything. */
export type RowScope = Readonly<Record<string, readonly string[]>>;
/** Rows a reader may see: those of any of their rights; all when not given. */
export type Scopes = readonly RowScope[] | undefined;

export type Compiled = {
  /** ClickHouse SQL; every value is a bound `{name: Type}` parameter. */
  query: string;
  params: Record<string, unknown>;
  /** Rows come as d0…dk (strings or NULL), numerator, denominator, n. */
  dimensions: readonly string[];
};

type Asked = Pick<Question, 'by' | 'filters' | 'period'>;
type Bind = (value: unknown, type: string) => string;
type Branch = { fact: Fact; measures: { role: Role; measure: AnyMeasure }[] };
type Role = (typeof roles)[number];
const roles = ['numerator', 'denominator', 'n'] as const;

/** Compiles one question about one indicator. `scope` is the reader's reach; nobody else may add conditions. */
export function compile(indicator: Indicator, asked: Asked, context: CompileContext, scope?: Scopes): Compiled {
  checkDimensions(indicator, asked);
  const { bind, params } = binder();
  const branches = branchesOf(indicator);
  const texts = branches.map((branch) => branchSql(branch, asked, scope, context, bind));
  const [only] = texts;
  return {
    query: texts.length === 1 && only ? only : merged(texts, asked.by, indicator),
    params,
    dimensions: asked.by,
  };
}

function checkDimensions(indicator: Indicator, { by, filters }: Asked) {
  for (const name of [...by, ...Object.keys(filters)]) {
    if (indicator.by.includes(name)) continue;
    const known = indicator.by.length ? `можно по: ${indicator.by.join(', ')}` : 'он не делится вовсе';
    throw invalidInput(`Показатель «${indicator.title}» не делится по «${name}»; ${known}`);
  }
  if (new Set(by).size < by.length) throw invalidInput('Одно и то же деление названо дважды');
}

function binder() {
  const params: Record<string, unknown> = {};
  const bind: Bind = (value, type) => {
    const name = `p${Object.keys(params).length}`;
    params[name] = value;
    return `{${name}:${type}}`;
  };
  return { bind, params };
}

const measureOf = (indicator: Indicator, role: Role) => indicator[role];

function branchesOf(indicator: Indicator): Branch[] {
  const byFact = new Map<string, Branch>();
  for (const role of roles) {
    const measure = measureOf(indicator, role);
    if (!measure) continue;
    const branch = byFact.get(measure.of.name) ?? { fact: measure.of, measures: [] };
    branch.measures.push({ role, measure });
    byFact.set(measure.of.name, branch);
  }
  return [...byFact.values()];
}

function branchSql({ fact, measures }: Branch, asked: Asked, scope: Scopes, context: CompileContext, bind: Bind) {
  const dimension = (name: string) => {
    const found = dimensionSql(fact, name, context);
    if (!found) throw invalidInput(`Данные «${fact.grain}» не делятся по «${name}»`);
    return found;
  };
  const dimensions = [...asked.by, ...Object.keys(asked.filters), ...(scope ?? []).flatMap(Object.keys)];
  const source = sourceOf(
    { fact, measures: measures.map(({ measure }) => measure), dimensions, period: asked.period },
    context,
  );
  const used = dimensions.map(dimension);
  const measured = measures.map(({ role, measure }) => ({ role, measure, where: measureCondition(measure, bind) }));
  const aggregates = roles.map((role) => {
    const found = measured.find((one) => one.role === role);
    return `${found ? aggregate(found.measure, found.where, source.rows) : 'CAST(NULL AS Nullable(Float64))'} AS ${role}`;
  });
  const conditions = [
    ...Object.entries(asked.filters).map(([name, values]) => among(dimension(name), name, values, bind)),
    ...(scope
      ? [anyOf(scope.map((own) => within(own, (name, values) => among(dimension(name), name, values, bind))))]
      : []),
    ...periodConditions(fact, asked.period, context, bind),
    ...relevantRows(measured.map(({ where }) => where)),
  ];
  const keys = asked.by.map((name, at) => `${dimension(name).text} AS d${at}`);
  return [
    `SELECT ${[...keys, ...aggregates].join(',\n  ')}`,
    `FROM ${source.table} AS f`,
    ...(used.some((one) => one.joinsOrganisations) ? [organisationJoin(context)] : []),
    ...(conditions.length ? [`WHERE ${conditions.join('\n  AND ')}`] : []),
    ...(asked.by.length ? [`GROUP BY ${asked.by.map((_, at) => `d${at}`).join(', ')}`] : []),
  ].join('\n');
}

const within = (scope: RowScope, among: (name: string, values: readonly string[]) => string) =>
  Object.entries(scope)
    .map(([name, values]) => among(name, values))
    .join(' AND ') || '1';

const anyOf = (conditions: readonly string[]) => (conditions.length ? `(${conditions.join(' OR ')})` : '0');

function organisationJoin({ organisations }: CompileContext) {
  if (!organisations) throw new Error('The register of organisations is not in the warehouse');
  return `LEFT ANY JOIN ${organisations.name}_current AS o ON o.${keyOf(organisations)} = f.organisation`;
}

function among(
  { native, type }: { native: string; type: Parameters<typeof nativeValues>[1] },
  name: string,
  values: readonly FilterValue[],
  bind: Bind,
) {
  const given = nativeValues(name, type, values);
  const listed = given.length ? [`${native} IN ${bind(given, `Array(${type})`)}`] : [];
  const unknown = values.includes(null) ? [`isNull(${native})`] : [];
  const either = [...listed, ...unknown];
  // An empty list is an empty reach: nothing may be seen.
  return either.length ? `(${either.join(' OR ')})` : '0';
}

function periodConditions(fact: Fact, period: Asked['period'], context: CompileContext, bind: Bind) {
  if (!period?.from && !period?.to) return [];
  const day = dayExpression(fact, context);
  if (!day) throw invalidInput(`У данных «${fact.grain}» нет дня: период для них не задать`);
  return [
    ...(period.from ? [`${day} >= ${bind(period.from, 'Date32')}`] : []),
    ...(period.to ? [`${day} <= ${bind(period.to, 'Date32')}`] : []),
  ];
}

// Rows that no measure looks at make no group, so that a subject without results is absent rather than empty.
function relevantRows(wheres: readonly (string | undefined)[]) {
  const given = wheres.filter((where) => where !== undefined);
  return given.length < wheres.length || !given.length ? [] : [`(${[...new Set(given)].join(' OR ')})`];
}

function measureCondition(measure: AnyMeasure, bind: Bind): string | undefined {
  const parts = Object.entries(measure.where ?? {}).flatMap(([name, condition]) =>
    condition ? conditionSql(measure.of, name, condition, bind) : [],
  );
  return parts.length ? `(${parts.join(' AND ')})` : undefined;
}

function conditionSql(fact: Fact, name: string, condition: Condition, bind: Bind): string[] {
  const native = `f.${name}`;
  if ('in' in condition) return [among({ native, type: nativeType(fact, name) }, name, condition.in, bind)];
  if ('known' in condition) return [`${condition.known ? 'isNotNull' : 'isNull'}(${native})`];
  return [
    ...(condition.from === undefined ? [] : [`${native} >= ${bind(condition.from, 'Float64')}`]),
    ...(condition.to === undefined ? [] : [`${native} <= ${bind(condition.to, 'Float64')}`]),
  ];
}

function aggregate(measure: AnyMeasure, where: string | undefined, rows?: string) {
  const [suffix, also] = where ? ['If', `, ${where}`] : ['', ''];
  if (measure.sum) return `toFloat64(sum${suffix}OrNull(f.${measure.sum}${also}))`;
  if (measure.distinct) return `toFloat64(uniqExact${suffix}(f.${measure.distinct}${also}))`;
  // A row of a rollup stands for several.
  if (rows) return `toFloat64(sum${suffix}(${rows}${also}))`;
  return `toFloat64(count${suffix}(${where ?? ''}))`;
}

/** Each measure is filled by exactly one branch; a count that met no row is 0, a sum is unknown. */
function merged(branches: readonly string[], by: readonly string[], indicator: Indicator) {
  const keys = by.map((_, at) => `d${at}`);
  const values = roles.map((role) => {
    const measure = measureOf(indicator, role);
    const isCounted = measure && !measure.sum;
    const value = `maxOrNull(part.${role})`;
    return `${isCounted ? `coalesce(${value}, 0)` : value} AS ${role}`;
  });
  const source = branches.map((branch) => branch.replace(/^/gm, '  ')).join('\n  UNION ALL\n');
  const group = keys.length ? `\nGROUP BY ${keys.join(', ')}` : '';
  return `SELECT ${[...keys.map((key) => `part.${key} AS ${key}`), ...values].join(', ')}\nFROM (\n${source}\n) AS part${group}`;
}
