import {
  api,
  apiQuery,
  notifyDone,
  notifyProblem,
  useMutation,
  useQuery,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { texts } from './texts';

export type Backup = {
  id: string;
  endedAt: string;
  seconds: number;
  bytes: number;
  form: 'files' | 'dump';
  release: string;
  rows: number | null;
  keys: 'plain' | 'sealed' | 'apart';
  verified: { at: string; ok: boolean; problems: string[]; seconds: number } | null;
};
export type Run = {
  id: string;
  kind: 'create' | 'verify';
  backup: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  share: number;
  step: string;
  error: string | null;
  bySchedule: boolean;
  createdAt: string;
  endedAt: string | null;
};
export type Overview = {
  external: boolean;
  folder: string;
  sameDisk: boolean;
  freeBytes: number;
  keepDays: number;
  scheduled: boolean;
  logAt: string | null;
  logFailing: boolean;
  backups: Backup[];
  damaged: { id: string; problem: string }[];
  runs: Run[];
};

const address = '/backup/overview';
export const isUnderWay = ({ state }: Run) => state === 'waiting' || state === 'running';

/** Asked anew every second while a run is under way. */
export const useOverview = () =>
  useQuery({
    ...apiQuery<Overview>(address),
    refetchInterval: ({ state: { data } }) => (data?.runs.some(isUnderWay) ? 1_000 : 15_000),
  });

type Ask = { kind: 'create' } | { kind: 'verify'; backup: string };

export function useAsk() {
  const t = useTexts(texts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ask: Ask) => api.post('/backup/runs', ask),
    onError: notifyProblem,
    onSuccess: (_answer, { kind }) => notifyDone({ text: t(`${kind}.started`) }),
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
}

export function useCancel() {
  const t = useTexts(texts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/backup/runs/${id}/cancel`, {}),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('cancelled') }),
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
}
