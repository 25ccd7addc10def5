import { createHash } from 'node:crypto';
import { audit, installed, sql, type AnyMeasure, type Indicator } from '@regiso/core';
import type { DefinitionPart, DefinitionVersion } from '../shared';
import { reading } from './reading';
import { formulaOf } from './describe';
import type { Language } from './titles';

type PlainMeasure = Omit<AnyMeasure, 'of'> & { readonly of: string };
/** A definition as it is kept: a fact by its name, nothing else changed. */
type PlainDefinition = Omit<Indicator, 'numerator' | 'denominator' | 'n'> & {
  readonly numerator: PlainMeasure;
  readonly denominator?: PlainMeasure;
  readonly n: PlainMeasure;
};

const plain = ({ of, ...measure }: AnyMeasure): PlainMeasure => ({ ...measure, of: of.name });

const plainOf = ({ numerator, denominator, n, ...rest }: Indicator): PlainDefinition => ({
  ...rest,
  numerator: plain(numerator),
  ...(denominator && { denominator: plain(denominator) }),
  n: plain(n),
});

/** The same text for the same value, whatever the order of its fields: jsonb keeps an order of its own. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
};
const textOf = (value: unknown) => JSON.stringify(sorted(value)) ?? '';

/** Notes down, at the start, definitions that came with new code. Run again it changes nothing. */
export async function noteDefinitions(): Promise<void> {
  const noted = await note(installed().plugins.flatMap((plugin) => plugin.indicators ?? []));
  if (noted.length) await audit('dashboards.definitions-noted', { type: 'indicator' }, { definitions: noted });
}

/** Notes down a definition that was approved just now. */
export const noteDefinition = (indicator: Indicator) => note([indicator]);

/** Gives those that were not known yet. */
async function note(indicators: readonly Indicator[]): Promise<string[]> {
  const definitions = indicators.map((indicator) => textOf(plainOf(indicator)));
  const digests = definitions.map((text) => createHash('sha256').update(text).digest('hex'));
  const noted = await sql<{ definition: string }>`
    INSERT INTO dashboards.definitions (indicator, version, digest, definition)
    SELECT indicator, version, digest, definition::jsonb
    FROM unnest(${indicators.map(({ id }) => id)}::text[], ${indicators.map(({ version }) => version)}::integer[],
      ${digests}::text[], ${definitions}::text[]) AS shipped (indicator, version, digest, definition)
    ON CONFLICT (indicator, version, digest) DO NOTHING RETURNING indicator || '@' || version AS definition`;
  return noted.map(({ definition }) => definition).sort();
}

type Kept = { version: number; definition: PlainDefinition; firstSeenAt: Date };
const mostVersions = 50;

/** How an indicator has been counted here, the newest definition first, with what each changed in the one before it. */
export async function historyOf(id: string, language: Language): Promise<DefinitionVersion[]> {
  const kept = await reading(
    () => sql<Kept>`SELECT version, definition, first_seen_at AS "firstSeenAt" FROM dashboards.definitions
      WHERE indicator = ${id} ORDER BY first_seen_at DESC, dashboards.definitions.id DESC LIMIT ${mostVersions + 1}`,
  );
  return kept.slice(0, mostVersions).map(({ version, definition, firstSeenAt }, at) => {
    const before = kept[at + 1];
    return {
      version,
      since: firstSeenAt.toISOString(),
      formula: formulaOf(definition, language),
      changed: before ? partsChanged(before.definition, definition) : [],
      isSilent: before?.version === version,
    };
  });
}

/** Fields of a definition by the part of it that a reader knows. */
const partOf: Readonly<Record<string, DefinitionPart>> = {
  title: 'title',
  titleEn: 'title',
  numerator: 'numerator',
  denominator: 'denominator',
  kind: 'denominator',
  n: 'n',
  unit: 'unit',
  decimals: 'unit',
  better: 'better',
  by: 'by',
  disclosure: 'disclosure',
};

function partsChanged(before: PlainDefinition, after: PlainDefinition): DefinitionPart[] {
  const [old, now] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => name !== 'version');
  const changed = names.filter((name) => textOf(old[name]) !== textOf(now[name]));
  return [...new Set(changed.map((name) => partOf[name] ?? 'words'))];
}
