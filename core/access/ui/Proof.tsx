import { useEffect, useState } from 'react';
import type { ProblemError } from '@regiso/core/ui';
import { api, errorsByField, Form, Modal, onProofWanted, Stack, Text, TextInput } from '@regiso/core/ui';
import { useApi, useForm, useMutation, useTexts } from '@regiso/core/ui';
import { ownTexts } from './own-texts';
import { ProofByWays, useProving } from './ProofByWays';

/** Asks for a fresh proof of who one is whenever the server wants one; what was being done is then done. */
export default function Proof() {
  const [answer, setAnswer] = useState<(proved: boolean) => void>();
  useEffect(() => onProofWanted(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  if (!answer) return null;
  const end = (proved: boolean) => {
    setAnswer(undefined);
    answer(proved);
  };
  return <ProofDialog onClose={() => end(false)} onProved={() => end(true)} />;
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
