import { api, Anchor, errorsByField, Form, Text, TextInput } from '@regiso/core/ui';
import { useForm, useMutation, useTexts, type ProblemError } from '@regiso/core/ui';
import { EntryPage } from '../EntryPage';
import { entryTexts } from '../entry-texts';

/** The code of the second factor, for somebody whom a provider has let through. */
export default function EnterCode() {
  const t = useTexts(entryTexts);
  const form = useForm({ code: '' });
  const enter = useMutation({
    mutationFn: () => api.post<{ to: string }>('/access/enter-code', form.values),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: ({ to }) => window.location.assign(`/app${to}`),
  });
  return (
    <EntryPage title={t('enter-code')}>
      <Text>{t('enter-code.what')}</Text>
      <Form
        label={t('enter-code')}
        send={t('enter-code.send')}
        busy={enter.isPending || enter.isSuccess}
        error={enter.error}
        onSend={() => enter.mutate()}
      >
        <TextInput
          label={t('enter-code.code')}
          required
          autoComplete="one-time-code"
          maxLength={40}
          {...form.field('code')}
        />
      </Form>
      <Anchor href="/app/sign-in">{t('entry-problem.back')}</Anchor>
    </EntryPage>
  );
}
