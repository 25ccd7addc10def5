import { statuses } from './codes';
import type { Status } from './words';

type Step = {
  /** Whether the clerk must name a ground from the list. */
  ground?: true;
};

/** Every lawful step. What is not here cannot happen, whoever asks for it. */
export const steps: Readonly<Record<Status, Readonly<Partial<Record<Status, Step>>>>> = {
  draft: { sent: {} },
  sent: { received: {}, withdrawn: {} },
  received: {
    queued: {},
    'need-confirm': { ground: true },
    refused: { ground: true },
    withdrawn: {},
    archived: { ground: true },
  },
  'need-confirm': { queued: {}, refused: { ground: true }, withdrawn: {}, archived: { ground: true } },
  queued: {
    offered: {},
    frozen: { ground: true },
    withdrawn: {},
    'need-confirm': { ground: true },
    archived: { ground: true },
  },
  offered: { directed: {}, queued: { ground: true }, withdrawn: {} },
  directed: { docs: {}, queued: { ground: true }, refused: { ground: true }, withdrawn: {} },
  docs: { enrolled: {}, queued: { ground: true }, refused: { ground: true }, withdrawn: {} },
  enrolled: {},
  refused: {},
  withdrawn: {},
  frozen: { queued: {}, withdrawn: {}, archived: { ground: true } },
  archived: {},
};

export const stepOf = (from: Status, to: Status): Step | undefined => steps[from][to];

/** An application that still wants a place: a child has at most one of them. */
export const live: readonly Status[] = statuses.filter(
  (status) => !['draft', 'enrolled', 'refused', 'withdrawn', 'archived'].includes(status),
);

/** Grounds for a step, by what it leads to. Refusals have no other grounds than the law's (KDG-08). */
export const grounds = {
  'need-confirm': ['originals', 'data-differs', 'privilege-document'],
  refused: ['no-places', 'foreign-documents', 'wrong-applicant', 'not-in-region', 'double'],
  frozen: ['by-request', 'moved-away-for-time'],
  queued: ['declined-by-parent', 'term-over', 'documents-not-brought', 'place-lost', 'ring-broken', 'by-error'],
  archived: ['too-old', 'left-region'],
} as const;
