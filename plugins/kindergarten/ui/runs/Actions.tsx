import { useRef } from 'react';
import {
  api,
  Button,
  ConfirmButton,
  Group,
  notifyDone,
  notifyProblem,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { RunView } from '../../shared/runs';
import { runTexts } from './texts';

const useStep = <T,>(act: () => Promise<T>, done: (answer: T) => string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onError: notifyProblem,
    onSuccess: async (answer) => {
      notifyDone({ text: done(answer) });
      await queries.invalidateQueries();
    },
  });
};

/** What may be done with a run in its state. */
export function Actions({ run: { id, state, placed, basedOn } }: { run: RunView }) {
  const t = useTexts(runTexts);
  const key = useRef(crypto.randomUUID());
  const address = `/kindergarten/runs/${id}`;
  const propose = useStep(
    () => api.post(`${address}/propose`),
    () => t('propose.done'),
  );
  const discard = useStep(
    () => api.post(`${address}/discard`),
    () => t('discard.done'),
  );
  const confirm = useStep(
    () => api.once<{ issued: number }>(`${address}/confirm`, key.current),
    ({ issued }) => t('confirm.done', { count: issued }),
  );
  const again = useStep(
    () => api.post<{ same: boolean }>(`${address}/replay`),
    ({ same }) => (same ? t('replay.same') : t('replay.differs')),
  );
  return (
    <Group gap="sm">
      {state === 'dry' && !basedOn && (
        <Button loading={propose.isPending} onClick={() => propose.mutate()}>
          {t('propose')}
        </Button>
      )}
      {state === 'proposed' && (
        <ConfirmButton
          loading={confirm.isPending}
          question={t('confirm.question', { count: placed })}
          consequence={`${t('confirm.what')} ${t('confirm.other')}`}
          confirm={t('confirm')}
          onConfirm={() => confirm.mutate()}
        >
          {t('confirm')}
        </ConfirmButton>
      )}
      {(state === 'dry' || state === 'proposed') && (
        <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
          {t('discard')}
        </Button>
      )}
      <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        {t('replay')}
      </Button>
    </Group>
  );
}
