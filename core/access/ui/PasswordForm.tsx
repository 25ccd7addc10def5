import { api, Checkbox, errorsByField, Form, notifyDone, TextInput, type ProblemError } from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { ownTexts } from './own-texts';

export function PasswordForm({ login }: { login: string }) {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  const form = useForm({ present: '', next: '', endOthers: true });
  const { value: endOthers, ...others } = form.field('endOthers');
  const change = useMutation({
    mutationFn: () => api.post('/access/own/password', form.values),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: () => {
      form.reset();
      notifyDone({ text: t('password.changed') });
      return queries.invalidateQueries({ queryKey: ['/access/own/account'] });
    },
  });
  return (
    <Form
      label={t('password.change')}
      send={t('password.change')}
      busy={change.isPending}
      error={change.error}
      onSend={() => change.mutate()}
    >
      <input type="hidden" name="username" autoComplete="username" value={login} readOnly />
      <TextInput
        type="password"
        label={t('password.present')}
        required
        autoComplete="current-password"
        maxLength={200}
        {...form.field('present')}
      />
      <TextInput
        type="password"
        label={t('password.next')}
        description={t('password.what')}
        required
        autoComplete="new-password"
        maxLength={200}
        {...form.field('next')}
      />
      <Checkbox label={t('password.end-others')} checked={endOthers} {...others} />
    </Form>
  );
}
