import { api, Button, errorsByField, Form, PageSkeleton, Stack, Text, TextInput, Title } from '@regiso/core/ui';
import { useApi, useForm, useLanguage, useMe, useMutation, useTexts, type ProblemError } from '@regiso/core/ui';
import { EntryPage } from '../EntryPage';
import { entryTexts } from '../entry-texts';

/** Somebody a provider vouches for, to whom no account is linked: three things to do next. */
export default function Stranger() {
  const t = useTexts(entryTexts);
  const { language } = useLanguage();
  const { ways = [] } = useMe();
  const found = useApi<{ way: string | null; waits: boolean }>('/access/stranger');
  if (found.isPending) return <PageSkeleton />;
  const way = ways.find(({ id }) => id === found.data?.way);
  if (!way)
    return (
      <EntryPage title={t('stranger.gone')}>
        <Text>{t('stranger.gone-what')}</Text>
        <BackToSignIn />
      </EntryPage>
    );
  return (
    <EntryPage title={t('stranger')}>
      <Text>{t('stranger.what', { way: language === 'en' ? way.titleEn : way.title })}</Text>
      <section aria-labelledby="by-code">
        <Title order={2} id="by-code" mb={4}>
          {t('stranger.code')}
        </Title>
        <Text mb="md">{t('stranger.code-what')}</Text>
        <LinkForm />
      </section>
      <section aria-labelledby="by-password">
        <Title order={2} id="by-password" mb={4}>
          {t('stranger.password')}
        </Title>
        <Text mb="md">{t('stranger.password-what')}</Text>
        <BackToSignIn />
      </section>
      <section aria-labelledby="by-nothing">
        <Title order={2} id="by-nothing" mb={4}>
          {t('stranger.nothing')}
        </Title>
        <Text>{t(found.data?.waits ? 'stranger.waits-what' : 'stranger.nothing-what')}</Text>
      </section>
    </EntryPage>
  );
}

function BackToSignIn() {
  const t = useTexts(entryTexts);
  return (
    <Button component="a" href="/app/sign-in" variant="default" style={{ alignSelf: 'flex-start' }}>
      {t('entry-problem.back')}
    </Button>
  );
}

function LinkForm() {
  const t = useTexts(entryTexts);
  const form = useForm({ login: '', code: '' });
  const link = useMutation({
    mutationFn: () => api.post('/access/stranger', form.values),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: () => window.location.assign('/app/'),
  });
  return (
    <Form
      label={t('stranger.code')}
      send={t('stranger.link')}
      busy={link.isPending || link.isSuccess}
      error={link.error}
      onSend={() => link.mutate()}
    >
      <Stack gap="md">
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
      </Stack>
    </Form>
  );
}
