import { useEffect, useRef } from 'react';
import { api, useLanguage, useQuery } from '@regiso/core/ui';
import type { AskedQuestion, Freshness, QueryReply } from '../../shared';
import type { Pivot } from '../../shared/boards';
import { pivotQuestions } from '../../shared/pivot';

/** The answers to a pivot, in one request; asked anew when the warehouse has moved on, kept in sight meanwhile. */
export function usePivot(pivot: Pivot, fresh: Freshness | undefined) {
  const { language } = useLanguage();
  const { questions, at } = pivotQuestions(pivot);
  const result = useQuery({
    queryKey: ['/dashboards/query', 'pivot', language, questions],
    queryFn: () => api.post<QueryReply>('/dashboards/query', { language, questions }),
    placeholderData: (earlier: QueryReply | undefined) => (isOfShape(earlier, questions[0]) ? earlier : undefined),
    staleTime: Infinity,
    retry: false,
  });
  const { data, isFetching, isPlaceholderData, refetch } = result;
  const ticks = data?.answers.flatMap((answer) => ('asOf' in answer ? answer.asOf.tick : [])) ?? [];
  // Of a problem alone nothing is known: it is asked anew as soon as the warehouse moves on.
  const tick = data && (ticks.length ? Math.min(...ticks) : 0);
  const followed = useRef(0);
  useEffect(() => {
    if (!fresh || tick === undefined || isFetching || isPlaceholderData) return;
    if (fresh.tick <= tick || fresh.tick <= followed.current) return;
    followed.current = fresh.tick;
    void refetch();
  }, [fresh, tick, isFetching, isPlaceholderData, refetch]);
  const replyAt = (place: number | null | undefined) =>
    place === null || place === undefined ? undefined : data?.answers[place];
  const answerAt = (place: number | null | undefined) => {
    const reply = replyAt(place);
    return reply && 'rows' in reply ? reply : undefined;
  };
  const cross = replyAt(at.cross);
  return {
    cross: answerAt(at.cross),
    rows: answerAt(at.rows),
    columns: answerAt(at.columns),
    names: Object.fromEntries(Object.entries(at.names).map(([name, place]) => [name, answerAt(place)])),
    problem: cross && 'problem' in cross ? cross.problem : undefined,
    failure: result.error?.message,
    isLoading: isPlaceholderData,
    retry: () => void refetch(),
  };
}

// Figures of another indicator or crossing must not stand under these headings, however briefly.
function isOfShape(earlier: QueryReply | undefined, asked: AskedQuestion | undefined) {
  const first = earlier?.answers[0];
  return first && 'rows' in first && first.indicator === asked?.indicator && first.by.join() === asked.by?.join();
}

export type PivotAnswers = ReturnType<typeof usePivot>;
