import { Badge, useLanguage, useTexts } from '@regiso/core/ui';
import type { BatchView } from '../../shared/persons';
import { personTexts } from './texts';

type Titled = { kindTitle: string; kindTitleEn: string; subjectTitle: string; subjectTitleEn: string };

/** «ЕГЭ, Русский язык» in the reader's language. */
export function useExamName() {
  const { language } = useLanguage();
  return ({ kindTitle, kindTitleEn, subjectTitle, subjectTitleEn }: Titled) =>
    language === 'ru' ? `${kindTitle}, ${subjectTitle}` : `${kindTitleEn}, ${subjectTitleEn}`;
}

/** A result in words; null is one that is annulled. */
export function useResultWords() {
  const t = useTexts(personTexts);
  return (value: number | null, unit: BatchView['unit']) => {
    if (value === null) return t('is-annulled');
    return t(({ score: 'unit.points', mark: 'unit.mark-of', percent: 'unit.percents' } as const)[unit], { value });
  };
}

const tone = { draft: 'gray', rejected: 'red', approved: 'blue', publishing: 'yellow', published: 'green' } as const;

export const StateBadge = ({ batch: { state, isPaused } }: { batch: Pick<BatchView, 'state' | 'isPaused'> }) => {
  const t = useTexts(personTexts);
  const stands = isPaused && state !== 'published';
  return (
    <Badge color={stands ? 'red' : tone[state]} variant="light" miw="max-content">
      {stands ? t('paused') : t(`state.${state}`)}
    </Badge>
  );
};
