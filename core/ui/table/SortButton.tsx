import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import styles from './DataTable.module.css';

type Props = { title: string; sorted: false | 'asc' | 'desc'; onToggle: () => void };

/** A heading that sorts; the order is told by `aria-sort` of its cell. */
export function SortButton({ title, sorted, onToggle }: Props) {
  const Arrow = sorted === 'asc' ? IconArrowUp : sorted === 'desc' ? IconArrowDown : IconArrowsSort;
  return (
    <button type="button" className={styles.sort} data-sorted={sorted || undefined} onClick={onToggle}>
      <span>{title}</span>
      <Arrow size={16} aria-hidden />
    </button>
  );
}
