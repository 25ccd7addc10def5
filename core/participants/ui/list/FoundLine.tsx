import { useTexts } from '@regiso/core/ui';
import styles from './List.module.css';
import { listTexts } from './texts';

type Props = { total: number | undefined; didYouMean: string | null; isBehind: boolean };

/** How many were found and by which words; told to screen readers when it changes. */
export function FoundLine({ total, didYouMean, isBehind }: Props) {
  const t = useTexts(listTexts);
  const isKnown = total !== undefined && total > 0;
  return (
    <p className={styles.found} role="status" data-behind={isBehind || undefined}>
      {isKnown && <strong>{t('list.found', { count: total })}</strong>}
      {isKnown && didYouMean && <span>{t('list.corrected', { words: didYouMean })}</span>}
    </p>
  );
}
