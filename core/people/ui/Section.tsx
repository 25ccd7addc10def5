import { useId, type ReactNode } from 'react';
import styles from './People.module.css';

type Props = { title: string; beside?: ReactNode; children: ReactNode };

/** One part of a card on a ground of its own. */
export function Section({ title, beside, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}
