import {
  api,
  Button,
  ConfirmButton,
  notifyDone,
  notifyProblem,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { Card, Status } from '../choices';
import { refreshRegister } from '../refresh';
import { cardTexts } from './texts';

/** Closes the organisation after a question, or opens it again; both can be taken back from the notice. */
export function CloseButton({ card }: { card: Card }) {
  const t = useTexts(cardTexts);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ status, of }: { status: Status; of: Card }) =>
      api.patch<Card>(`/participants/organisations/${of.id}`, { version: of.version, status }),
    onError: (error) => {
      notifyProblem(error);
      void refreshRegister(queries);
    },
    onSuccess: (changed, { of }) => {
      notifyDone({
        text: t(changed.status === 'liquidated' ? 'card.closed' : 'card.opened', { name: changed.shortName }),
        undo: () => change.mutate({ status: of.status as Status, of: changed }),
      });
      return refreshRegister(queries, changed);
    },
  });
  if (card.status === 'liquidated') {
    return (
      <Button
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate({ status: 'active', of: card })}
      >
        {t('card.open')}
      </Button>
    );
  }
  const open = card.branches.filter(({ status }) => status !== 'liquidated').length;
  const branches = open ? ` ${t('card.close.branches', { count: open })}` : '';
  return (
    <ConfirmButton
      variant="default"
      loading={change.isPending}
      question={t('card.close.question', { name: card.shortName })}
      consequence={t('card.close.consequence') + branches}
      confirm={t('card.close.yes')}
      onConfirm={() => change.mutate({ status: 'liquidated', of: card })}
    >
      {t('card.close')}
    </ConfirmButton>
  );
}
