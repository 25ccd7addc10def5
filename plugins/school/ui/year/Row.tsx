import type { ReactNode } from 'react';
import { IconTrash } from '@tabler/icons-react';
import { ActionIcon, Text, useTexts, type FormErrors } from '@regiso/core/ui';
import type { PeriodInput, YearView } from '../../shared/year';
import styles from './Calendar.module.css';
import { yearTexts } from './texts';

export type Draft = Pick<YearView, 'startsOn' | 'endsOn' | 'holidays' | 'bells'> & {
  periods: (PeriodInput & { isUsed?: boolean })[];
};

/** A part of the calendar, which is written as a whole. */
export type Part = { draft: Draft; set: (change: Partial<Draft>) => void; errors: FormErrors; mayKeep: boolean };

type RowProps = { list: string; nth: number; locked?: string | undefined; onRemove: () => void; children: ReactNode };

/** A row of a list with the button that removes it. */
export function Row({ list, nth, locked, onRemove, children }: RowProps) {
  const t = useTexts(yearTexts);
  return (
    <div role="group" aria-label={t('row', { list, nth })} className={styles.row}>
      {children}
      {locked ? (
        <Text size="sm" c="dimmed" className={styles.locked}>
          {locked}
        </Text>
      ) : (
        <ActionIcon variant="default" size={36} aria-label={t('remove.row', { list, nth })} onClick={onRemove}>
          <IconTrash size={20} />
        </ActionIcon>
      )}
    </div>
  );
}
