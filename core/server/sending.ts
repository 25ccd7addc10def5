import type { ClientBase, QueryConfig, QueryResult } from 'pg';
import type { Transaction } from 'sequelize';

/** A connection as `pg` has it; in a pipeline it sends statements without waiting for the answers of those before. */
export type Client = ClientBase & { pipeline: boolean; connection: { stream: import('node:net').Socket } };

/** The connection of a transaction. */
export const clientOf = (transaction: Transaction): Client =>
  (transaction as unknown as { connection: Client }).connection;

/** Throws once a transaction has ended: a branch of work that goes on must not reach into what comes next on the connection. */
export function demandOpen(transaction: Transaction): void {
  if ('finished' in transaction) throw new Error('The transaction has ended');
}

/**
 * Sends one statement. What is sent before anything is waited for leaves in one piece: to write to the socket costs more than
 * all else that the server does for a short statement.
 */
export function send<T extends object>(client: Client, statement: QueryConfig): Promise<QueryResult<T>> {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  return client.query<T>(statement);
}
