import { lazy, Suspense } from 'react';
import { foundUis } from './found';
import styles from './Header.module.css';

// A tool whose code does not come leaves its place empty: the page must not fall with it.
const nothing = () => ({ default: () => null });

const tools = foundUis
  .flatMap((ui) =>
    (ui.headerTools ?? []).map(({ id, order, tool }) => ({
      id: `${ui.id}.${id}`,
      order,
      Tool: lazy(() => tool().catch(nothing)),
    })),
  )
  .sort((a, b) => a.order - b.order);

/** Buttons that subsystems put into the header; their places are kept while the code comes. */
export function HeaderTools() {
  return tools.map(({ id, Tool }) => (
    <Suspense key={id} fallback={<span className={styles.place} />}>
      <Tool />
    </Suspense>
  ));
}
