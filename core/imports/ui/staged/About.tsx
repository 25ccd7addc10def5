import type { StagedView } from '../model';
import styles from '../lists.module.css';

/** What the file says about the organisation. */
export const About = ({ row }: { row: Pick<StagedView, 'about'> }) => (
  <dl className={styles.about}>
    {row.about.map(({ title, value }) => (
      <div key={title}>
        <dt>{title}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
