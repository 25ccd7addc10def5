import { useState } from 'react';
import { IconMailCheck, IconMailQuestion } from '@tabler/icons-react';
import { api, Button, ConfirmButton, errorsByField, Form, Group, notifyDone, notifyProblem } from '@regiso/core/ui';
import { Paper, Stack, Text, TextInput, Title, useForm, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { ProblemError } from '@regiso/core/ui';
import { settingsAddress, type Settings } from '../model';
import { settingsTexts } from '../settings-texts';

/** Puts an answer of the server in place of what the page knows. */
function useKeep() {
  const queries = useQueryClient();
  return (settings: Settings) => queries.setQueryData([settingsAddress, {}], settings);
}

/** The address for letters: none, waiting for its code, or proved. */
export function Address({ settings }: { settings: Settings }) {
  const t = useTexts(settingsTexts);
  const { address, unprovedAddress } = settings;
  const [isChanging, setChanging] = useState(false);
  return (
    <Paper p="lg" withBorder component="section" aria-labelledby="notice-address">
      <Title order={2} size="h3" mb="xs" id="notice-address">
        {t('address')}
      </Title>
      <Stack gap="md">
        {address && <Proved address={address} />}
        {!address && !unprovedAddress && <Text>{t('address.none')}</Text>}
        <Text size="sm" c="dimmed">
          {t('address.what')}
        </Text>
        {unprovedAddress && !isChanging && <Prove address={unprovedAddress} onOther={() => setChanging(true)} />}
        {((!address && !unprovedAddress) || isChanging) && <Propose onSent={() => setChanging(false)} />}
        {address && !unprovedAddress && !isChanging && <Change onChange={() => setChanging(true)} />}
      </Stack>
    </Paper>
  );
}

function Proved({ address }: { address: string }) {
  const t = useTexts(settingsTexts);
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <IconMailCheck size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <Text style={{ overflowWrap: 'anywhere' }}>{t('address.proved', { address })}</Text>
    </Group>
  );
}

function Change({ onChange }: { onChange: () => void }) {
  const t = useTexts(settingsTexts);
  const keep = useKeep();
  const forget = useMutation({
    mutationFn: () => api.delete<Settings>('/notices/own/address'),
    onError: notifyProblem,
    onSuccess: (settings) => {
      keep(settings);
      notifyDone({ text: t('address.forgotten') });
    },
  });
  return (
    <Group>
      <Button variant="default" onClick={onChange}>
        {t('address.change')}
      </Button>
      <ConfirmButton
        variant="subtle"
        question={t('address.forget.question')}
        consequence={t('address.forget.consequence')}
        confirm={t('address.forget')}
        loading={forget.isPending}
        onConfirm={() => forget.mutate()}
      >
        {t('address.forget')}
      </ConfirmButton>
    </Group>
  );
}

function Propose({ onSent }: { onSent: () => void }) {
  const t = useTexts(settingsTexts);
  const keep = useKeep();
  const form = useForm({ address: '' });
  const send = useMutation({
    mutationFn: () => api.post<Settings>('/notices/own/address', { address: form.values.address.trim() }),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: (settings) => {
      keep(settings);
      notifyDone({ text: t('address.sent') });
      onSent();
    },
  });
  return (
    <Form
      label={t('address')}
      send={t('address.send')}
      busy={send.isPending}
      error={send.error}
      onSend={() => send.mutate()}
    >
      <TextInput
        type="email"
        label={t('address.new')}
        autoComplete="email"
        maxLength={254}
        maw={360}
        required
        {...form.field('address')}
      />
    </Form>
  );
}

type Proof = { isRight: boolean; settings: Settings };

function Prove({ address, onOther }: { address: string; onOther: () => void }) {
  const t = useTexts(settingsTexts);
  const keep = useKeep();
  const form = useForm({ code: '' });
  const prove = useMutation({
    mutationFn: () => api.post<Proof>('/notices/own/address/confirm', { code: form.values.code.trim() }),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: ({ isRight, settings }) => {
      keep(settings);
      if (isRight) notifyDone({ text: t('address.ready') });
      else form.setErrors({ code: t('address.wrong') });
    },
  });
  return (
    <>
      <Group gap="xs" wrap="nowrap" align="flex-start" role="status">
        <IconMailQuestion size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <Text style={{ overflowWrap: 'anywhere' }}>{t('address.waits', { address })}</Text>
      </Group>
      <Form
        label={t('address.code')}
        send={t('address.prove')}
        busy={prove.isPending}
        error={prove.error}
        onSend={() => prove.mutate()}
        beside={
          <Button variant="subtle" onClick={onOther}>
            {t('address.change')}
          </Button>
        }
      >
        <TextInput
          label={t('address.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          maw={200}
          required
          {...form.field('code')}
        />
      </Form>
    </>
  );
}
