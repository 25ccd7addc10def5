import { useApi, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { ExamKindInput, ExamPeriod, ScaleInput, SessionInput, SubjectInput, ThresholdInput } from '../shared';
import { texts } from './texts';

export type Kind = ExamKindInput;
export type Subject = SubjectInput;
export type Scale = ScaleInput & { id: string };
export type Threshold = ThresholdInput;
export type Session = Omit<SessionInput, 'period' | 'startsOn' | 'endsOn'> & {
  period: ExamPeriod;
  startsOn: string | null;
  endsOn: string | null;
};

export const addresses = {
  kinds: '/exams/reference/kinds',
  subjects: '/exams/reference/subjects',
  scales: '/exams/reference/scales',
  thresholds: '/exams/reference/thresholds',
  sessions: '/exams/reference/sessions',
} as const;

/** Names of exams and subjects in the reader's language; the code itself while the list is on its way. */
export function useNames() {
  const { language } = useLanguage();
  const kinds = useApi<Kind[]>(addresses.kinds);
  const subjects = useApi<Subject[]>(addresses.subjects);
  const nameIn = (list: readonly { code: string; title: string; titleEn: string }[] | undefined, code: string) => {
    const found = list?.find((one) => one.code === code);
    return found ? (language === 'ru' ? found.title : found.titleEn) : code;
  };
  return {
    kind: (code: string) => nameIn(kinds.data, code),
    subject: (code: string) => nameIn(subjects.data, code),
    kinds: kinds.data ?? [],
    subjects: subjects.data ?? [],
  };
}

/** «с 1 июня 2024 по 31 августа 2026»; whole years are said as years: «2025–2026». */
export function useValidity() {
  const t = useTexts(texts);
  const { day } = useFormats();
  return ({ validFrom, validTo }: { validFrom: string | null; validTo: string | null }) => {
    if (validFrom?.endsWith('-01-01') && validTo?.endsWith('-12-31')) return years(validFrom, validTo);
    if (validFrom && validTo) return t('valid.from-to', { from: day(validFrom), to: day(validTo) });
    if (validFrom) return t('valid.from', { from: day(validFrom) });
    return validTo ? t('valid.to', { to: day(validTo) }) : t('valid.always');
  };
}

const years = (from: string, to: string) => [...new Set([from.slice(0, 4), to.slice(0, 4)])].join('–');
