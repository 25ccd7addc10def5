import { useLanguage } from '../texts/i18n';

/** The title of a line in the reader's language. */
export function useTitle() {
  const { language } = useLanguage();
  return ({ title, titleEn }: { title: string; titleEn: string }) => (language === 'en' ? titleEn : title);
}
