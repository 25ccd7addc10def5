import { context } from '../../server/context';
import { inTransaction } from '../../server/database';

/**
 * A GET that leaves a trace: it opens its own transaction, which may write to the audit, and fails when it did not. Its route
 * says `database: false`.
 */
export const recorded = <T>(work: () => Promise<T>): Promise<T> =>
  inTransaction({}, async () => {
    const answer = await work();
    if (context().audited === 0) throw new Error('A recorded read wrote no audit event');
    return answer;
  });
