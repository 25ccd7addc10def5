import { useState } from 'react';
import {
  Alert,
  Anchor,
  api,
  Button,
  ConfirmButton,
  errorsByField,
  Form,
  Group,
  Stack,
  Text,
  TextInput,
} from '@regiso/core/ui';
import {
  notifyProblem,
  useForm,
  useMe,
  useMutation,
  useQueryClient,
  useTexts,
  type ProblemError,
} from '@regiso/core/ui';
import { ownTexts } from './own-texts';

type Begun = { secret: string; uri: string };

/** Setting up, replacing and removing the second factor; each step asks for a fresh proof when it must. */
export function SecondFactor({ isSet, codesLeft }: { isSet: boolean; codesLeft: number }) {
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <Codes codes={codes} onClose={() => setCodes(undefined)} />;
  return isSet ? <Present codesLeft={codesLeft} onCodes={setCodes} /> : <Absent onCodes={setCodes} />;
}

function useStep<T>(send: () => Promise<T>, onDone: (answer: T) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onError: notifyProblem,
    onSuccess: async (answer) => {
      onDone(answer);
      await queries.invalidateQueries();
    },
  });
}

function Present({ codesLeft, onCodes }: { codesLeft: number; onCodes: (codes: string[]) => void }) {
  const t = useTexts(ownTexts);
  const remove = useStep(
    () => api.delete('/access/own/second-factor'),
    () => undefined,
  );
  const again = useStep(
    () => api.post<{ codes: string[] }>('/access/own/recovery-codes'),
    ({ codes }) => onCodes(codes),
  );
  return (
    <Stack gap="sm" align="flex-start">
      <Text fw={600}>{t('factor.on')}</Text>
      <Text>{t('factor.left', { count: codesLeft })}</Text>
      <Group>
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {t('factor.new-codes')}
        </Button>
        <ConfirmButton
          variant="default"
          loading={remove.isPending}
          question={t('factor.remove-question')}
          consequence={t('factor.why')}
          confirm={t('factor.remove')}
          onConfirm={() => remove.mutate()}
        >
          {t('factor.remove')}
        </ConfirmButton>
      </Group>
    </Stack>
  );
}

function Absent({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useTexts(ownTexts);
  const me = useMe();
  const [begun, setBegun] = useState<Begun>();
  const begin = useStep(() => api.post<Begun>('/access/own/second-factor'), setBegun);
  if (begun) return <Confirm begun={begun} onCodes={onCodes} />;
  return (
    <Stack gap="sm" align="flex-start">
      {me.needsSecondFactor && <Alert color="yellow">{t('factor.needed')}</Alert>}
      <Text>{t('factor.why')}</Text>
      <Button loading={begin.isPending} onClick={() => begin.mutate()}>
        {t('factor.begin')}
      </Button>
    </Stack>
  );
}

function Confirm({ begun, onCodes }: { begun: Begun; onCodes: (codes: string[]) => void }) {
  const t = useTexts(ownTexts);
  const form = useForm({ code: '' });
  const confirm = useMutation({
    mutationFn: () => api.post<{ codes: string[] }>('/access/own/second-factor/confirm', form.values),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: ({ codes }) => onCodes(codes),
  });
  return (
    <Form
      label={t('factor.begin')}
      send={t('factor.begin')}
      busy={confirm.isPending}
      error={confirm.error}
      onSend={() => confirm.mutate()}
    >
      <Text>{t('factor.key-what')}</Text>
      <div>
        <Text c="dimmed">{t('factor.key')}</Text>
        <Text fw={600} ff="monospace" style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>
          {(begun.secret.match(/.{4}/g) ?? []).join(' ')}
        </Text>
        <Anchor href={begun.uri}>{t('factor.link')}</Anchor>
      </div>
      <TextInput
        label={t('factor.code')}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        {...form.field('code')}
      />
    </Form>
  );
}

function Codes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  const close = () => {
    onClose();
    void queries.invalidateQueries();
  };
  return (
    <Alert title={t('factor.codes')} role="status">
      <Text mb="sm">{t('factor.codes-what')}</Text>
      <Text component="pre" ff="monospace" style={{ userSelect: 'all' }}>
        {codes.join('\n')}
      </Text>
      <Button variant="default" mt="sm" onClick={close}>
        {t('factor.codes-close')}
      </Button>
    </Alert>
  );
}
