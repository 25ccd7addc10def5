import { useTexts } from '@regiso/core/ui';
import { IconCircleCheck } from '@tabler/icons-react';
import { runTexts } from '../texts/run';
import styles from './run.module.css';

export type Step = 'columns' | 'check' | 'load' | 'end';
const steps = ['columns', 'check', 'load'] as const;

/** How far the import is: columns, check, import. */
export function Steps({ current }: { current: Step }) {
  const t = useTexts(runTexts);
  const at = current === 'end' ? steps.length : steps.indexOf(current);
  return (
    <ol className={styles.steps} aria-label={t('steps.label')}>
      {steps.map((step, place) => (
        <li key={step} aria-current={place === at ? 'step' : undefined}>
          {place < at ? <IconCircleCheck size={20} aria-hidden /> : <span aria-hidden>{place + 1}.</span>}
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
