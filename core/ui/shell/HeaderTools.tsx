import { lazy, Suspense } from 'react';
import { foundUis, useUis } from './found';
import styles from './Header.module.css';

// A tool whose code does not come leaves its place empty: the page must not fall with it.
const nothing = () => ({ default: () => null });

const tools = foundUis
  .flatMap((ui) =>
    (ui.headerTools ?? []).map(({ id, order, tool }) => ({
      id: `${ui.id}.${id}`,
      ui,
      order,
      Tool: lazy(() => tool().catch(nothing)),
    })),
  )
  .sort((a, b) => a.order - b.order);

/** Buttons that subsystems put into the header; their places are kept while the code comes. */
export function HeaderTools() {
  const uis = useUis();
  const present = tools.filter(({ ui }) => uis.includes(ui));
  return present.map(({ id, Tool }) => (
    <Suspense key={id} fallback={<span className={styles.place} />}>
      <Tool />
    </Suspense>
  ));
}
