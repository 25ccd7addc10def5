import { apiQuery, useQuery } from '@regiso/core/ui';

export type Finding = { id: string; level: 'danger' | 'warning'; details?: Record<string, string | number> };
export type State = {
  release: string;
  node: string;
  postgresql: string;
  production: boolean;
  embedded: { postgresql: boolean; clickhouse: boolean };
  startedAt: string;
  disk: { free: number; total: number };
  signIns: { open: number; accounts: number; today: number };
  findings: Finding[];
};
export type Release = {
  version: string;
  since: string | null;
  isPresent: boolean;
  /** In short, in Russian. */
  summary: ReleaseNote[];
  /** In full, in English. */
  notes: ReleaseNote[];
};
export type ReleaseNote = { title: string | null; text: string };
export type Trouble = {
  queue: string;
  id: string;
  name: string;
  title: string;
  kind: 'failed' | 'stuck' | 'waits';
  attempts: number;
  since: string;
  reason: string | null;
};
export type Queue = { id: string; title: string; waiting: number; active: number; delayed: number; failed: number };
export type Parked = { plugin: string; title: string; rows: number; since: string };
export type Jobs = {
  queues: Queue[];
  jobs: Trouble[];
  outbox: { rows: number; since: string | null };
  parked: Parked[];
};

export const useSystemState = () => useQuery({ ...apiQuery<State>('/system/state'), refetchInterval: 30_000 });
export const useJobs = () => useQuery({ ...apiQuery<Jobs>('/system/jobs'), refetchInterval: 5_000 });
