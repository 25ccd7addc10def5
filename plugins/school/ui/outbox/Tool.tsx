import { lazy, Suspense, type ReactNode } from 'react';
import { useMay } from '@regiso/core/ui';

// Code that does not come leaves the place empty: the page must not fall with it.
const nothing: { default: () => ReactNode } = { default: () => null };
const Waiting = lazy(() => import('./Waiting').catch(() => nothing));

/** What waits to be sent, for whoever keeps journals; others load nothing of it. */
export default function Tool() {
  return useMay('school.teach') ? (
    <Suspense>
      <Waiting />
    </Suspense>
  ) : null;
}
