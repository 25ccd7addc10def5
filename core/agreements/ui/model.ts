export const statuses = ['active', 'expiring', 'read-only', 'upcoming', 'draft', 'ended', 'suspended', 'none'] as const;
export type Status = (typeof statuses)[number];

export type ParticipantRow = {
  id: string;
  kind: 'organisation' | 'authority';
  name: string;
  organisationId: string | null;
  organisationKind: string | null;
  municipality: { id: string; name: string } | null;
  status: Status;
  subsystems: string[];
  endsOn: string | null;
  agreementNumber: string | null;
  version: number;
  /** Signed agreements of which the signed file is not kept. */
  withoutFile: number;
};

export type Agreement = {
  id: string;
  number: string;
  signedOn: string;
  startsOn: string;
  endsOn: string | null;
  readOnlyDays: number;
  subsystems: string[];
  dataScope: string;
  ground: string;
  signedByOperator: string;
  signedByParticipant: string;
  fileSha256: string | null;
  hasFile: boolean;
  status: Status;
  daysLeft: number | null;
  /** All that it connects goes on by a signed successor. */
  isContinued: boolean;
  endReason: string | null;
  version: number;
};

export type Participant = ParticipantRow & {
  inn: string | null;
  agreements: Agreement[];
  suspensions: { reason: string; suspendedAt: string; liftedAt: string | null; liftReason: string | null }[];
};

/** The day it is in the region. */
export const todayIn = (timeZone: string | undefined) =>
  new Intl.DateTimeFormat('sv-SE', timeZone ? { timeZone } : {}).format(new Date());

/** The same day so many years later, less a day: a term of whole years. */
export function yearsFrom(day: string, years: number) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
