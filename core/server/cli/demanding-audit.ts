import { randomUUID } from 'node:crypto';
import { runInContext } from '../context';

/** Runs the work of a command: no audit row, no change, as in a request. */
export const demandingAudit = <T>(work: () => Promise<T>): Promise<T> =>
  runInContext({ requestId: randomUUID(), afterCommit: [], audited: 0, mustAudit: true }, work);
