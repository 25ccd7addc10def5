import { api, useQuery, useRegion } from '@regiso/core/ui';

export const kinds = ['fault', 'access', 'howto', 'method', 'data'] as const;
export type Kind = (typeof kinds)[number];
export const states = ['new', 'in-work', 'waiting-author', 'solved'] as const;
export type State = (typeof states)[number];

export type Ticket = {
  id: string;
  number: number;
  kind: Kind;
  subsystem: string | null;
  subject: string;
  state: State;
  bodyId: string;
  body: string;
  bodyEn: string;
  dueOn: string | null;
  isProvisional: boolean;
  isOverdue: boolean;
  isGuest: boolean;
  assignee: string | null;
  createdAt: string;
};
export type Message = {
  id: string;
  side: 'author' | 'desk' | 'note';
  writer: string | null;
  text: string;
  createdAt: string;
};
export type TicketFile = { id: string; name: string; bytes: number; isGivenOut: boolean; storedAt: string };
export type Context = {
  screen: string | null;
  recordId: string | null;
  roles: string[];
  release: string;
  errors: { code: string; status: number }[];
};
export type Thread = Ticket & {
  isMine: boolean;
  mayAnswer: boolean;
  context: Context | null;
  messages: Message[];
  files: TicketFile[];
};

export const ownAddress = '/support/own/tickets';
export const queueAddress = '/support/queue';
export const threadAddress = (id: string) => `/support/tickets/${id}`;

/** The thread; opening it is recorded, so it is not asked for again on every look at the window. */
export const useThread = (id: string) =>
  useQuery({
    queryKey: [threadAddress(id)],
    queryFn: () => api.post<Thread>(`${threadAddress(id)}/read`),
    refetchOnWindowFocus: false,
    staleTime: 30_000,
  });

/** The day it is in the region. */
export function useToday(): string {
  const timeZone = useRegion()?.timeZone;
  return new Intl.DateTimeFormat('sv-SE', timeZone ? { timeZone } : {}).format(new Date());
}

/** Days from one day to another; negative when it has passed. */
export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
