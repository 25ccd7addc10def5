import { currentContext, inTransaction } from '@regiso/core';

/** Reads PostgreSQL in the present transaction, or in a short one of its own. */
export const reading = <T>(work: () => Promise<T>): Promise<T> =>
  currentContext()?.transaction ? work() : inTransaction({ process: 'dashboards', readOnly: true }, work);
