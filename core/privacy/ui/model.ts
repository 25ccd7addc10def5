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
  shippedDays: number;
  holdBecause: string | null;
  lastAt: string | null;
  lastRemoved: number | null;
  removed: number;
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
