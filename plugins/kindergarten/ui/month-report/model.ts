import { useLanguage } from '@regiso/core/ui';
import type { Counts, MonthReportRow, MonthReportView } from '../../shared/month-report';

export type { Counts, MonthReportRow, MonthReportView };

export const movement = ['capacity', 'before', 'came', 'left', 'after'] as const satisfies readonly (keyof Counts)[];
export const attendance = [
  ...(['days', 'present', 'illness', 'family', 'holiday', 'quarantine', 'unknown', 'unmarked', 'excused'] as const),
] as const satisfies readonly (keyof Counts)[];

/** «октябрь 2026». */
export function useMonthName(): (month: string) => string {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    ...({ month: 'long', year: 'numeric', timeZone: 'UTC' } as const),
  });
  return (month) => format.format(new Date(`${month}-15`)).replace(/\sг\.$/, '');
}

/** The month before that of a day. */
export const monthBefore = (day: string) => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
};
