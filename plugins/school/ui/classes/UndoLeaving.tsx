import { api, Button, notifyDone, notifyProblem, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { ClassView } from '../../shared/classes';
import { departureTexts } from './departure-texts';

/** Takes back that a pupil has left, while nothing was written since. */
export function UndoLeaving({ pupil: { name, departure } }: { pupil: ClassView['members'][number] }) {
  const t = useTexts(departureTexts);
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => api.post(`/school/departures/${departure?.id}/undo`),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('undo.done', { pupil: name }) }),
    onSettled: () => queries.invalidateQueries(),
  });
  if (!departure?.isUndoable) return null;
  return (
    <Button
      variant="subtle"
      size="compact-md"
      aria-label={t('undo.about', { pupil: name })}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
    >
      {t('undo')}
    </Button>
  );
}
