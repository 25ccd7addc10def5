import { useApi, useLanguage } from '@regiso/core/ui';

export type Reading = {
  id: string;
  kind: 'rules' | 'regulation' | 'security';
  title: string;
  titleEn: string | null;
  version: number;
  effectiveOn: string;
  whatChanged: string | null;
  confirmedAt: string | null;
};

export const readingsAddress = '/support/own/readings';

/** Rules in force and what the reader has confirmed. */
export const useReadings = () => useApi<Reading[]>(readingsAddress);

export function useReadingTitle() {
  const { language } = useLanguage();
  return ({ title, titleEn }: Pick<Reading, 'title' | 'titleEn'>) => (language === 'en' ? (titleEn ?? title) : title);
}
