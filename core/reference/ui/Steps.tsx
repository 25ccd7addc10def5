import { api, ConfirmButton, Group, notifyDone, notifyProblem, ReasonDialog } from '@regiso/core/ui';
import { useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { Row } from './model';
import { texts } from './texts';

/** What an operator may do with a row: note that it was checked, take it out of use. */
export function Steps({ row, address }: { row: Row; address: string }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const verify = useMutation({
    mutationFn: () => api.post(`/reference/rows/${row.id}/verify`, {}),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('verified') });
      return queries.invalidateQueries({ queryKey: [address] });
    },
  });
  if (row.withdrawnAt) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      {!row.verified && (
        <ConfirmButton
          variant="default"
          size="sm"
          loading={verify.isPending}
          question={t('verify.question')}
          consequence={t('verify.consequence')}
          confirm={t('verify')}
          onConfirm={() => verify.mutate()}
        >
          {t('verify')}
        </ConfirmButton>
      )}
      <Withdraw row={row} address={address} />
    </Group>
  );
}

function Withdraw({ row, address }: { row: Row; address: string }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  return (
    <ReasonDialog
      label={t('withdraw')}
      title={t('withdraw')}
      what={t('withdraw.what')}
      done={t('withdrawn')}
      reason={t('reason')}
      size="sm"
      send={({ reason }) => api.post(`/reference/rows/${row.id}/withdraw`, { reason })}
      onDone={() => queries.invalidateQueries({ queryKey: [address] })}
    />
  );
}
