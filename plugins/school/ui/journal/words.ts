import { useLanguage } from '@regiso/core/ui';

/** A thing that the server names in both languages, in the reader's. */
export function useWords() {
  const { language } = useLanguage();
  return ({ title, titleEn }: { title: string; titleEn: string }) => (language === 'en' ? titleEn : title);
}

/** A subject in the reader's language. */
export function useSubject() {
  const { language } = useLanguage();
  return ({ subject, subjectEn }: { subject: string; subjectEn: string }) => (language === 'en' ? subjectEn : subject);
}
