import { List, Title, useTexts } from '@regiso/core/ui';
import type { QueueReport } from '../../shared/queue-report';
import { queueReportTexts } from './texts';
import { useBandNames } from './band-names';

/** The formula of every column in words, with the act and whether it was checked. */
export function Formula({ report: { bands } }: { report: QueueReport }) {
  const t = useTexts(queueReportTexts);
  const named = useBandNames(bands);
  const spans = bands
    .map(({ code, fromMonths: from, toMonths: to }) => t('formula.band', { title: named(code), from, to }))
    .join('; ');
  const [first] = bands;
  return (
    <section>
      <Title order={2} mb="sm">
        {t('formula')}
      </Title>
      <List>
        <List.Item>{t('formula.waiting')}</List.Item>
        <List.Item>{t('formula.now')}</List.Item>
        <List.Item>{t('formula.age', { bands: spans })}</List.Item>
        <List.Item>{t('formula.share')}</List.Item>
        <List.Item>{t('formula.board')}</List.Item>
        {first && !bands.every(({ verified }) => verified) && (
          <List.Item>{t('formula.act', { act: first.act })}</List.Item>
        )}
      </List>
    </section>
  );
}
