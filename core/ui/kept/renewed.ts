import { keptSince } from './keeping';

const everyMs = 10_000;

/** How a query that may be shown from what is kept comes back to the server's word: with the network, and by asking for it. */
export const renewed = (name: string) => ({
  refetchOnReconnect: 'always' as const,
  refetchInterval: () => keptSince(name) !== undefined && everyMs,
});
