import { currentContext, inTransaction } from '@regiso/core';

/** Work that reads PostgreSQL: in the present transaction when there is one, else in a short one of its own. */
export const reading = <T>(work: () => Promise<T>): Promise<T> =>
  currentContext()?.transaction ? work() : inTransaction({ process: 'warehouse', readOnly: true }, work);

/** A short writing transaction of the warehouse itself, apart from any outer one. */
export const writing = <T>(work: () => Promise<T>): Promise<T> => inTransaction({ process: 'warehouse' }, work);

/** Advisory locks, all held by transactions. */
export const locks = { tick: 7214101, plan: 7214102, align: 7214103, snapshot: 7214104, run: 7214105 } as const;
