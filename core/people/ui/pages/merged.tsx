import { useState } from 'react';
import {
  Alert,
  api,
  Checkbox,
  Fieldset,
  Form,
  Link,
  Page,
  Stack,
  Text,
  Textarea,
  useFormats,
  useLanguage,
  useParam,
} from '@regiso/core/ui';
import {
  apiQuery,
  errorsByField,
  notifyDone,
  ProblemError,
  useForm,
  useMutation,
  useQuery,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { menuTexts } from '../menu-texts';
import { mergeTexts } from '../merge-texts';
import { cardAddress, type PersonLine } from '../model';
import styles from '../People.module.css';
import { Section } from '../Section';
import { fullName, useFieldWords, wordTexts, type FieldName } from '../words';

type Counted = { reference: string; title: string; titleEn: string; rows: number };
type Since = { reference: string; title: string; titleEn: string; rows: { key: string; text: string }[] };
type Merged = {
  id: string;
  survivor: PersonLine;
  loser: PersonLine;
  reason: string;
  documents: string;
  fields: FieldName[];
  mergedBy: string | null;
  mergedAt: string;
  undoneAt: string | null;
  moved: Counted[];
  since: Since[];
};

export default function MergedPage() {
  const menu = useTexts(menuTexts);
  const id = useParam('id');
  const merge = useQuery({
    ...apiQuery<Merged>(`/people/merges/${id}`),
    refetchOnWindowFocus: false,
    staleTime: 30_000,
  });
  return (
    <Page
      title={menu('merged')}
      breadcrumbs={[{ title: menu('duplicates'), to: '/people/duplicates' }]}
      loading={merge.isPending}
      error={merge.data ? undefined : merge.error}
      retry={() => void merge.refetch()}
    >
      {merge.data && <Opened merge={merge.data} />}
    </Page>
  );
}

function Opened({ merge }: { merge: Merged }) {
  const t = useTexts(mergeTexts);
  const { instant } = useFormats();
  return (
    <div className={styles.page}>
      {merge.undoneAt && <Alert color="blue" title={t('undone', { at: instant(merge.undoneAt) })} />}
      <div className={styles.pair}>
        <Section title={t('survivor')}>
          <Side person={merge.survivor} />
        </Section>
        <Section title={t('loser')}>
          <Side person={merge.loser} />
        </Section>
      </div>
      <div className={styles.pair}>
        <Proof merge={merge} />
        <MovedRows merge={merge} />
      </div>
      {!merge.undoneAt && <Undo merge={merge} />}
    </div>
  );
}

function Side({ person }: { person: PersonLine }) {
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  return (
    <>
      <Link to={cardAddress(person.id) as '/'}>{fullName(person)}</Link>
      <p className={styles.under}>
        {person.birthDate && <span>{words('born', { day: day(person.birthDate) })}</span>}
        {person.snils && <span>{`${words('field.snils')} ${person.snils}`}</span>}
      </p>
    </>
  );
}

function Proof({ merge }: { merge: Merged }) {
  const t = useTexts(mergeTexts);
  const { instant } = useFormats();
  const at = instant(merge.mergedAt);
  return (
    <Section title={t('proof')}>
      <dl className={styles.facts}>
        <div>
          <dt>{t('reason')}</dt>
          <dd>{merge.reason}</dd>
        </div>
        <div>
          <dt>{t('documents')}</dt>
          <dd>{merge.documents}</dd>
        </div>
      </dl>
      <Text size="sm" c="dimmed" mt="sm">
        {merge.mergedBy ? t('by', { name: merge.mergedBy, at }) : t('by.process', { at })}
      </Text>
    </Section>
  );
}

function MovedRows({ merge }: { merge: Merged }) {
  const t = useTexts(mergeTexts);
  const words = useFieldWords();
  const { language } = useLanguage();
  return (
    <Section title={t('moved')}>
      {merge.moved.length === 0 && <Text c="dimmed">{t('moved.none')}</Text>}
      {merge.moved.map(({ reference, title, titleEn, rows: count }) => (
        <div key={reference}>{t('rows.count', { title: language === 'en' ? titleEn : title, count })}</div>
      ))}
      {merge.fields.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('fields', { list: merge.fields.map(words.field).join(', ') })}
        </Text>
      )}
    </Section>
  );
}

const keyOf = (reference: string, key: string) => `${reference}|${key}`;

function Undo({ merge }: { merge: Merged }) {
  const t = useTexts(mergeTexts);
  const words = useFieldWords();
  const queries = useQueryClient();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const form = useForm({ reason: '' });
  const rows = merge.since.flatMap(({ reference, rows: of }) => of.map(({ key }) => ({ reference, key })));
  const undo = useMutation({
    mutationFn: () =>
      api.post<{ keptFields: FieldName[] }>(`/people/merges/${merge.id}/undo`, {
        reason: form.values.reason,
        toLoser: rows.filter(({ reference, key }) => marked.has(keyOf(reference, key))),
      }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: ({ keptFields }) => {
      const kept = keptFields.length ? `. ${t('undo.kept', { list: keptFields.map(words.field).join(', ') })}` : '';
      notifyDone({ text: `${t('undo.done')}${kept}` });
      return queries.invalidateQueries();
    },
  });
  const toggle = (key: string, isOn: boolean) =>
    setMarked((old) => new Set(isOn ? [...old, key] : [...old].filter((one) => one !== key)));
  return (
    <Section title={t('undo')}>
      <Form label={t('undo')} send={t('undo')} busy={undo.isPending} error={undo.error} onSend={() => undo.mutate()}>
        <Text>{t('undo.lead')}</Text>
        <Dealing since={merge.since} marked={marked} onToggle={toggle} />
        <Textarea label={t('undo.reason')} required autosize minRows={2} maxLength={1_000} {...form.field('reason')} />
      </Form>
    </Section>
  );
}

type DealingProps = { since: Since[]; marked: ReadonlySet<string>; onToggle: (key: string, isOn: boolean) => void };

/** Rows written since the merge, to be marked for the person of the closed card. */
function Dealing({ since, marked, onToggle }: DealingProps) {
  const t = useTexts(mergeTexts);
  const { language } = useLanguage();
  if (!since.length) return <Text c="dimmed">{t('undo.since.none')}</Text>;
  return (
    <Stack gap="sm">
      <Text>{t('undo.since.what')}</Text>
      {since.map(({ reference, title, titleEn, rows }) => (
        <Fieldset key={reference} legend={language === 'en' ? titleEn : title}>
          <Stack gap="sm">
            {rows.map(({ key, text }) => (
              <Checkbox
                key={key}
                label={text}
                checked={marked.has(keyOf(reference, key))}
                onChange={(event) => onToggle(keyOf(reference, key), event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </Fieldset>
      ))}
    </Stack>
  );
}
