import type { AnyMeasure, Condition, Indicator } from '@regiso/core';
import type { FilterValue, Question } from '../../shared';
import { valueOf } from '../cells';

export type Row = Record<string, string | number | boolean | null>;
/** Rows of each fact by its name; the register of organisations carries `id`. */
export type Tables = Record<string, Row[]>;

type Asked = Pick<Question, 'by' | 'filters' | 'period'>;
type Group = { key: (string | null)[]; rows: Map<string, Row[]> };

const register = 'participants_organisations';

/** The second reading of a definition: plain loops over plain rows, written apart from the compiler. */
export function interpret(indicator: Indicator, asked: Asked, tables: Tables) {
  const measures = [indicator.numerator, indicator.denominator, indicator.n].filter((one) => one !== undefined);
  const groups = new Map<string, Group>();
  if (!asked.by.length) groups.set('[]', { key: [], rows: new Map() });
  for (const fact of new Set(measures.map(({ of }) => of))) {
    const here = measures.filter(({ of }) => of === fact);
    for (const row of tables[fact.name] ?? []) {
      const wide = widened(row, tables);
      if (!isAsked(wide, asked) || !here.some((measure) => isMeasured(measure, row))) continue;
      const key = asked.by.map((name) => asText(wide[name] ?? null));
      const group = groups.get(JSON.stringify(key)) ?? { key, rows: new Map<string, Row[]>() };
      groups.set(JSON.stringify(key), group);
      group.rows.set(fact.name, [...(group.rows.get(fact.name) ?? []), row]);
    }
  }
  return [...groups.values()].map(({ key, rows }) => {
    const figure = (measure: AnyMeasure | undefined) =>
      measure
        ? aggregate(
            measure,
            (rows.get(measure.of.name) ?? []).filter((row) => isMeasured(measure, row)),
          )
        : null;
    const numerator = figure(indicator.numerator);
    const denominator = figure(indicator.denominator);
    return {
      key,
      numerator,
      denominator,
      n: figure(indicator.n),
      value: valueOf(indicator, { numerator, denominator }),
    };
  });
}

const asText = (value: Row[string]) => (value === null ? null : String(value));

function widened(row: Row, tables: Tables): Row {
  const organisation = tables[register]?.find(({ id }) => id === row.organisation);
  const day = typeof row.held_on === 'string' ? row.held_on : null;
  const [year = 0, month = 0] = (day ?? '').split('-').map(Number);
  return {
    region: organisation?.region ?? null,
    municipality: organisation?.municipality ?? null,
    organisation_kind: organisation?.organisation_kind ?? null,
    month: day ? day.slice(0, 7) : null,
    academic_year: day ? year - (month < 9 ? 1 : 0) : null,
    ...row,
  };
}

function isAsked(row: Row, { filters, period }: Asked) {
  const day = row.held_on as string | null;
  if (period?.from && !(day && day >= period.from)) return false;
  if (period?.to && !(day && day <= period.to)) return false;
  return Object.entries(filters).every(([name, values]) => values.some((value) => isSame(row[name] ?? null, value)));
}

const isSame = (value: Row[string], wanted: FilterValue) => asText(value) === asText(wanted);

const isMeasured = (measure: AnyMeasure, row: Row) =>
  Object.entries(measure.where ?? {}).every(([name, condition]) => meets(row[name] ?? null, condition));

function meets(value: Row[string], condition: Condition) {
  if ('in' in condition) return condition.in.some((wanted) => isSame(value, wanted));
  if ('known' in condition) return condition.known === (value !== null);
  if (value === null) return condition.from === undefined && condition.to === undefined;
  return Number(value) >= (condition.from ?? -Infinity) && Number(value) <= (condition.to ?? Infinity);
}

function aggregate({ sum, distinct }: AnyMeasure, rows: readonly Row[]): number | null {
  if (distinct) return new Set(rows.map((row) => row[distinct]).filter((value) => value !== null)).size;
  if (!sum) return rows.length;
  const known = rows.map((row) => row[sum]).filter((value) => typeof value === 'number');
  return known.length ? known.reduce((total, value) => total + value, 0) : null;
}
