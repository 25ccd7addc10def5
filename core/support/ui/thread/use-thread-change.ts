import { notifyDone, useMutation, useQueryClient } from '@regiso/core/ui';
import { ownAddress, queueAddress, threadAddress, type Thread } from '../model';

/** A step of a thread: its answer is the thread as it stands now; the lists are read anew. */
export function useThreadChange<V = void>(
  id: string,
  act: (values: V) => Promise<Thread>,
  { done, onError }: { done: (values: V) => string; onError: (error: Error) => void },
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onError,
    onSuccess: async (thread, values) => {
      queries.setQueryData([threadAddress(id)], thread);
      notifyDone({ text: done(values) });
      await Promise.all([
        queries.invalidateQueries({ queryKey: [ownAddress] }),
        queries.invalidateQueries({ queryKey: [queueAddress] }),
        queries.invalidateQueries({ queryKey: ['/support/board'] }),
      ]);
    },
  });
}
