import { useState } from 'react';
import { api, Button, errorsByField, Form, Modal, NativeSelect, Text } from '@regiso/core/ui';
import { useApi, useForm, useLanguage, useTexts, type ProblemError } from '@regiso/core/ui';
import { threadAddress, type Thread } from '../model';
import { texts } from '../texts';
import { threadTexts } from '../thread-texts';
import { useThreadChange } from './use-thread-change';

/** Hands a question to the body that answers for it. */
export function Transfer({ ticket }: { ticket: Thread }) {
  const t = useTexts(threadTexts);
  const words = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('transfer')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('transfer')}
        closeButtonProps={{ 'aria-label': words('close') }}
      >
        <TransferForm ticket={ticket} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

type Body = { id: string; name: string; nameEn: string };

function TransferForm({ ticket: { id, bodyId }, onDone }: { ticket: Thread; onDone: () => void }) {
  const t = useTexts(threadTexts);
  const { language } = useLanguage();
  const bodies = useApi<Body[]>('/agreements/bodies');
  const others = (bodies.data ?? []).filter((body) => body.id !== bodyId);
  const form = useForm({ bodyId: '' });
  const chosen = form.values.bodyId || (others[0]?.id ?? '');
  const transfer = useThreadChange(
    id,
    async () => {
      const thread = await api.post<Thread>(`${threadAddress(id)}/transfer`, { bodyId: chosen });
      onDone();
      return thread;
    },
    { done: () => t('transferred'), onError: (error) => form.setErrors(errorsByField(error as ProblemError)) },
  );
  return (
    <Form
      label={t('transfer')}
      send={t('transfer.send')}
      busy={transfer.isPending}
      error={transfer.error ?? bodies.error}
      onSend={() => transfer.mutate()}
    >
      <Text>{t('transfer.what')}</Text>
      <NativeSelect
        label={t('transfer.to')}
        data-autofocus
        data={others.map(({ id: value, name, nameEn }) => ({ value, label: language === 'en' ? nameEn : name }))}
        {...form.field('bodyId')}
        value={chosen}
      />
    </Form>
  );
}
