import { useState } from 'react';
import { api, DialogButton, errorsByField, Form, notifyDone, Text, TextInput } from '@regiso/core/ui';
import { useForm, useFormats, useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import type { Grant } from './model';
import { UserSelect } from './Pickers';
import { texts } from './texts';

type Props = { grant: Grant };

/** Passes a right on from a day: who holds it now keeps it until the day before. */
export function HandOver({ grant }: Props) {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogButton
      variant="default"
      size="sm"
      label={t('hand-over')}
      title={t('hand-over.title')}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Successor grant={grant} onClose={() => setOpen(false)} />
    </DialogButton>
  );
}

function Successor({ grant: { id, account }, onClose }: Props & { onClose: () => void }) {
  const t = useTexts(texts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const form = useForm({ accountId: null as string | null, on: '', ground: '' });
  const [to, setTo] = useState('');
  const former = account?.name ?? '';
  const pass = useMutation({
    mutationFn: () =>
      api.post<{ state: string }>(`/access/grants/${id}/hand-over`, {
        ...form.values,
        accountId: form.values.accountId ?? '',
      }),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: ({ state }) => {
      const words = { to, former, day: day(form.values.on) };
      notifyDone({ text: t(state === 'requested' ? 'hand-over.asked' : 'hand-over.done', words) });
      onClose();
      return queries.invalidateQueries();
    },
  });
  const who = form.field('accountId');
  return (
    <>
      <Text mb="md">{t('hand-over.what', { former })}</Text>
      <Form
        label={t('hand-over.title')}
        send={t('hand-over.send')}
        busy={pass.isPending}
        error={pass.error}
        onSend={() => pass.mutate()}
      >
        <UserSelect
          {...who}
          label={t('who')}
          required
          onChange={(value, option) => {
            who.onChange(value);
            setTo(option?.label ?? '');
          }}
        />
        <TextInput type="date" label={t('hand-over.on')} required {...form.field('on')} />
        <TextInput
          label={t('ground')}
          placeholder={t('ground.placeholder')}
          required
          maxLength={500}
          {...form.field('ground')}
        />
      </Form>
    </>
  );
}
