import { useEffect, useState, useSyncExternalStore } from 'react';
import { api, notifyProblem, ProblemError } from '@regiso/core/ui';
import type { LessonView } from '../../shared/journal';
import { CellStore, emptyCell, type CellKey, type CellsState, type Saved } from './cell-store';

const partsOf = (key: CellKey) => key.split('/') as [lesson: string, pupil: string];

const makeStore = () =>
  new CellStore({
    save: (key, { version, attendance, lateMinutes, marks }) => {
      const [lesson, pupil] = partsOf(key);
      const kept = marks.map(({ place, value, isLate, comment }) => ({ place, value, isLate, comment }));
      const cell = { version, attendance, lateMinutes, marks: kept };
      return api.put<Saved>(`/school/lessons/${lesson}/pupils/${pupil}`, cell);
    },
    load: async (key) => {
      const [lesson, pupil] = partsOf(key);
      const { pupils } = await api.get<LessonView>(`/school/lessons/${lesson}`);
      return pupils.find(({ id }) => id === pupil)?.cell ?? emptyCell;
    },
    kindOf: (error) => {
      if (!(error instanceof ProblemError)) return 'offline';
      if (error.status === 0 || error.status >= 502) return 'offline';
      return error.code === 'changed-meanwhile' ? 'conflict' : 'refused';
    },
    refused: notifyProblem,
  });

/** The store of the cells on a page, kept while the page stands, and what it shows now. */
export function useCells(): [CellStore, CellsState] {
  const [store] = useState(makeStore);
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { waiting } = state;
  useEffect(() => {
    if (!waiting) return undefined;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [waiting]);
  return [store, state];
}
