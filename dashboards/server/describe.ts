import { type AnyMeasure, type Condition, type Fact, type Indicator } from '@regiso/core';
import type { IndicatorDescription, IndicatorView } from '../shared';
import { asOfFacts } from './as-of';
import { readRows } from './cells';
import { compile } from './compile';
import { compileContext, factsRead, factsUsed, findIndicator } from './context';
import type { Language } from './titles';

/** As much of a measure as its words need; a fact is there itself or by its name. */
type Worded = Omit<AnyMeasure, 'of'> & { readonly of: Fact | string };
type WordedIndicator = { numerator: Worded; denominator?: Worded; unit: Indicator['unit'] };

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
export async function describe(id: string, language: Language): Promise<IndicatorDescription> {
  const { plugin, item } = await findIndicator(id);
  const facts = factsUsed(item);
  const isEnglish = language === 'en';
  const reads = (measure: AnyMeasure) => readsOf(measure, language);
  const { query, params } = compile(item, { by: [], filters: {} }, await compileContext());
  return {
    ...viewOf(item),
    plugin: (isEnglish && plugin.titleEn) || plugin.title,
    status: item.status,
    method: ((isEnglish && item.methodEn) || item.method) ?? null,
    act: item.act ?? null,
    clause: item.clause ?? null,
    formula: formulaOf(item, language),
    numerator: reads(item.numerator),
    denominator: item.denominator ? reads(item.denominator) : null,
    n: reads(item.n),
    disclosure: disclosureOf(item, language),
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

const readsOf = (measure: AnyMeasure, language: Language) => (language === 'en' && measure.readsEn) || measure.reads;

/** `дети в группах ÷ места по норме площади × 100 %`: the formula as an official reads it. */
export function formulaInWords({ numerator, denominator, unit }: Indicator, language: Language): string {
  if (!denominator) return readsOf(numerator, language);
  return `${readsOf(numerator, language)} ÷ ${readsOf(denominator, language)}${scaled[unit] ?? ''}`;
}

async function countRows(fact: Fact): Promise<number | null> {
  const [row] = await readRows<{ n: string | number }>(`SELECT count() AS n FROM ${fact.name}_current`);
  return row ? Number(row.n) : null;
}

const scaled = { percent: ' × 100 %', per1000: ' × 1000' } as Partial<Record<Indicator['unit'], string>>;

const words = {
  ru: {
    sum: 'сумма',
    distinct: 'число разных',
    rows: 'число строк',
    known: 'известно',
    unknown: 'не известно',
    and: 'и',
  },
  en: {
    sum: 'sum of',
    distinct: 'number of different',
    rows: 'rows of',
    known: 'known',
    unknown: 'not known',
    and: 'and',
  },
} as const;

/** `сумма passed ÷ сумма participants × 100 %`, with the conditions of each part. */
export function formulaOf({ numerator, denominator, unit }: WordedIndicator, language: Language): string {
  if (!denominator) return measured(numerator, language);
  return `${measured(numerator, language)} ÷ ${measured(denominator, language)}${scaled[unit] ?? ''}`;
}

function measured(measure: Worded, language: Language): string {
  const { sum, distinct, rows } = words[language];
  const what = measure.sum
    ? `${sum} ${measure.sum}`
    : measure.distinct
      ? `${distinct} ${measure.distinct}`
      : `${rows} ${typeof measure.of === 'string' ? measure.of : measure.of.name}`;
  const where = Object.entries(measure.where ?? {}).map(
    ([name, condition]) => `${name} ${conditionWords(condition, language)}`,
  );
  return where.length ? `${what} (${where.join('; ')})` : what;
}

function conditionWords(condition: Condition, language: Language): string {
  const { known, unknown, and } = words[language];
  if ('in' in condition) return `= ${condition.in.join(' | ')}`;
  if ('known' in condition) return condition.known ? known : unknown;
  return [
    ...(condition.from === undefined ? [] : [`≥ ${condition.from}`]),
    ...(condition.to === undefined ? [] : [`≤ ${condition.to}`]),
  ].join(` ${and} `);
}

const disclosureWords = {
  ru: {
    organisations: 'Считаются организации: внутри показываются все, открыто — группы от 3',
    public: (least: number) => `открыто — от ${least}`,
    closed: 'открыто не публикуется',
    inside: (least: number, outside: string) =>
      `Внутри показываются группы от ${least} человек, ${outside}. Меньшие скрыты вместе с дополняющими`,
  },
  en: {
    organisations: 'Organisations are counted: inside all are shown, to the public groups of at least 3',
    public: (least: number) => `to the public of at least ${least}`,
    closed: 'nothing is published',
    inside: (least: number, outside: string) =>
      `Inside groups of at least ${least} people are shown, ${outside}. Smaller ones are hidden together with those that would give them away`,
  },
} as const;

function disclosureOf({ disclosure }: Indicator, language: Language): string {
  const { unit, minCellInternal, minCellPublic, public: isPublic } = disclosure;
  const told = disclosureWords[language];
  if (unit === 'organisation') return told.organisations;
  return told.inside(minCellInternal, isPublic ? told.public(minCellPublic) : told.closed);
}
