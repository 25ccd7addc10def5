import { useState } from 'react';
import { api, Button, ConfirmButton, errorsByField, Form, Group, Modal, notifyDone, Text } from '@regiso/core/ui';
import { notifyProblem, Textarea, useForm, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { ProblemError } from '@regiso/core/ui';
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
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ reason: '' });
  const withdraw = useMutation({
    mutationFn: () => api.post(`/reference/rows/${row.id}/withdraw`, form.values),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('withdrawn') });
      await queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>
        {t('withdraw')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('withdraw')}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        <Text mb="md">{t('withdraw.what')}</Text>
        <Form
          label={t('withdraw')}
          send={t('withdraw')}
          busy={withdraw.isPending}
          error={withdraw.error}
          onSend={() => withdraw.mutate()}
        >
          <Textarea label={t('reason')} required autosize minRows={2} data-autofocus {...form.field('reason')} />
        </Form>
      </Modal>
    </>
  );
}
