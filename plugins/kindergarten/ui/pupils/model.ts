/** A child who attends, as the lists of a kindergarten show it. */
export type Pupil = {
  id: string;
  personId: string;
  name: string;
  birthDate: string | null;
  groupId: string;
  group: string;
  organisation: string;
  startsOn: string;
  endsOn: string | null;
};

/** Something done to many children at once. */
export type PupilAct = {
  id: string;
  kind: 'transfer' | 'release';
  organisation: string;
  group: string | null;
  onDay: string;
  ground: string | null;
  doneAt: string;
  children: number;
  isUndone: boolean;
};

export const releaseGrounds = ['to-school', 'by-family', 'other-kindergarten', 'left-region', 'medical'] as const;
