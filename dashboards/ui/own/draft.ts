import type { OwnCondition, OwnDefinition, OwnMeasure, OwnSource } from '../../shared/own';

export type Way = 'in' | 'span' | 'known' | 'unknown';
/** A condition as it stands in the form: texts, of which only those of its way count. */
export type DraftCondition = { column: string; way: Way; values: string; from: string; to: string };
export type DraftMeasure = {
  fact: string;
  count: OwnMeasure['count'];
  column: string;
  reads: string;
  where: readonly DraftCondition[];
};
/** A definition as it stands in the form. */
export type Draft = {
  title: string;
  unit: OwnDefinition['unit'];
  decimals: number;
  better: OwnDefinition['better'];
  numerator: DraftMeasure;
  denominator: DraftMeasure | null;
  by: readonly string[];
  method: string;
  act: string;
  clause: string;
};

export const emptyMeasure: DraftMeasure = { fact: '', count: 'rows', column: '', reads: '', where: [] };
export const emptyCondition: DraftCondition = { column: '', way: 'in', values: '', from: '', to: '' };
export const emptyDraft: Draft = {
  title: '',
  unit: 'count',
  decimals: 0,
  better: 'neither',
  numerator: emptyMeasure,
  denominator: null,
  by: [],
  method: '',
  act: '',
  clause: '',
};

const text = (value: number | undefined) => (value === undefined ? '' : String(value));

const conditionOf = ({ column, in: values, from, to, known }: OwnCondition): DraftCondition => ({
  column,
  way: values ? 'in' : known === undefined ? 'span' : known ? 'known' : 'unknown',
  values: values?.join(', ') ?? '',
  from: text(from),
  to: text(to),
});
const measureOf = ({ fact, count, column = '', reads, where }: OwnMeasure): DraftMeasure => ({
  fact,
  count,
  column,
  reads,
  where: where.map(conditionOf),
});

export const draftOf = ({ numerator, denominator, method, act, clause, ...rest }: OwnDefinition): Draft => ({
  ...rest,
  numerator: measureOf(numerator),
  denominator: denominator && measureOf(denominator),
  method: method ?? '',
  act: act ?? '',
  clause: clause ?? '',
});

const numberOf = (given: string) => (given.trim() === '' ? undefined : Number(given.replace(',', '.')));

function conditionFrom(one: DraftCondition, source: OwnSource | undefined): object {
  const { column, way, values, from, to } = one;
  if (way === 'known' || way === 'unknown') return { column, known: way === 'known' };
  if (way === 'span') return { column, from: numberOf(from), to: numberOf(to) };
  const kind = source?.columns.find(({ name }) => name === column)?.where;
  const given = values
    .split(',')
    .map((value) => value.trim())
    .filter(Boolean);
  if (kind === 'span') return { column, in: given.map((value) => numberOf(value) ?? value) };
  return { column, in: kind === 'flag' ? given.map((value) => value === 'true') : given };
}

function measureFrom({ fact, count, column, reads, where }: DraftMeasure, sources: readonly OwnSource[]): object {
  const source = sources.find(({ name }) => name === fact);
  return {
    ...{ fact, count, reads, where: where.map((one) => conditionFrom(one, source)) },
    ...(count !== 'rows' && column && { column }),
  };
}

/** What is sent: the server says what is wrong with it, field by field. */
export const definitionFrom = (draft: Draft, sources: readonly OwnSource[]): object => ({
  ...draft,
  numerator: measureFrom(draft.numerator, sources),
  denominator: draft.denominator && measureFrom(draft.denominator, sources),
  method: draft.method || null,
  act: draft.act || null,
  clause: draft.clause || null,
});

/** Divisions that all facts of the draft have. */
export function divisionsOf({ numerator, denominator }: Draft, sources: readonly OwnSource[]): OwnSource['dimensions'] {
  const [first, ...others] = [numerator, ...(denominator ? [denominator] : [])].map(
    ({ fact }) => sources.find(({ name }) => name === fact)?.dimensions ?? [],
  );
  return (first ?? []).filter(({ name }) => others.every((list) => list.some((one) => one.name === name)));
}
