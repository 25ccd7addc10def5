import type { ProblemError } from '@regiso/core/ui';
import { api, errorsByField, Form, Modal, Stack, Text, TextInput } from '@regiso/core/ui';
import { useApi, useForm, useMutation, useTexts } from '@regiso/core/ui';
import { ownTexts } from './own-texts';
import { ProofByWays, useProving } from './ProofByWays';

/** Password, one-time code or provider once more, in a dialog over what was being done. */
export default function ProofDialog({ onClose, onProved }: { onClose: () => void; onProved: () => void }) {
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
