import { Button, ErrorState, Loader, useFormats, useKeyset, useTexts } from '@regiso/core/ui';
import { fieldWord } from '../fields';
import { wordTexts } from '../word-texts';
import styles from './Card.module.css';
import { Section } from './Section';
import { cardTexts } from './texts';

export type Event = {
  id: string;
  at: string;
  event: string;
  by: string | null;
  process: string | null;
  fields: string[];
};

/** Who changed what, the newest first, from the audit. */
export function History({ id }: { id: string }) {
  const t = useTexts(cardTexts);
  const { rows, error, retry, more } = useKeyset<Event>(`/participants/organisations/${id}/history`, { limit: 20 });
  return (
    <Section title={t('card.history')}>
      {!rows && !error && <Loader size="sm" />}
      {error && <ErrorState error={error} retry={retry} />}
      {rows?.length === 0 && <p className={styles.nothing}>{t('card.history.none')}</p>}
      <ol className={styles.list}>
        {rows?.map((event) => (
          <Line key={event.id} event={event} />
        ))}
      </ol>
      {more && (
        <Button mt="sm" variant="default" size="sm" onClick={more.load} loading={more.loading}>
          {t('card.history.more')}
        </Button>
      )}
      <p className={styles.note}>{t('card.history.imports')}</p>
    </Section>
  );
}

function Line({ event: { at, by, process, event, fields } }: { event: Event }) {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const { instant } = useFormats();
  const who = by ?? (process ? t('card.history.process', { process }) : t('card.history.nobody'));
  const named = [...new Set(fields.map((field) => fieldWord(field, words)))].join(', ');
  return (
    <li>
      <time dateTime={at}>{instant(at)}</time>
      <span>
        <strong>{who}</strong> {deed(event, named)}
      </span>
    </li>
  );

  function deed(name: string, changed: string) {
    if (name === 'participants.organisation-created') return t('card.history.created');
    if (name === 'participants.organisation-changed') return t('card.history.changed', { fields: changed });
    return t('card.history.other', { event: name });
  }
}
