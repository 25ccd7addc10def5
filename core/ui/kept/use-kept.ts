import { useSyncExternalStore } from 'react';
import { notifyManager, queryOptions, useQuery } from '@tanstack/react-query';
import { api, apiAddress, type Query } from '../api/client';
import { queryClient } from '../api/queries';
import { answerOrKept, keptSince, onKeptShown } from './keeping';
import { renewed } from './renewed';

const nameOf = (queryKey: readonly unknown[]) =>
  typeof queryKey[0] === 'string' && queryKey[0].startsWith('/') ? apiAddress(queryKey[0], queryKey[1] as Query) : '';

const keptQuery = <T>(path: string, query: Query) =>
  queryOptions({
    queryKey: [path, query],
    queryFn: ({ signal }) => answerOrKept(apiAddress(path, query), 'page', () => api.get<T>(path, query, signal)),
    ...renewed(apiAddress(path, query)),
  });

/**
 * Reads one answer of the API, which this device keeps for its account and shows when there is no network: for the few pages
 * that are to open then. Beside it stands a KeptNotice.
 */
export const useKeptApi = <T>(path: string, query: Query = {}) => useQuery(keptQuery<T>(path, query));

const oldestShown = () => {
  const active = queryClient.getQueryCache().findAll({ type: 'active' });
  const times = active.flatMap(({ queryKey }) => keptSince(nameOf(queryKey)) ?? []);
  return times.length ? Math.min(...times) : undefined;
};

const subscribe = (listener: () => void) => {
  // Queries are made while others are drawn: what they tell waits for its turn.
  const later = notifyManager.batchCalls(listener);
  const leave = [onKeptShown(later), queryClient.getQueryCache().subscribe(later)];
  return () => leave.forEach((each) => each());
};

/** When the server gave the oldest of what is shown here without a network; undefined when all is fresh. */
export const useKeptAt = (): number | undefined => useSyncExternalStore(subscribe, oldestShown);
