import styles from './Boards.module.css';

/** In place of a tile that the reader may not see, or that is there no more. */
export const Closed = ({ title, why, what }: { title: string; why: string; what: string }) => (
  <section className={styles.closed}>
    <h2>{title}</h2>
    <p>{why}</p>
    <p>{what}</p>
  </section>
);
