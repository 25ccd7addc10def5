import { useLanguage, useTexts } from '@regiso/core/ui';
import type { QueueReport } from '../../shared/queue-report';
import { queueReportTexts } from './texts';

/** Names of bands of ages, and of the rows that stand in none. */
export function useBandNames(bands: QueueReport['bands']): (code: string) => string {
  const t = useTexts(queueReportTexts);
  const { language } = useLanguage();
  return (code) => {
    const band = bands.find((one) => one.code === code);
    if (band) return language === 'ru' ? band.title : band.titleEn;
    return code === 'unknown' ? t('unknown') : t('other');
  };
}
