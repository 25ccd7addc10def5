import { useState } from 'react';
import { IconPlus } from '@tabler/icons-react';
import { api, DialogButton, errorsByField, Form, notifyDone, TextInput, type ProblemError } from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { loginFrom } from './login-from';
import type { NewCode } from './OneTimeCode';
import { texts } from './texts';

type Props = { participantId: string; onCode: (code: NewCode) => void; isMain?: boolean };

/** Creates a user of a participant; the one-time code goes to the page, which shows it once. */
export function NewUser({ participantId, onCode, isMain = true }: Props) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ name: '', post: '', login: '' });
  const { name, login } = form.values;
  const create = useMutation({
    mutationFn: () =>
      api.post<{ code: string }>('/access/users', { ...form.values, participantId: participantId || null }),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: ({ code }) => {
      setOpen(false);
      onCode({ code, name, login });
      form.reset();
      notifyDone({ text: t('users.created') });
      return queries.invalidateQueries({ queryKey: ['users'] });
    },
  });
  const suggest = () => {
    if (!login && name.trim()) form.set('login', loginFrom(name));
  };
  return (
    <DialogButton
      variant={isMain ? 'filled' : 'default'}
      leftSection={<IconPlus size={20} aria-hidden />}
      label={t('users.new')}
      title={t('users.new')}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Form
        label={t('users.new')}
        send={t('users.create')}
        busy={create.isPending}
        error={create.error}
        onSend={() => create.mutate()}
      >
        <TextInput label={t('name')} required maxLength={200} data-autofocus {...form.field('name')} onBlur={suggest} />
        <TextInput label={t('post')} required maxLength={200} {...form.field('post')} />
        <TextInput
          label={t('login')}
          description={t('login.what')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          required
          maxLength={80}
          autoCapitalize="none"
          spellCheck={false}
          {...form.field('login')}
        />
      </Form>
    </DialogButton>
  );
}
