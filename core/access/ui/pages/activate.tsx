import { Alert, api, errorsByField, Form, Link, TextInput, type ProblemError } from '@regiso/core/ui';
import { useForm, useMutation, useTexts } from '@regiso/core/ui';
import { EntryPage } from '../EntryPage';
import { ownTexts } from '../own-texts';

export default function Activate() {
  const t = useTexts(ownTexts);
  const form = useForm({ login: '', code: '', password: '' });
  const save = useMutation({
    mutationFn: () => api.post('/access/activate', form.values),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
  });
  return (
    <EntryPage title={t('activate')}>
      {save.isSuccess ? (
        <Alert color="green" role="status">
          <Link to={'/sign-in' as '/'}>{t('activate.done')}</Link>
        </Alert>
      ) : (
        <>
          <p style={{ margin: 0 }}>{t('activate.lead')}</p>
          <Form
            label={t('activate')}
            send={t('activate.send')}
            busy={save.isPending}
            error={save.error}
            onSend={() => save.mutate()}
          >
            <TextInput
              label={t('login')}
              required
              autoComplete="username"
              autoCapitalize="none"
              maxLength={120}
              {...form.field('login')}
            />
            <TextInput
              label={t('code')}
              required
              autoComplete="one-time-code"
              autoCapitalize="characters"
              maxLength={40}
              {...form.field('code')}
            />
            <TextInput
              type="password"
              label={t('password.next')}
              description={t('password.what')}
              required
              autoComplete="new-password"
              maxLength={200}
              {...form.field('password')}
            />
          </Form>
        </>
      )}
    </EntryPage>
  );
}
