import { useSpeech, type Figure } from '../figures';
import styles from './FigureTable.module.css';

/** How many stand behind a figure of a cell, under it; a count that counts itself needs none. */
export function CellN({ figure: { n, value } }: { figure: Figure }) {
  const { t, formats } = useSpeech();
  if (n === null || n === value) return null;
  return (
    <span className={styles.n} title={t('n.means')}>
      {t('n', { n: formats.number(n, 0) })}
    </span>
  );
}
