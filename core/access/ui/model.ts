type Named = { id: string; name: string } | null;

export type Grant = {
  id: string;
  account: Named;
  role: string;
  subsystem: string | null;
  scope: 'region' | 'municipality' | 'participant';
  participant: Named;
  municipality: Named;
  narrowed: { text: string; textEn: string }[];
  ground: string;
  startsOn: string;
  endsOn: string | null;
  state: 'requested' | 'active' | 'refused' | 'revoked' | 'upcoming' | 'ended';
  level: 'full' | 'read' | 'suspended' | 'none';
  givenBy: string | null;
  confirmedBy: string | null;
  endReason: string | null;
  agreement: { number: string; startsOn: string; endsOn: string | null; dataScope: string } | null;
};

export type User = {
  id: string;
  login: string;
  name: string;
  post: string | null;
  participantId: string | null;
  state: 'active' | 'waiting' | 'disabled';
  hasSecondFactor: boolean;
  seenAt: string | null;
  rights: number;
  isSelf: boolean;
};
