import { QueryTypes } from 'sequelize';
import { currentContext } from './context';
import { database } from './database';
import { clientOf, demandOpen, send } from './sending';
import { compile } from './sql-parts';

export { compile, joined, named, part } from './sql-parts';

type Row = Record<string, unknown>;

/** One statement in the present transaction; every `${value}` is a bound parameter. Gives the rows. */
export const sql = <T = Row>(text: TemplateStringsArray, ...values: unknown[]): Promise<T[]> =>
  run(compile(text, values));

/**
 * The same, kept prepared by its connection: for what every save and every page asks, in a few texts that never change, where to
 * plan it takes longer than to do it. PostgreSQL may make one plan for all values; never with `SELECT *`, nor for long lists of ids.
 */
export const prepared = <T = Row>(text: TemplateStringsArray, ...values: unknown[]): Promise<T[]> => {
  const statement = compile(text, values);
  return run(statement, nameOf(statement.text));
};

/** `prepared` for a short list of ids, `sql` for a long one: the plan that is kept looks them up one by one. */
export const forIds = (ids: readonly unknown[]) => (ids.length > 40 ? sql : prepared);

const names = new Map<string, string>();
const mostNames = 300;

/** A name for a text; none once there are so many that texts must be made of values: they would fill every connection. */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= mostNames) return known;
  const name = `regiso_${names.size + 1}`;
  names.set(text, name);
  return name;
}

async function run<T>(statement: ReturnType<typeof compile>, name?: string): Promise<T[]> {
  const transaction = currentContext()?.transaction;
  if (!transaction) throw new Error('sql`…` needs a transaction: a route or job with a database, or inTransaction(…)');
  demandOpen(transaction);
  const query = { text: statement.text, values: statement.bound, ...(name && { name }) };
  const { rows } = await send(clientOf(transaction), query);
  return rows as T[];
}

/** Raw text without parameters, for DDL made from checked names only. */
export const ddl = (text: string) =>
  database().query(text, { type: QueryTypes.RAW, transaction: currentContext()?.transaction ?? null });
