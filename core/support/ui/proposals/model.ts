export type Proposal = {
  id: string;
  number: number;
  subsystem: string;
  title: string;
  text: string;
  state: 'sent' | 'considered' | 'accepted' | 'refused' | 'done';
  answer: string | null;
  author: string | null;
  createdAt: string;
  version: number;
};

export const proposalsAddress = '/support/proposals';

/** Where the server lets a proposal go from each state. */
export const nextStates = {
  sent: ['considered', 'accepted', 'refused'],
  considered: ['accepted', 'refused'],
  accepted: ['done', 'refused'],
  refused: [],
  done: [],
} as const satisfies Record<Proposal['state'], readonly Proposal['state'][]>;

export const waits = ({ state }: Proposal) => nextStates[state].length > 0;
