import { api, Button, notifyDone, notifyProblem, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { DeliveryView } from '../../shared/deliveries';
import { deliveryTexts } from './delivery-texts';

const list = '/dashboards/deliveries';

/** What may be done with a delivery; each says what it has done, and how to take it back where that is possible. */
export function useSteps({ id, version, isActive, isWanted }: DeliveryView) {
  const t = useTexts(deliveryTexts);
  const send = useStep(() => api.post(`${list}/${id}/send`, {}), { text: t('now.done') });
  const turn = useStep(() => api.put(`${list}/${id}/active`, { version, isActive: !isActive }), {
    text: t(isActive ? 'stop.done' : 'resume.done'),
  });
  const restore = useStep(() => api.put(`${list}/${id}/removed`, { version: version + 1, isRemoved: false }), {
    text: t('remove.back'),
  });
  const remove = useStep(() => api.put(`${list}/${id}/removed`, { version, isRemoved: true }), {
    text: t('remove.done'),
    undo: () => restore.mutate(),
  });
  const putWanted = (wanted: boolean) => () => api.put(`${list}/${id}/wanted`, { isWanted: wanted });
  const again = useStep(putWanted(true), { text: t('back.done') });
  const want = useStep(putWanted(!isWanted), {
    text: t(isWanted ? 'leave.done' : 'back.done'),
    ...(isWanted && { undo: () => again.mutate() }),
  });
  return { send, turn, remove, want };
}

function useStep(mutationFn: () => Promise<unknown>, done: { text: string; undo?: () => void }) {
  const queries = useQueryClient();
  return useMutation<unknown, Error, void>({
    mutationFn,
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone(done);
      return queries.invalidateQueries({ queryKey: [list] });
    },
  });
}

type ActProps = { label: string; name: string; mutation: { mutate: () => void; isPending: boolean } };

/** A button of one step; its name says which delivery it is about. */
export const Act = ({ label, name, mutation: { mutate, isPending } }: ActProps) => (
  <Button variant="default" size="sm" aria-label={name} loading={isPending} onClick={() => mutate()}>
    {label}
  </Button>
);
