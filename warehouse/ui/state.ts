import {
  api,
  apiQuery,
  notifyDone,
  notifyProblem,
  useMutation,
  useQuery,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { RunKind, RunView, WarehouseStatus } from '../shared';
import { texts } from './texts';

/** How the warehouse stands, asked anew every few seconds while the page is looked at. */
export const useStatus = () =>
  useQuery({ ...apiQuery<WarehouseStatus>('/warehouse/status', { counts: 'no' }), refetchInterval: 3_000 });

export const useRuns = () => useQuery({ ...apiQuery<RunView[]>('/warehouse/runs'), refetchInterval: 2_000 });

/** Starts a run over one table, or all. */
export function useStart(kind: RunKind) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (fact: string | undefined) => api.post(`/warehouse/${kind}`, fact ? { fact } : {}),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t(`started.${kind}`) });
      return queries.invalidateQueries({ queryKey: ['/warehouse/runs'] });
    },
  });
}

export function useCancel() {
  const t = useTexts(texts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/warehouse/runs/${id}/cancel`),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('run.cancelled') });
      return queries.invalidateQueries({ queryKey: ['/warehouse/runs'] });
    },
  });
}
