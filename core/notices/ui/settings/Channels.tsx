import { api, Checkbox, errorsByField, Form, NativeSelect, notifyDone, Paper, Stack, Switch } from '@regiso/core/ui';
import { Text, TextInput, Title, useForm, useLanguage, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { ProblemError } from '@regiso/core/ui';
import { settingsAddress, type Kind, type Settings } from '../model';
import styles from '../Notices.module.css';
import { settingsTexts } from '../settings-texts';

type Values = {
  isQuiet: boolean;
  quietFrom: string;
  quietTo: string;
  isDaily: boolean;
  digestAt: string;
  language: 'ru' | 'en';
  kinds: Kind[];
};

const valuesOf = ({ quietFrom, quietTo, digestAt, language, kinds }: Settings): Values => ({
  isQuiet: quietFrom !== null,
  quietFrom: quietFrom ?? '22:00',
  quietTo: quietTo ?? '07:00',
  isDaily: digestAt !== null,
  digestAt: digestAt ?? '09:00',
  language,
  kinds,
});

const bodyOf = ({ isQuiet, quietFrom, quietTo, isDaily, digestAt, language, kinds }: Values) => ({
  quietFrom: isQuiet ? quietFrom : null,
  quietTo: isQuiet ? quietTo : null,
  digestAt: isDaily ? digestAt : null,
  language,
  noApp: kinds.filter(({ app }) => !app).map(({ id }) => id),
  noMail: kinds.filter(({ mail }) => !mail).map(({ id }) => id),
});

/** About what one is told by the bell and by letter, and when letters come. */
export function Channels({ settings }: { settings: Settings }) {
  const t = useTexts(settingsTexts);
  const queries = useQueryClient();
  const form = useForm<Values>(valuesOf(settings));
  const save = useMutation({
    mutationFn: () => api.put<Settings>(settingsAddress, bodyOf(form.values)),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: (saved) => {
      queries.setQueryData([settingsAddress, {}], saved);
      notifyDone({ text: t('saved') });
    },
  });
  return (
    <Paper p="lg" withBorder>
      <Form label={t('how')} busy={save.isPending} error={save.error} onSend={() => save.mutate()} sticky={false}>
        <section aria-labelledby="notice-kinds">
          <Title order={2} size="h3" mb="xs" id="notice-kinds">
            {t('how')}
          </Title>
          <Kinds kinds={form.values.kinds} onChange={(kinds) => form.set('kinds', kinds)} />
        </section>
        <section aria-labelledby="notice-when">
          <Title order={2} size="h3" mb="sm" id="notice-when">
            {t('letters')}
          </Title>
          <When form={form} />
        </section>
      </Form>
    </Paper>
  );
}

function When({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  const t = useTexts(settingsTexts);
  const { isQuiet, isDaily } = form.values;
  return (
    <Stack gap="md">
      <Switch
        label={t('digest')}
        description={t('digest.what')}
        checked={isDaily}
        onChange={({ currentTarget: { checked } }) => form.set('isDaily', checked)}
      />
      {isDaily && <TextInput type="time" label={t('digest.at')} maw={160} required {...form.field('digestAt')} />}
      <Switch
        label={t('quiet')}
        description={t('quiet.what')}
        checked={isQuiet}
        onChange={({ currentTarget: { checked } }) => form.set('isQuiet', checked)}
      />
      {isQuiet && (
        <div className={styles.pair}>
          <TextInput type="time" label={t('quiet.from')} required {...form.field('quietFrom')} />
          <TextInput type="time" label={t('quiet.to')} required {...form.field('quietTo')} />
        </div>
      )}
      <NativeSelect
        label={t('language')}
        maw={240}
        data={[
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
        {...form.field('language')}
      />
    </Stack>
  );
}

function Kinds({ kinds, onChange }: { kinds: readonly Kind[]; onChange: (kinds: Kind[]) => void }) {
  const t = useTexts(settingsTexts);
  const { language } = useLanguage();
  if (kinds.length === 0) return <Text c="dimmed">{t('how.none')}</Text>;
  const choose = (id: string, some: Partial<Kind>) =>
    onChange(kinds.map((kind) => (kind.id === id ? { ...kind, ...some } : kind)));
  return (
    <table className={styles.kinds}>
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('app')}</th>
          <th scope="col">{t('mail')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ id, title, titleEn, app, mail }) => {
          const kind = language === 'en' ? titleEn : title;
          return (
            <tr key={id}>
              <th scope="row">{kind}</th>
              <td>
                <Checkbox
                  aria-label={t('app.of', { kind })}
                  checked={app}
                  onChange={({ currentTarget: { checked } }) => choose(id, { app: checked })}
                />
              </td>
              <td>
                <Checkbox
                  aria-label={t('mail.of', { kind })}
                  checked={mail}
                  onChange={({ currentTarget: { checked } }) => choose(id, { mail: checked })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
