import { useState, useSyncExternalStore } from 'react';
import { useOutbox } from '../outbox/use-outbox';
import { CellStore, type CellsState } from './cell-store';

/** The store of the cells on a page, kept while the page stands, and what it shows now. */
export function useCells(): [CellStore, CellsState] {
  const [outbox] = useOutbox();
  const [store] = useState(() => new CellStore(outbox));
  return [store, useSyncExternalStore(store.subscribe, store.state)];
}
