import { useLanguage, useTexts, VisuallyHidden } from '@regiso/core/ui';
import type { DiaryLesson } from '../../shared/diary';
import styles from './Diary.module.css';
import { diaryTexts } from './texts';

type MarkOf = DiaryLesson['marks'][number];

export function useKind() {
  const { language } = useLanguage();
  return ({ kindTitle, kindTitleEn }: Pick<MarkOf, 'kindTitle' | 'kindTitleEn'>) =>
    language === 'en' ? kindTitleEn : kindTitle;
}

/** A mark as a family sees it: the figure large, its weight small, in words for who listens. */
export function Mark({ mark }: { mark: MarkOf }) {
  const t = useTexts(diaryTexts);
  const kind = useKind();
  const said = [t('mark', { value: mark.value, kind: kind(mark) }), mark.isLate && t('late'), mark.comment];
  return (
    <span className={styles.mark} data-two={mark.value === 2} title={said.filter(Boolean).join(' · ')}>
      <span aria-hidden>
        {mark.value}
        {mark.weight > 1 && <sub>×{mark.weight}</sub>}
      </span>
      <VisuallyHidden>{said.filter(Boolean).join(', ')}</VisuallyHidden>
    </span>
  );
}
