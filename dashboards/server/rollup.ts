import type { AnyMeasure, Fact, Rollup } from '@regiso/core';
import { lookupName, rollupName } from '@regiso/warehouse/api';
import type { Question } from '../shared';
import type { CompileContext } from './dimensions';

/** Where a branch reads: the table, and how many rows of the fact a row of it stands for. */
export type Source = { table: string; rows?: string };

type Wanted = {
  fact: Fact;
  measures: readonly AnyMeasure[];
  /** Dimensions asked for, by any way: divisions, filters and the reader's reach. */
  dimensions: readonly string[];
  period: Question['period'];
};

/** The first rollup of the fact that gives exactly what its rows would give; the fact itself when none does. */
export function sourceOf(wanted: Wanted, { rolled }: CompileContext): Source {
  const { fact } = wanted;
  const found = rolled?.has(fact.name) && fact.rollups.find((rollup) => gives(rollup, wanted));
  return found ? { table: rollupName(fact.name, found.name), rows: 'f._rows' } : { table: `${fact.name}_current` };
}

function gives(rollup: Rollup, { fact, measures, dimensions, period }: Wanted): boolean {
  const day = Object.keys(fact.columns).find((name) => fact.columns[name]?.kind === 'day');
  // A rollup keeps months of a day: enough for months and academic years, too little for the day itself.
  const keeps = (name: string) => rollup.by.includes(name) && fact.columns[name]?.kind !== 'day';
  const keepsMonths = day !== undefined && rollup.by.includes(day);
  const divides = (name: string) => {
    if (fact.columns[name]) return keeps(name);
    return name === 'month' || name === 'academic_year' ? keepsMonths : keeps('organisation');
  };
  const isMeasured = ({ sum, distinct, where = {} }: AnyMeasure) =>
    Object.keys(where).every(keeps) && (sum ? rollup.sums.includes(sum) : !distinct || keeps(distinct));
  const isWholeMonths = !period?.from && !period?.to ? true : keepsMonths && cutsMonths(period);
  return dimensions.every(divides) && measures.every(isMeasured) && isWholeMonths;
}

const cutsMonths = ({ from, to }: NonNullable<Question['period']>) =>
  (!from || from.endsWith('-01')) && (!to || nextDay(to).endsWith('-01'));

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A column of a register that ClickHouse keeps in memory, by the key that stands in the fact. */
export function lookedUp(register: Fact, name: string, key: string, isNullable: boolean): string {
  const found = `dictGetOrNull('${lookupName(register.name)}', '${name}', ${isNullable ? `assumeNotNull(${key})` : key})`;
  return isNullable ? `if(isNull(${key}), NULL, ${found})` : found;
}
