import { IconFileCheck } from '@tabler/icons-react';
import {
  api,
  EmptyState,
  Page,
  Stack,
  Text,
  Textarea,
  TextInput,
  useApi,
  useFormats,
  useLanguage,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { consentTexts } from '../consent-texts';
import { FormDialog } from '../FormDialog';
import type { ConsentForm } from '../model';
import { Section } from '../Section';

const address = '/people/consent-forms';

/** The texts people agree to, and the way to their next versions. */
export default function ConsentForms() {
  const t = useTexts(consentTexts);
  const forms = useApi<ConsentForm[]>(address);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      loading={forms.isPending}
      error={forms.error}
      retry={() => void forms.refetch()}
      actions={<Publish />}
    >
      <Stack gap="md">
        {forms.data?.length === 0 && <EmptyState icon={IconFileCheck} title={t('none')} what={t('none.what')} />}
        {forms.data?.map((form) => (
          <Present key={`${form.purpose}/${form.version}`} form={form} />
        ))}
      </Stack>
    </Page>
  );
}

function Present({ form }: { form: ConsentForm }) {
  const t = useTexts(consentTexts);
  const { language } = useLanguage();
  const { instant } = useFormats();
  const { title, titleEn, version, publishedAt, text, purpose } = form;
  return (
    <Section title={language === 'en' ? titleEn : title} beside={<Publish form={form} />}>
      <Text size="sm" c="dimmed">
        {[t('version', { version, day: instant(publishedAt) }), purpose].join(' · ')}
      </Text>
      <Text mt="xs" maw="70ch" style={{ whiteSpace: 'pre-line' }}>
        {text}
      </Text>
    </Section>
  );
}

/** The next version of a text, or a text for a purpose of its own. */
function Publish({ form: present }: { form?: ConsentForm }) {
  const t = useTexts(consentTexts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { purpose = '', title = '', titleEn = '', text = '', version = 0 } = present ?? {};
  return (
    <FormDialog
      label={t(present ? 'next' : 'add')}
      title={present ? t('next.title', { title: language === 'en' ? titleEn : title }) : t('add')}
      send={t('publish')}
      done={t('published')}
      variant={present ? 'default' : 'filled'}
      initial={{ purpose, title, titleEn, text }}
      act={(values) => api.post(address, values)}
      onDone={() => void queries.invalidateQueries()}
    >
      {(form) => (
        <>
          {present ? (
            <Text>{t('next.what', { version, next: version + 1 })}</Text>
          ) : (
            <TextInput
              label={t('purpose')}
              description={t('purpose.what')}
              required
              maxLength={41}
              {...form.field('purpose')}
            />
          )}
          <TextInput label={t('name')} required maxLength={200} {...form.field('title')} />
          <TextInput label={t('name.en')} required maxLength={200} {...form.field('titleEn')} />
          <Textarea
            label={t('text')}
            required
            autosize
            minRows={6}
            maxRows={16}
            maxLength={20_000}
            {...form.field('text')}
          />
        </>
      )}
    </FormDialog>
  );
}
