import { type AnyMeasure, type Condition, type Fact, type Indicator } from '@regiso/core';
import type { IndicatorDescription, IndicatorView } from '../shared';
import { asOfFacts } from './as-of';
import { readRows } from './cells';
import { compile } from './compile';
import { compileContext, factsRead, factsUsed, findIndicator } from './context';

export const viewOf = ({ id, version, title, titleEn, unit, decimals, better, by }: Indicator): IndicatorView => ({
  id,
  version,
  title,
  titleEn: titleEn ?? null,
  unit,
  decimals,
  better,
  by: [...by],
});

/** "How is it computed": in words, as a formula, as the very SQL that is run, and over how much data. */
export async function describe(id: string): Promise<IndicatorDescription> {
  const { plugin, item } = findIndicator(id);
  const facts = factsUsed(item);
  const { query, params } = compile(item, { by: [], filters: {} }, await compileContext());
  return {
    ...viewOf(item),
    plugin: plugin.title,
    status: item.status,
    method: item.method ?? null,
    act: item.act ?? null,
    formula: formulaOf(item),
    numerator: item.numerator.reads,
    denominator: item.denominator?.reads ?? null,
    n: item.n.reads,
    disclosure: disclosureOf(item),
    sql: query,
    parameters: params,
    facts: await Promise.all(
      facts.map(async (fact) => ({
        name: fact.name,
        grain: fact.grain,
        rows: await countRows(fact),
        source: `${fact.schema}.${fact.table}`,
      })),
    ),
    asOf: await asOfFacts(factsRead(item)),
  };
}

async function countRows(fact: Fact): Promise<number | null> {
  const [row] = await readRows<{ n: string | number }>(`SELECT count() AS n FROM ${fact.name}_current`);
  return row ? Number(row.n) : null;
}

const scaled = { percent: ' × 100 %', per1000: ' × 1000' } as Partial<Record<Indicator['unit'], string>>;

/** `сумма passed ÷ сумма participants × 100 %`, with the conditions of each part. */
export function formulaOf({ numerator, denominator, unit }: Indicator): string {
  if (!denominator) return measured(numerator);
  return `${measured(numerator)} ÷ ${measured(denominator)}${scaled[unit] ?? ''}`;
}

function measured(measure: AnyMeasure): string {
  const what = measure.sum
    ? `сумма ${measure.sum}`
    : measure.distinct
      ? `число разных ${measure.distinct}`
      : `число строк ${measure.of.name}`;
  const where = Object.entries(measure.where ?? {}).map(([name, condition]) => `${name} ${conditionWords(condition)}`);
  return where.length ? `${what} (${where.join('; ')})` : what;
}

function conditionWords(condition: Condition): string {
  if ('in' in condition) return `= ${condition.in.join(' | ')}`;
  if ('known' in condition) return condition.known ? 'известно' : 'не известно';
  return [
    ...(condition.from === undefined ? [] : [`≥ ${condition.from}`]),
    ...(condition.to === undefined ? [] : [`≤ ${condition.to}`]),
  ].join(' и ');
}

function disclosureOf({ disclosure }: Indicator): string {
  const { unit, minCellInternal, minCellPublic, public: isPublic } = disclosure;
  if (unit === 'organisation') return 'Считаются организации: внутри показываются все, открыто — группы от 3';
  const outside = isPublic ? `открыто — от ${minCellPublic}` : 'открыто не публикуется';
  return `Внутри показываются группы от ${minCellInternal} человек, ${outside}. Меньшие скрыты вместе с дополняющими`;
}
