import { useState } from 'react';
import { api, errorsByField, Form, Modal, notifyProblem, ProblemError, Stack, Text, TextInput } from '@regiso/core/ui';
import { useApi, useForm, useMutation, useTexts } from '@regiso/core/ui';
import { ownTexts } from './own-texts';
import { ProofByWays, useProving } from './ProofByWays';

type Waiting = { again: () => void } | undefined;

/**
 * For steps that need a fresh proof of who one is: give `onError` to the mutation and show `dialog`; after the proof the step
 * is done again.
 */
export function useProof() {
  const [waiting, setWaiting] = useState<Waiting>();
  const onError =
    (again: () => void, otherwise: (error: unknown) => void = notifyProblem) =>
    (error: unknown) => {
      if (error instanceof ProblemError && error.code === 'step-up-required') setWaiting({ again });
      else otherwise(error);
    };
  const dialog = waiting && (
    <ProofDialog
      onClose={() => setWaiting(undefined)}
      onProved={() => {
        setWaiting(undefined);
        waiting.again();
      }}
    />
  );
  return { onError, dialog };
}

function ProofDialog({ onClose, onProved }: { onClose: () => void; onProved: () => void }) {
  const t = useTexts(ownTexts);
  const own = useApi<{ secondFactor: { isSet: boolean } }>('/access/own/account');
  const needsCode = own.data?.secondFactor.isSet === true;
  const hasPassword = useProving()?.hasPassword !== false;
  const form = useForm({ password: '', code: '' });
  const prove = useMutation({
    mutationFn: () =>
      api.post('/access/own/proof', needsCode ? { code: form.values.code } : { password: form.values.password }),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: onProved,
  });
  return (
    <Modal opened onClose={onClose} title={t('proof')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      {(needsCode || hasPassword) && (
        <Form
          label={t('proof')}
          send={t('proof.send')}
          busy={prove.isPending}
          error={prove.error}
          onSend={() => prove.mutate()}
        >
          <Stack gap="md">
            <Text>{t('proof.what')}</Text>
            {needsCode ? (
              <TextInput label={t('proof.code')} autoComplete="one-time-code" required {...form.field('code')} />
            ) : (
              <TextInput
                type="password"
                label={t('proof.password')}
                autoComplete="current-password"
                required
                {...form.field('password')}
              />
            )}
          </Stack>
        </Form>
      )}
      {!needsCode && <ProofByWays />}
    </Modal>
  );
}
