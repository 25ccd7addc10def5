import { apiQuery, useQuery } from '@regiso/core/ui';
import type { RunDetail, RunState } from './answers';

export type { CandidateView, Decision, KindView, Matched, RunDetail, RunState, RunView, StagedView } from './answers';

const working: readonly RunState[] = ['queued', 'reading', 'running'];
export const isWorking = ({ state }: { state: RunState }) => working.includes(state);

const lookAgainMs = 700;

/** One run; looked at again and again while it is being worked on, also when the connection comes and goes. */
export const useRun = (id: string) =>
  useQuery({
    ...apiQuery<RunDetail>(`/imports/runs/${id}`),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data && isWorking(data) ? lookAgainMs : false),
  });

export const runKey = (id: string) => apiQuery(`/imports/runs/${id}`).queryKey;
