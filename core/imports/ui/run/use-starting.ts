import { api, notifyProblem, useMutation, useQueryClient } from '@regiso/core/ui';
import { runKey, type RunDetail } from '../model';

type Choices = { dryRun: boolean; mapping?: Readonly<Record<string, string>>; options?: Record<string, unknown> };

/** Starts a run; a refusal stands where the buttons are. */
export function useStarting(id: string) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (choices: Choices) => api.post<RunDetail>(`/imports/runs/${id}/start`, choices),
    onSuccess: (run) => queries.setQueryData(runKey(id), run),
  });
  const start = (choices: Choices, onStarted?: () => void) => mutate(choices, { onSuccess: () => onStarted?.() });
  return { start, isBusy: isPending, error };
}
export type Starting = ReturnType<typeof useStarting>;

/** Cancels a run; it stops at its next safe point. */
export function useCancelling(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<RunDetail>(`/imports/runs/${id}/cancel`),
    onSuccess: (run) => queries.setQueryData(runKey(id), run),
    onError: (error) => {
      notifyProblem(error);
      void queries.invalidateQueries({ queryKey: runKey(id) });
    },
  });
}
