import { useEffect, useRef } from 'react';
import { api, apiQuery, useLanguage, useQuery, useQueryClient } from '@regiso/core/ui';
import type { Language } from '@regiso/core/ui';
import type { Answer, DashboardView, Freshness, QueryReply } from '../../shared';
import type { Batch } from '../../shared/questions';

/** What came for one question: the answer, and beside it why a newer one did not come. */
export type Reply = { answer?: Answer; problem?: string };
export type Replies = Readonly<Record<string, Reply>>;
export type BoardReplies = {
  /** The choice these replies answer to. */
  choice: Batch['choice'];
  tiles: Readonly<Record<string, Replies>>;
  names: Replies;
  /** Every answer holds at least this tick. */
  tick: number;
};

const perRequest = 40;
// With the warehouse's tick of a second and the answer itself a change is seen within three.
const pollEvery = 1_000;

const boardKey = (id: string, language: Language) => apiQuery<DashboardView>(`/dashboards/${id}`, { language });

export const useBoard = (id: string) => {
  const { language } = useLanguage();
  return useQuery({ ...boardKey(id, language), staleTime: Infinity, enabled: id !== '' });
};

/** Up to which moment the figures of a board, or of all boards, hold; asked every second while the page is in sight. */
export const useFreshness = (id?: string) =>
  useQuery({
    queryKey: ['/dashboards/as-of', id],
    queryFn: ({ signal }) => api.get<Freshness>('/dashboards/as-of', { dashboard: id }, signal),
    refetchInterval: pollEvery,
    retry: false,
    staleTime: 0,
  });

/** Answers to the batch; while others are on their way the earlier ones stay. */
export function useAnswers(board: DashboardView, batch: Batch, fresh: Freshness | undefined) {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const queryKey = ['/dashboards/query', board.id, language, batch.questions];
  const result = useQuery({
    queryKey,
    queryFn: () => askAll(board.id, language, batch, queries.getQueryData<BoardReplies>(queryKey)),
    placeholderData: (earlier: BoardReplies | undefined) => earlier,
    staleTime: Infinity,
  });
  const { refetch, isFetching, isPlaceholderData } = result;
  const tick = result.data?.tick;
  const followed = useRef(0);
  useEffect(() => {
    if (!fresh || tick === undefined || isFetching || isPlaceholderData) return;
    if (fresh.tick <= tick || fresh.tick <= followed.current) return;
    followed.current = fresh.tick;
    void refetch();
    // New data may bring a new year or place to choose.
    void queries.invalidateQueries({ queryKey: boardKey(board.id, language).queryKey });
  }, [fresh, tick, isFetching, isPlaceholderData, refetch, queries, board.id, language]);
  return result;
}

async function askAll(dashboard: string, language: Language, batch: Batch, earlier: BoardReplies | undefined) {
  const parts = Array.from({ length: Math.ceil(batch.questions.length / perRequest) }, (_, at) =>
    batch.questions.slice(at * perRequest, (at + 1) * perRequest),
  );
  const replies = await Promise.all(
    parts.map((questions) => api.post<QueryReply>('/dashboards/query', { dashboard, language, questions })),
  );
  return placed(
    batch,
    replies.flatMap(({ answers }) => answers),
    earlier,
  );
}

/** Puts the answers where they belong; where one failed, the last good answer to the same question stays. */
export function placed(batch: Batch, answers: QueryReply['answers'], earlier: BoardReplies | undefined): BoardReplies {
  const reply = (at: number, last: Reply | undefined): Reply => {
    const came = answers[at];
    if (came && !('problem' in came)) return { answer: came };
    return { ...(last?.answer && { answer: last.answer }), problem: came?.problem ?? '' };
  };
  const placedIn = (places: Readonly<Record<string, number>>, last: Replies | undefined): Replies =>
    Object.fromEntries(Object.entries(places).map(([role, at]) => [role, reply(at, last?.[role])]));
  const tiles = Object.entries(batch.tiles).map(([id, places]) => [id, placedIn(places, earlier?.tiles[id])] as const);
  const ticks = answers.flatMap((answer) => ('asOf' in answer ? answer.asOf.tick : []));
  return {
    choice: batch.choice,
    tiles: Object.fromEntries(tiles),
    names: placedIn(batch.names, earlier?.names),
    tick: ticks.length ? Math.min(...ticks) : 0,
  };
}
