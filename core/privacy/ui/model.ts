export type Request = {
  id: string;
  kind: 'access' | 'correction' | 'deletion' | 'objection';
  text: string;
  receivedOn: string;
  dueOn: string;
  isProvisional: boolean;
  state: 'waiting' | 'done' | 'refused';
  answer: string | null;
  answeredAt: string | null;
  login: string;
  name: string;
};
export const kinds = ['access', 'correction', 'deletion', 'objection'] as const;

export type Rule = {
  id: string;
  title: string;
  titleEn: string;
  days: number;
  act: string;
  clause: string | null;
  verified: boolean;
  reference: string;
  waitsForCheck: boolean;
  holdBecause: string | null;
  lastAt: string | null;
  lastRemoved: number | null;
  removed: number;
};

export type Hold = {
  id: string;
  personId: string;
  name: string;
  ground: string;
  until: string;
  state: 'in-force' | 'ended' | 'lifted';
  laidBy: string | null;
  laidAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
  liftReason: string | null;
};

export type Incident = {
  id: string;
  title: string;
  discoveredAt: string;
  cause: string;
  harm: string;
  measures: string;
  findings: string;
  culprits: string;
  contact: string;
  categories: string[];
  subjects: number | null;
  records: number | null;
  firstDueAt: string;
  resultDueAt: string;
  firstSentAt: string | null;
  resultSentAt: string | null;
  version: number;
};

export type Outcome = {
  rule: string;
  count: number;
  before: string | null;
  persons: number;
  skipped: 'held' | 'unverified' | 'cancelled' | null;
  problem: string | null;
};

export type Pass = {
  id: string;
  kind: 'preview' | 'removal';
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  share: number;
  bySchedule: boolean;
  createdAt: string;
  endedAt: string | null;
  report: Outcome[];
};
