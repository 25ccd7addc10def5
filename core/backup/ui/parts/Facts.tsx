import { FigureCard, SimpleGrid, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { Overview } from '../model';
import { texts } from '../texts';

/** Whether one could sleep well: the newest copy, how far the log is kept, where, and for how long. */
export function Facts({ overview }: { overview: Overview }) {
  const t = useTexts(texts);
  const { instant, number, size } = useFormats();
  const [newest] = overview.backups;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
      <FigureCard title={t('fact.newest')} value={newest ? instant(newest.endedAt) : t('fact.newest.none')}>
        {newest && t('fact.newest.size', { size: size(newest.bytes), seconds: number(newest.seconds, 0) })}
      </FigureCard>
      {!overview.external && <Log overview={overview} />}
      <FigureCard title={t('fact.place')} value={size(overview.freeBytes)}>
        <Text size="sm" {...(overview.sameDisk && { c: 'red' })}>
          {t(overview.sameDisk ? 'fact.place.same' : 'fact.place.other')}
        </Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {overview.folder}
        </Text>
      </FigureCard>
      <FigureCard title={t('fact.kept')} value={t('fact.kept.days', { count: overview.keepDays })}>
        {t(overview.scheduled ? 'fact.kept.scheduled' : 'fact.kept.by-hand')}
      </FigureCard>
    </SimpleGrid>
  );
}

function Log({ overview: { logAt, logFailing, backups } }: { overview: Overview }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  if (!backups.length || !logAt)
    return (
      <FigureCard title={t('fact.log')} value={t('fact.log.none')}>
        {t('fact.log.starts')}
      </FigureCard>
    );
  return (
    <FigureCard title={t('fact.log')} value={instant(logAt)}>
      <Text size="sm" {...(logFailing && { c: 'red' })}>
        {t(logFailing ? 'fact.log.failing' : 'fact.log.what')}
      </Text>
    </FigureCard>
  );
}
