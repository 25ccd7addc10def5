import { useRef, useState } from 'react';
import { api, notifyProblem, useMutation, useQueryClient } from '@regiso/core/ui';
import type { Place, Slot } from '../../shared/conflicts';
import type { DraftView } from '../../shared/timetable';

export type Picked = { loadId: string; slot: Slot | null };
type Step = { slotId: string | null; loadId: string; to: Place | null; reason: string | null };

const most = 50;
const placeOf = ({ weekday, number, weeks, room }: Slot): Place => ({ weekday, number, weeks, room });

/** Steps of making a timetable, each of which can be taken back. */
export function useDraft(view: DraftView) {
  const queries = useQueryClient();
  const [past, setPast] = useState<Step[]>([]);
  // A lesson that was taken away comes back under another id.
  const renamed = useRef(new Map<string, string>());
  const idNow = (id: string | null): string | null => {
    const next = id === null ? undefined : renamed.current.get(id);
    return next === undefined ? id : idNow(next);
  };
  const send = async (step: Step) => {
    const { slotId } = await api.post<{ slotId: string | null }>(`/school/years/${view.yearId}/draft`, {
      ...step,
      slotId: idNow(step.slotId),
    });
    await queries.invalidateQueries();
    return slotId;
  };
  const step = useMutation({
    mutationFn: async ({ loadId, slot, to, reason }: Picked & { to: Place | null; reason: string | null }) => {
      const id = await send({ slotId: slot?.id ?? null, loadId, to, reason });
      const back: Step = {
        slotId: to ? id : null,
        loadId,
        to: slot ? placeOf(slot) : null,
        reason: slot?.reason ?? null,
      };
      setPast((old) => [...old, to ? back : { ...back, slotId: `gone:${slot?.id ?? ''}` }].slice(-most));
    },
    onError: notifyProblem,
  });
  const undo = useMutation({
    mutationFn: async () => {
      const last = past.at(-1);
      if (!last) return;
      const gone = last.slotId?.startsWith('gone:') ? last.slotId.slice(5) : null;
      const id = await send({ ...last, slotId: gone === null ? last.slotId : null });
      if (gone && id) renamed.current.set(gone, id);
      setPast((old) => old.slice(0, -1));
    },
    onError: notifyProblem,
  });
  return { step, undo, canUndo: past.length > 0 };
}
