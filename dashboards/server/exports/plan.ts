import { invalidInput, type Indicator } from '@regiso/core';
import type { AsOf } from '../../shared';
import type { NewExport } from '../../shared/exports';
import { asOfFacts } from '../as-of';
import { scopeWithin } from '../ask';
import { readRows } from '../cells';
import { compile, type Scopes } from '../compile';
import { compileContext, factsRead, findIndicator, type Owned } from '../context';
import { ruleOf, type DisclosureRule } from '../disclosure';
import { scopesOf } from '../reader';

export const mostRows = 1_000_000;
/** What is hidden in a table depends on all of it, so that it is protected in memory at once. */
export const mostProtected = 100_000;

export type Plan = {
  owned: Owned<Indicator>;
  asked: Pick<NewExport, 'by' | 'filters'>;
  scope: Scopes;
  rule: DisclosureRule;
  asOf: AsOf;
  /** Rows there are now. */
  rows: number;
};

/** Whether cells of a table may have to be hidden. */
export const hides = ({ min }: DisclosureRule) => min > 1;

/** What the present actor may take out of an indicator. Throws 404, 403, 400 for a crossing that does not fit, 503. */
export async function planOf({ indicator: id, by, filters }: Omit<NewExport, 'language'>): Promise<Plan> {
  const owned = await findIndicator(id);
  const { item } = owned;
  const scope = await scopeWithin(item, await scopesOf(id));
  const asOf = await asOfFacts(factsRead(item));
  const rule = ruleOf(item, 'internal');
  const rows = await countRows(item, { by, filters }, scope);
  if (hides(rule) && rows > mostProtected)
    throw invalidInput(
      `Чтобы нельзя было узнать о людях, эту таблицу скрывают целиком: не больше ${mostProtected} строк, а в этом пересечении ${rows}. Сузьте отбор или уберите деление`,
    );
  if (rows > mostRows)
    throw invalidInput(
      `Выгрузить можно не больше ${mostRows} строк, а в этом пересечении ${rows}. Сузьте отбор или уберите деление`,
    );
  return { owned, asked: { by, filters }, scope, rule, asOf, rows };
}

async function countRows(item: Indicator, asked: Plan['asked'], scope: Scopes): Promise<number> {
  const { query, params } = compile(item, asked, await compileContext(), scope);
  const [counted] = await readRows<{ rows: number }>(`SELECT toFloat64(count()) AS rows FROM (\n${query}\n)`, params);
  return counted?.rows ?? 0;
}
