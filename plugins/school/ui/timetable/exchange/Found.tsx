import { Alert, List, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { Place } from '../../../shared/conflicts';
import type { Exchange } from '../../../shared/exchange';
import { useTimetableWords } from '../words';
import styles from './Exchange.module.css';
import { exchangeTexts } from './texts';

type Props = { found: Exchange; name: string };

/** What a checked file does to the draft, and what of it does not fit. */
export function Found({ found, name }: Props) {
  const t = useTexts(exchangeTexts);
  const { list } = useFormats();
  const { put, moved, removed, stays, unfit, changes, problems, newRooms } = found;
  const all = put + moved + removed;
  return (
    <div role="status" className={styles.found}>
      <Text fw={600}>{t('checked', { name })}</Text>
      <Text>{all ? t('counts', { put, moved, removed, stays }) : t('nothing')}</Text>
      {newRooms.length > 0 && <Text size="sm">{t('new-rooms', { rooms: list(newRooms) })}</Text>}
      {unfit > 0 && (
        <Alert color="yellow" mt="sm" title={t('unfit', { count: unfit })}>
          <Text size="sm">{t('unfit.what')}</Text>
          <Problems found={found} />
          {problems.length < unfit && <Text size="sm">{t('more', { count: problems.length })}</Text>}
        </Alert>
      )}
      {all > 0 && (
        <details className={styles.changes}>
          <summary>{t('changes')}</summary>
          <Changes changes={changes} />
          {changes.length < all && <Text size="sm">{t('more', { count: changes.length })}</Text>}
        </details>
      )}
    </div>
  );
}

function Problems({ found: { format, problems } }: { found: Exchange }) {
  const t = useTexts(exchangeTexts);
  const isTable = format === 'csv' || format === 'fet-csv';
  const wordOf = ({ kind, what, met }: Exchange['problems'][number]) => {
    const words = met.map((one) => t(`met.${one.kind}`, { class: one.class })).join('; ');
    return t(`problem.${kind}`, { what: what ?? '', met: words });
  };
  return (
    <List size="sm" className={styles.list ?? ''}>
      {problems.map((problem, at) => (
        <List.Item key={at}>
          <strong>
            {[t(isTable ? 'line.table' : 'line.fet', { line: problem.line }), problem.of].filter(Boolean).join(', ')}:
          </strong>{' '}
          {wordOf(problem)}
        </List.Item>
      ))}
    </List>
  );
}

function Changes({ changes }: Pick<Exchange, 'changes'>) {
  const t = useTexts(exchangeTexts);
  const words = useTimetableWords(new Map());
  const placeOf = (place: Place | null) => {
    if (!place) return '';
    const at = t('place', { day: words.place(place), number: place.number });
    return place.room ? t('place.room', { place: at, room: place.room }) : at;
  };
  return (
    <List size="sm" className={styles.list ?? ''}>
      {changes.map(({ kind, of, from, to }, at) => (
        <List.Item key={at}>{t(`change.${kind}`, { of, from: placeOf(from), to: placeOf(to) })}</List.Item>
      ))}
    </List>
  );
}
