import {
  api,
  Badge,
  NativeSelect,
  Text,
  Textarea,
  TextInput,
  useApi,
  useFormats,
  useLanguage,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { FormDialog } from './FormDialog';
import { cardAddress, keepCard, type Card, type Consent, type ConsentForm } from './model';
import styles from './People.module.css';
import { recordTexts } from './record-texts';
import { Section } from './Section';
import { fullName } from './words';

/** What was agreed to, to which text, and what was withdrawn. */
export function Consents({ card }: { card: Card }) {
  const t = useTexts(recordTexts);
  return (
    <Section title={t('consents')} beside={card.may.edit && <Give card={card} />}>
      {card.consents.length === 0 && <Text c="dimmed">{t('consents.none')}</Text>}
      <ul className={styles.list}>
        {card.consents.map((consent) => (
          <Line key={consent.id} consent={consent} card={card} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ consent, card }: { consent: Consent; card: Card }) {
  const t = useTexts(recordTexts);
  const { language } = useLanguage();
  const { day } = useFormats();
  const { version, present, givenBy, givenOn, withdrawnOn } = consent;
  return (
    <li className={`${styles.row} ${withdrawnOn ? styles.over : ''}`}>
      <div>
        <p className={styles.marks}>
          <strong>{language === 'en' ? consent.titleEn : consent.title}</strong>
          <State consent={consent} />
        </p>
        <p className={styles.under}>
          <span>{givenBy}</span>
          <span>{day(givenOn)}</span>
          <span>{t('consents.version', { version })}</span>
          {version < present && !withdrawnOn && <span>{t('consents.older', { present })}</span>}
        </p>
      </div>
      {card.may.edit && !withdrawnOn && <Withdraw consent={consent} card={card} />}
    </li>
  );
}

function State({ consent: { version, present, withdrawnOn } }: { consent: Consent }) {
  const t = useTexts(recordTexts);
  const { day } = useFormats();
  if (withdrawnOn) return <Badge color="gray">{t('consents.withdrawn', { on: day(withdrawnOn) })}</Badge>;
  return <Badge color={version < present ? 'yellow' : 'green'}>{t('consents.stands')}</Badge>;
}

function Withdraw({ consent, card }: { consent: Consent; card: Card }) {
  const t = useTexts(recordTexts);
  const queries = useQueryClient();
  return (
    <FormDialog
      label={t('consents.withdraw')}
      title={t('consents.withdraw.title')}
      send={t('consents.withdraw')}
      done={t('consents.withdrew')}
      initial={{ reason: '' }}
      act={(values) => api.post<Card>(`${cardAddress(card.id)}/consents/${consent.id}/withdraw`, values)}
      onDone={(saved) => keepCard(queries, saved)}
    >
      {(form) => (
        <Textarea label={t('reason')} required autosize minRows={2} maxLength={500} {...form.field('reason')} />
      )}
    </FormDialog>
  );
}

function Give({ card }: { card: Card }) {
  const t = useTexts(recordTexts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const forms = useApi<ConsentForm[]>('/people/consent-forms').data ?? [];
  const givers = [
    ...card.guardians.filter(({ inForce }) => inForce).map(({ person }) => person),
    { id: card.id, name: fullName(card) },
  ];
  if (!forms.length) return null;
  return (
    <FormDialog
      label={t('consents.add')}
      title={t('consents.add')}
      send={t('consents.add')}
      done={t('consents.added')}
      initial={{ purpose: forms[0]?.purpose ?? '', givenBy: givers[0]?.id ?? card.id, givenOn: '' }}
      act={(values) =>
        api.post<Card>(`${cardAddress(card.id)}/consents`, {
          ...values,
          version: forms.find(({ purpose }) => purpose === values.purpose)?.version ?? 1,
        })
      }
      onDone={(saved) => keepCard(queries, saved)}
    >
      {(form) => (
        <>
          <NativeSelect
            label={t('consents.form')}
            data={forms.map(({ purpose, title, titleEn }) => ({
              value: purpose,
              label: language === 'en' ? titleEn : title,
            }))}
            {...form.field('purpose')}
          />
          <Text size="sm" c="dimmed">
            {forms.find(({ purpose }) => purpose === form.values.purpose)?.text}
          </Text>
          <NativeSelect
            label={t('consents.by')}
            data={givers.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.field('givenBy')}
          />
          <TextInput type="date" label={t('consents.on')} required {...form.field('givenOn')} />
        </>
      )}
    </FormDialog>
  );
}
