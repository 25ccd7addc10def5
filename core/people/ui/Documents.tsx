import { IconCircleCheck } from '@tabler/icons-react';
import {
  Alert,
  api,
  Badge,
  Checkbox,
  ConfirmButton,
  NativeSelect,
  notifyDone,
  notifyProblem,
  Text,
  TextInput,
} from '@regiso/core/ui';
import { useFormats, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { FormDialog } from './FormDialog';
import { cardAddress, keepCard, type Card, type Paper } from './model';
import styles from './People.module.css';
import { recordTexts } from './record-texts';
import { Section } from './Section';
import { documentKinds, wordTexts } from './words';

/** Papers of the person; numbers are shown to those who may see them. */
export function Documents({ card }: { card: Card }) {
  const t = useTexts(recordTexts);
  return (
    <Section title={t('documents')} beside={card.may.documents && <AddDocument card={card} />}>
      {!card.may.documents && card.documents.length > 0 && (
        <Alert color="blue" mb="md">
          {t('documents.hidden')}
        </Alert>
      )}
      {card.documents.length === 0 && <Text c="dimmed">{t('documents.none')}</Text>}
      <ul className={styles.list}>
        {card.documents.map((paper) => (
          <Line key={paper.id} paper={paper} card={card} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ paper, card }: { paper: Paper; card: Card }) {
  const t = useTexts(recordTexts);
  const words = useTexts(wordTexts);
  const formats = useFormats();
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.marks}>
          <strong>{words(`document.${paper.kind}`)}</strong>
          <span>{[paper.series, paper.number].filter(Boolean).join(' ')}</span>
          {paper.verifiedAt ? (
            <Badge color="green" variant="light" leftSection={<IconCircleCheck size={16} aria-hidden />}>
              {t('documents.verified')}
            </Badge>
          ) : (
            <Badge color="gray" variant="light">
              {t('documents.unverified')}
            </Badge>
          )}
        </p>
        <p className={styles.under}>
          {paper.issuedBy && <span>{paper.issuedBy}</span>}
          {paper.issuedOn && <span>{formats.day(paper.issuedOn)}</span>}
        </p>
      </div>
      {card.may.documents && <Remove paper={paper} card={card} />}
    </li>
  );
}

function Remove({ paper, card }: { paper: Paper; card: Card }) {
  const t = useTexts(recordTexts);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete<Card>(`${cardAddress(card.id)}/documents/${paper.id}`),
    onError: notifyProblem,
    onSuccess: (saved) => {
      keepCard(queries, saved);
      notifyDone({ text: t('documents.removed') });
    },
  });
  return (
    <ConfirmButton
      variant="default"
      size="sm"
      question={t('documents.remove.question')}
      consequence={t('documents.remove.what')}
      confirm={t('documents.remove')}
      loading={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {t('documents.remove')}
    </ConfirmButton>
  );
}

const begin = { kind: 'birth-certificate', series: '', number: '', issuedBy: '', issuedOn: '', verified: false };

function bodyOf({ series, issuedBy, issuedOn, ...rest }: typeof begin) {
  return { ...rest, series: series || null, issuedBy: issuedBy || null, issuedOn: issuedOn || null };
}

function AddDocument({ card }: { card: Card }) {
  const t = useTexts(recordTexts);
  const words = useTexts(wordTexts);
  const queries = useQueryClient();
  return (
    <FormDialog
      label={t('documents.add')}
      title={t('documents.add')}
      send={t('documents.add')}
      done={t('documents.added')}
      initial={begin}
      act={(values) => api.post<Card>(`${cardAddress(card.id)}/documents`, bodyOf(values))}
      onDone={(saved) => keepCard(queries, saved)}
    >
      {(form) => (
        <div className={styles.fields}>
          <NativeSelect
            label={t('documents.kind')}
            data={documentKinds.map((value) => ({ value, label: words(`document.${value}`) }))}
            {...form.field('kind')}
          />
          <TextInput label={t('documents.series')} maxLength={30} autoComplete="off" {...form.field('series')} />
          <TextInput
            label={t('documents.number')}
            required
            maxLength={50}
            autoComplete="off"
            {...form.field('number')}
          />
          <TextInput type="date" label={t('documents.on')} {...form.field('issuedOn')} />
          <TextInput
            className={styles.wide ?? ''}
            label={t('documents.by')}
            maxLength={300}
            {...form.field('issuedBy')}
          />
          <Checkbox
            className={styles.wide ?? ''}
            label={t('documents.seen')}
            checked={form.values.verified}
            onChange={(event) => form.set('verified', event.currentTarget.checked)}
          />
        </div>
      )}
    </FormDialog>
  );
}
