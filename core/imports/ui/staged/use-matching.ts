import { api, notifyDone, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { Decision, Matched, StagedView } from '../model';
import { listTexts } from '../texts/lists';

/** Sends what somebody has decided about a waiting row, and says what came of it. */
export function useMatching({ id }: StagedView, onDone: () => void) {
  const t = useTexts(listTexts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: Decision) => api.post<Matched>(`/imports/staged/${id}/match`, decision),
    onSuccess: async ({ settled, waiting, why }) => {
      const rest = waiting > 0 && why ? `. ${t('match.part', { why })}` : '';
      notifyDone({ text: `${t('match.done', { count: settled })}${rest}` });
      onDone();
      await queries.invalidateQueries();
    },
  });
}
