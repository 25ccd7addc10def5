import { QueryTypes } from 'sequelize';
import { currentContext } from './context';
import { database } from './database';
import { compile } from './sql-parts';

export { compile, joined, named, part } from './sql-parts';

type Row = Record<string, unknown>;

/** One statement in the present transaction; every `${value}` is a bound parameter. Gives the rows. */
export async function sql<T = Row>(text: TemplateStringsArray, ...values: unknown[]): Promise<T[]> {
  const statement = compile(text, values);
  const transaction = currentContext()?.transaction;
  if (!transaction) throw new Error('sql`…` needs a transaction: a route or job with a database, or inTransaction(…)');
  const client = (transaction as unknown as { connection: import('pg').ClientBase }).connection;
  const result = await client.query({ text: statement.text, values: statement.bound });
  return result.rows as T[];
}

/** Raw text without parameters, for DDL made from checked names only. */
export const ddl = (text: string) =>
  database().query(text, { type: QueryTypes.RAW, transaction: currentContext()?.transaction ?? null });
