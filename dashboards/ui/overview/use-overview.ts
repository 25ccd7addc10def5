import { useEffect, useRef } from 'react';
import { apiQuery, useLanguage, useQuery } from '@regiso/core/ui';
import type { Freshness, Overview } from '../../shared';
import { useFreshness } from '../board/answers';

/** Figures of the overview that follow the data: asked anew when the warehouse has moved on, kept in sight meanwhile. */
export function useOverview(municipality: string) {
  const { language } = useLanguage();
  const fresh = useFreshness();
  const result = useQuery({
    ...apiQuery<Overview>('/dashboards/overview', { municipality: municipality || undefined, language }),
    placeholderData: (earlier: Overview | undefined) => earlier,
    staleTime: Infinity,
  });
  useFollow(fresh.data, result);
  return { fresh, ...result };
}

type Followed = { data: Overview | undefined; isFetching: boolean; refetch: () => unknown };

function useFollow(fresh: Freshness | undefined, { data, isFetching, refetch }: Followed) {
  const followed = useRef(0);
  const tick = data?.tick;
  useEffect(() => {
    if (!fresh || tick === undefined || isFetching) return;
    if (fresh.tick <= tick || fresh.tick <= followed.current) return;
    followed.current = fresh.tick;
    void refetch();
  }, [fresh, tick, isFetching, refetch]);
}
