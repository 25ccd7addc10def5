import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isNeeded, onNeeded } from './host';

const Place = lazy(() => import('./NoticePlace'));

/** Where notices appear; its code comes with the first notice. */
export function NoticeHost() {
  const needed = useSyncExternalStore(onNeeded, isNeeded);
  return <Suspense>{needed && <Place />}</Suspense>;
}
