import { sql, type Indicator, type Plugin } from '@regiso/core';
import { enabledPlugins } from '@regiso/core';
import { OwnDefinition } from '../../shared/own';
import type { CompileContext } from '../dimensions';
import { indicatorFrom } from './definition';

type Approved = { code: string; number: number; definition: unknown };
export type OwnIndicator = { plugin: Plugin; item: Indicator };

/** Own indicators in force, or the one asked for: the newest approved version, unless it was withdrawn. In a transaction. */
export async function approvedOwn(context: CompileContext, code: string | null = null): Promise<OwnIndicator[]> {
  const rows = await sql<Approved>`
    SELECT code, number, definition FROM (
      SELECT DISTINCT ON (code) code, number, definition, state FROM dashboards.own_indicators
      WHERE state IN ('approved', 'withdrawn') AND (${code}::text IS NULL OR code = ${code}) ORDER BY code, number DESC
    ) AS newest WHERE state = 'approved' ORDER BY code LIMIT 500`;
  return rows.flatMap((row) => built(row, context));
}

// A subsystem that is switched off takes its facts with it, and what was built of them.
function built({ code, number, definition }: Approved, context: CompileContext): OwnIndicator[] {
  const plugins = enabledPlugins();
  const parsed = OwnDefinition.safeParse(definition);
  if (!parsed.success) return [];
  const facts = plugins.flatMap((plugin) => plugin.facts ?? []);
  const plugin = plugins.find((one) => one.facts?.some(({ name }) => name === parsed.data.numerator.fact));
  try {
    return plugin ? [{ plugin, item: indicatorFrom(parsed.data, facts, context, { code, number }) }] : [];
  } catch {
    return [];
  }
}
