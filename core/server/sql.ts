import { QueryTypes } from 'sequelize';
import { currentContext } from './context';
import { database } from './database';

type Fragment = { readonly text: readonly string[]; readonly values: readonly unknown[] };
const isFragment = (value: unknown): value is Fragment =>
  typeof value === 'object' && value !== null && fragments.has(value);
const fragments = new WeakSet<object>();

/** A piece of SQL to put into another `sql`…``; its values stay bound parameters. */
export function part(text: TemplateStringsArray, ...values: unknown[]): Fragment {
  const fragment = { text, values };
  fragments.add(fragment);
  return fragment;
}

/** Joins pieces, e.g. conditions by ` AND `. */
export function joined(parts: readonly Fragment[], separator: string): Fragment {
  const [first, ...rest] = parts;
  if (!first) return part``;
  const fragment = {
    text: ['', ...rest.map(() => separator), ''],
    values: [first, ...rest],
  };
  fragments.add(fragment);
  return fragment;
}

/** Text and bound values of one statement, placeholders numbered from $1. */
export function compile(
  text: readonly string[],
  values: readonly unknown[],
  bound: unknown[] = [],
): { text: string; bound: unknown[] } {
  const pieces = text.map((piece, at) => {
    if (at === text.length - 1) return piece;
    const value = values[at];
    if (isFragment(value)) return piece + compile(value.text, value.values, bound).text;
    bound.push(value);
    return `${piece}$${bound.length}`;
  });
  return { text: pieces.join(''), bound };
}

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
