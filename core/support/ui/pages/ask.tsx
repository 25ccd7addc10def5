import { useState } from 'react';
import { IconCircleCheck } from '@tabler/icons-react';
import {
  api,
  Anchor,
  Button,
  errorsByField,
  Form,
  Group,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@regiso/core/ui';
import { useForm, useMutation, useTexts, type ProblemError } from '@regiso/core/ui';
import { EntryPage } from '../../../access/ui/EntryPage';
import { askTexts } from '../ask-texts';
import styles from '../Support.module.css';
import { texts } from '../texts';

type Sent = { number: number | null; address: string };

/** A question of somebody who is not signed in; answered by mail. */
export default function PublicQuestion() {
  const names = useTexts(texts);
  const t = useTexts(askTexts);
  const [sent, setSent] = useState<Sent>();
  return (
    <EntryPage title={names('outside')}>
      {sent ? (
        <Done sent={sent} onAgain={() => setSent(undefined)} />
      ) : (
        <>
          <Text>{t('public.lead')}</Text>
          <QuestionForm onSent={setSent} />
        </>
      )}
      <Group gap="lg">
        <Anchor href="/" underline="always">
          {t('public.portal')}
        </Anchor>
        <Anchor href="/app/sign-in" underline="always">
          {t('public.sign-in')}
        </Anchor>
      </Group>
    </EntryPage>
  );
}

function Done({ sent: { number, address }, onAgain }: { sent: Sent; onAgain: () => void }) {
  const t = useTexts(askTexts);
  return (
    <Paper p="lg" withBorder role="status">
      <Stack gap="md" align="flex-start">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconCircleCheck size={28} color="var(--success)" aria-hidden style={{ flex: 'none' }} />
          <div>
            <Text fw={600} size="lg">
              {number ? t('public.sent', { number }) : t('public.sent-plain')}
            </Text>
            <Text style={{ overflowWrap: 'anywhere' }}>{t('public.sent-what', { address })}</Text>
          </div>
        </Group>
        <Button variant="default" onClick={onAgain}>
          {t('public.again')}
        </Button>
      </Stack>
    </Paper>
  );
}

function QuestionForm({ onSent }: { onSent: (sent: Sent) => void }) {
  const t = useTexts(askTexts);
  const form = useForm({ subject: '', text: '', address: '', website: '' });
  const send = useMutation({
    mutationFn: () => {
      const address = form.values.address.trim();
      return api.post<{ number: number | null }>('/support/questions', { ...form.values, address });
    },
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: ({ number }) => onSent({ number, address: form.values.address.trim() }),
  });
  return (
    <Form label={t('title')} send={t('send')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
      <TextInput label={t('subject')} required maxLength={200} {...form.field('subject')} />
      <Textarea
        label={t('text')}
        description={t('text.what')}
        required
        autosize
        minRows={5}
        maxLength={4000}
        {...form.field('text')}
      />
      <TextInput
        type="email"
        label={t('public.address')}
        description={t('public.privacy')}
        autoComplete="email"
        required
        maxLength={254}
        {...form.field('address')}
      />
      <div className={styles.trap} aria-hidden>
        <label htmlFor="field-website">{t('public.trap')}</label>
        <input
          id="field-website"
          name="website"
          tabIndex={-1}
          autoComplete="off"
          value={form.values.website}
          onChange={({ currentTarget: { value } }) => form.set('website', value)}
        />
      </div>
    </Form>
  );
}
