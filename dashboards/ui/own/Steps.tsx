import { api, Button, ConfirmButton, notifyDone, notifyProblem, ReasonDialog, useMay } from '@regiso/core/ui';
import { useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { OwnVersion } from '../../shared/own';
import { ownTexts } from './own-texts';

/** What may be done with the newest version: handed on by its author, decided by another, withdrawn. */
export function Steps({ newest }: { newest: OwnVersion }) {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  const mayReview = useMay('dashboards.review');
  const { code, version, state, isMine } = newest;
  const post = (step: string, body: object = {}) => api.post(`/dashboards/own/${code}/${step}`, { version, ...body });
  const act = useMutation({
    mutationFn: ({ step, body }: { step: string; body?: object; done: string }) => post(step, body),
    onError: notifyProblem,
    onSuccess: (_, { done }) => {
      notifyDone({ text: done });
      return queries.invalidateQueries();
    },
  });
  if (state === 'draft' && isMine)
    return (
      <Button
        variant="default"
        loading={act.isPending}
        onClick={() => act.mutate({ step: 'send', done: t('own.sent') })}
      >
        {t('own.send')}
      </Button>
    );
  if (state === 'review' && !isMine && mayReview)
    return (
      <>
        <ConfirmButton
          loading={act.isPending}
          question={t('own.approve.question')}
          consequence={t('own.approve.consequence')}
          confirm={t('own.approve')}
          onConfirm={() => act.mutate({ step: 'decide', body: { isApproved: true }, done: t('own.approved') })}
        >
          {t('own.approve')}
        </ConfirmButton>
        <ReasonDialog
          label={t('own.return')}
          title={t('own.return')}
          what={t('own.return.what')}
          reason={t('own.return.note')}
          done={t('own.returned')}
          send={({ reason }) => post('decide', { isApproved: false, note: reason })}
        />
      </>
    );
  if (state === 'approved' && mayReview)
    return (
      <ReasonDialog
        label={t('own.withdraw')}
        title={t('own.withdraw')}
        what={t('own.withdraw.what')}
        reason={t('own.withdraw.reason')}
        done={t('own.withdrawn')}
        send={({ reason }) => post('withdraw', { reason })}
      />
    );
  return null;
}
