import { onlineManager, QueryClient, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Query } from './client';
import { ProblemError } from './problem';

// A refusal stays a refusal; only a lost connection or an overloaded server is worth asking again. A browser that knows of no
// network asks when there is one.
const worthRetrying = (failures: number, error: Error) =>
  failures < 2
  && error instanceof ProblemError
  && error.code !== 'crowded'
  && (error.status === 0 ? navigator.onLine : error.status >= 502);

// Whoever has a place in a queue keeps asking, as often as the server says.
const whileWaiting = ({ state: { error } }: { state: { error: Error | null } }) =>
  error instanceof ProblemError && error.code === 'crowded' && (error.retryAfterSeconds ?? 5) * 1_000;

// A page that was opened without a network would else take its coming for nothing new.
onlineManager.setOnline(navigator.onLine);

export const queryClient = new QueryClient({
  defaultOptions: {
    // Without a network a page says so, or shows what is kept, and does not wait for the network in silence.
    queries: {
      retry: worthRetrying,
      refetchInterval: whileWaiting,
      staleTime: 10_000,
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** A GET of the API as a query; its key is the path and the parameters. */
export const apiQuery = <T>(path: string, query: Query = {}) =>
  queryOptions({ queryKey: [path, query], queryFn: ({ signal }) => api.get<T>(path, query, signal) });

/** Reads one answer of the API: `useApi<Board>('/dashboards/exams', { year })`. */
export const useApi = <T>(path: string, query: Query = {}) => useQuery(apiQuery<T>(path, query));

export type Keyset<Row> = { items: Row[]; next?: string | null; total?: number };

/** A list read page by page from where the last one ended (`{ items, next }`, the next page by `?after=`). */
export function useKeyset<Row>(path: string, query: Query = {}) {
  const list = useInfiniteQuery({
    queryKey: [path, 'keyset', query],
    queryFn: ({ pageParam, signal }) => api.get<Keyset<Row>>(path, { ...query, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return {
    rows: list.data?.pages.flatMap(({ items }) => items),
    total: list.data?.pages[0]?.total,
    error: list.error,
    retry: () => void list.refetch(),
    more: list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : undefined,
  };
}
