/** In which subjects, with the figure of each. */
export type Subjects = Record<string, number | null>;

/** What a look goes by: days back and ahead, and the school's rules of marks. */
export type Look = {
  today: string;
  missedDays: number;
  twosDays: number;
  unattestedDays: number;
  urgentFrom: number;
  /** Fewest marks that count as an average, the average below which one fails, the share of missed lessons that attests nobody. */
  least: number;
  three: number;
  missedShare: number;
};

/** A pupil with the period that goes on, the beginning of the one before it, and the last that has ended. */
export type Sat = {
  id: string;
  personId: string;
  classId: string;
  class: string;
  grade: number;
  organisationId: string;
  organisation: string;
  from: string | null;
  to: string | null;
  beforeFrom: string | null;
  endedId: string | null;
};
/** A time of a pupil in a class of the school: whoever came from another class brings absences and marks along. */
export type Time = { id: string; timeId: string; classId: string; startsOn: string; endsOn: string };
