import { useEffect, useMemo, useRef, useCallback } from 'react';
import { useUrlState } from '@regiso/core/ui';
import type { DashboardView } from '../../shared';
import { choiceFrom, dimensionsOf, searchOf, type Choice } from '../../shared/choice';

/** The choice kept in the address; every change is a step that the back button takes back. */
export function useChoice(board: DashboardView): [Choice, (choice: Choice) => void] {
  const absent = useMemo(() => Object.fromEntries(dimensionsOf(board).map((name) => [name, ''])), [board]);
  const [search, change] = useUrlState(absent);
  const text = JSON.stringify(search);
  const choice = useMemo(() => choiceFrom(board, JSON.parse(text) as Record<string, string>), [board, text]);
  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  });
  const choose = useCallback((next: Choice) => latest.current(searchOf(board, next), { push: true }), [board]);
  return [choice, choose];
}
