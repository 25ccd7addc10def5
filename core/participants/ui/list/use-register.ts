import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, apiQuery, useUrlState } from '@regiso/core/ui';
import type { OrganisationCounts } from '../../counts';
import type { FoundPage } from '../../search';
import type { Filters } from './filters';

const address = '/participants/organisations';
const pageRows = 100;

/** The found organisations page by page; while the next answer is on its way the last one stays. */
export function useRegister(filters: Filters) {
  const [{ sort }] = useUrlState({ sort: '' });
  const query = { ...filters, sort: sort || undefined, limit: pageRows };
  const list = useInfiniteQuery({
    queryKey: [address, 'list', query],
    queryFn: ({ pageParam, signal }) => api.get<FoundPage>(address, { ...query, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const [first] = list.data?.pages ?? [];
  return {
    rows: list.data?.pages.flatMap(({ items }) => items),
    total: first?.total,
    didYouMean: first?.didYouMean ?? null,
    isBehind: list.isPlaceholderData,
    error: list.isPlaceholderData ? null : list.error,
    retry: () => void list.refetch(),
    more: list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : undefined,
  };
}

/** How many organisations each choice of kind, state and municipality would leave. */
export const useCounts = (filters: Filters) =>
  useQuery({ ...apiQuery<OrganisationCounts>(`${address}/counts`, filters), placeholderData: keepPreviousData }).data;

export type Municipality = { id: string; shortName: string; nameEn: string; centreLat: number; centreLon: number };

export const useMunicipalities = () =>
  useQuery({ ...apiQuery<Municipality[]>('/territory/municipalities'), staleTime: Infinity }).data;

type RegisterRegion = { id: string; name: string; isHome: boolean; organisations: number };

export const useRegions = () => useQuery(apiQuery<RegisterRegion[]>('/participants/regions')).data;
