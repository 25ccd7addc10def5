/** Lists that pages offer; the schemas over them stand apart, so that no page loads a validator. */
export const attendanceCodes = ['absent', 'ill', 'valid', 'unexcused', 'late', 'exempt'] as const;
export const workKinds = ['answer', 'homework', 'independent', 'test', 'project', 'control'] as const;
export const periodKinds = ['quarter', 'trimester', 'half-year'] as const;
/** What an absence or a lateness counts as, in figures and for the parents. */
export const countings = ['absent', 'excused', 'present'] as const;
export const markValues = [2, 3, 4, 5] as const;

/** Files beside one homework, at most. */
export const mostFiles = 5;
/** Bytes of such a file, at most. */
export const mostBytes = 10 * 1024 * 1024;

/** Why a family says that a pupil is not at school; a choice, so that nothing about health is written in words. */
export const excuseReasons = ['illness', 'doctor', 'family', 'event'] as const;
export const excuseStates = ['sent', 'accepted', 'refused', 'withdrawn'] as const;
/** What an accepted absence is noted as. */
export const excusingCodes = ['ill', 'valid'] as const;

/** In grade 1 nobody is marked. */
export const firstMarkedGrade = 2;

/** First year of the school year a day belongs to: it begins on 1 September. */
export const schoolYearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);

/** What became of a homework that was handed in. */
export const handinStates = ['sent', 'accepted', 'returned'] as const;
/** Why homework is not handed in any more: the school is not connected, the pupil has left, the period is closed, it is accepted. */
export const handinEnds = ['school', 'left', 'period', 'accepted'] as const;

/** What a portfolio holds; which kinds are offered follows from the reference. */
export const portfolioKinds = [
  'olympiad',
  'contest',
  'sport',
  'volunteering',
  'project',
  'certificate',
  'culture',
  'other',
] as const;
/** Of what an achievement is, as competitions count it. */
export const portfolioLevels = ['school', 'municipal', 'regional', 'national', 'international'] as const;
/** The school has not confirmed it yet, has confirmed it, or has returned it with a reason. */
export const portfolioStates = ['waiting', 'verified', 'returned'] as const;
export const portfolioSteps = ['added', 'changed', 'file-added', 'file-removed', 'verified', 'returned'] as const;
/** Why nothing is added any more: the pupil is in no class, the school is not connected. */
export const portfolioEnds = ['left', 'school'] as const;
/** Achievements of one pupil, at most. */
export const mostPortfolioItems = 100;
/** The version of the text that whoever makes a public link agrees to; a change of the text is a new one. */
export const portfolioConsent = 1;
