import { IconDownload } from '@tabler/icons-react';
import { Button, notifyDone, notifyProblem, saveFile, useFormats, useMutation, useTexts } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import { useEvents, type Asked, type Found } from '../model';
import { texts } from '../texts';

/** By what the rows were found, and the way to take them out as a file. */
export function FoundBar({ found, isBehind }: { found: Found; isBehind: boolean }) {
  const t = useTexts(texts);
  const conditions = useConditions(found.asked);
  return (
    <div className={styles.found}>
      <p role="status">
        <strong>{t('found.by')}:</strong> {conditions.join(' · ')}
        {isBehind && <span className={styles.behind}>{t('found.changed')}</span>}
      </p>
      {found.rows.length > 0 && <Export found={found} />}
    </div>
  );
}

function useConditions({ from, to, plugin, event, login, number, views, person }: Asked): string[] {
  const t = useTexts(texts);
  const { day, days } = useFormats();
  const events = useEvents();
  const period = () => {
    if (from && to) return from === to ? day(from) : days(from, to);
    if (from) return t('found.since', { from: day(from) });
    return to ? t('found.until', { to: day(to) }) : t('found.any-time');
  };
  return [
    period(),
    views && t('found.views'),
    person?.name,
    number && !(views && person) && t('found.number', { number }),
    !views && plugin && events.plugin(plugin),
    !views && event && events.words(event),
    login,
  ].filter((one) => typeof one === 'string' && one !== '') as string[];
}

function Export({ found: { question } }: { found: Found }) {
  const t = useTexts(texts);
  const take = useMutation({
    mutationFn: () => saveFile('/audit/export', { [question.kind]: question.body }),
    onError: notifyProblem,
    onSuccess: (name) => notifyDone({ text: t('export.done', { name }) }),
  });
  return (
    <div className={styles.export}>
      <span className={styles.under}>{t('export.what')}</span>
      <Button
        variant="default"
        loading={take.isPending}
        leftSection={<IconDownload size={20} aria-hidden />}
        onClick={() => take.mutate()}
      >
        {t('export')}
      </Button>
    </div>
  );
}
