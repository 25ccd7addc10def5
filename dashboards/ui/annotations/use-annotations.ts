import { useApi } from '@regiso/core/ui';
import type { Annotation } from '../../shared/annotations';
import { useBoardContext } from '../board/context';

export type Noted = Annotation & { number: number };

/** What is noted beside a figure by these steps of time, of the whole or of the chosen municipality, numbered in order. */
export function useAnnotations(indicator: string, by: string): Noted[] {
  const { board, choice, isFrozen } = useBoardContext();
  const { data = [] } = useApi<Annotation[]>('/dashboards/annotations', { dashboard: board.id });
  if (isFrozen) return [];
  const chosen = choice.municipality ?? [];
  return data
    .filter((one) => one.indicator === indicator && one.grain === by)
    .filter(({ municipality }) => municipality === null || chosen.includes(municipality))
    .map((one, at) => ({ ...one, number: at + 1 }));
}
