import { suggestionOf, type Thresholds } from './average';

/** A mark that was given or waived (`null`), or is not there yet. */
export type Given = { value: number | null; isSet: boolean };
export type YearKind = 'year' | 'exam' | 'final';

const isMark = (value: number | null): value is number => value !== null;

/** The mean of whole marks rounded half up; null for none. */
export const halfUp = (marks: readonly number[]): number | null =>
  marks.length
    ? Math.floor((2 * marks.reduce((sum, mark) => sum + mark, 0) + marks.length) / (2 * marks.length))
    : null;

/** What the marks of the periods suggest for the year, once every period has one; not attested in all of them: null. */
export function yearSuggestion(periods: readonly Given[], thresholds: Thresholds): Given {
  const marks = periods.map(({ value }) => value).filter(isMark);
  const isSet = periods.length > 0 && periods.every((one) => one.isSet);
  return {
    isSet,
    value: isSet
      ? suggestionOf(
          marks.map((value) => ({ value, weight: 1 })),
          thresholds,
        )
      : null,
  };
}

type Final = { grade: number; year: Given; exam: Given; senior: readonly (number | null)[] };

/**
 * What is suggested in the end: in grade 11 the mean of all half-years and years of grades 10 and 11, elsewhere that of year and
 * exam, or the year alone (приказ Минпросвещения № 546 of 05.10.2020, taken over by other grades); rounded half up.
 */
export function finalSuggestion({ grade, year, exam, senior }: Final): Given {
  if (!year.isSet) return { isSet: false, value: null };
  const marks = grade === 11 ? senior : [year.value, exam.isSet ? exam.value : null];
  return { isSet: true, value: halfUp(marks.filter(isMark)) };
}

/** Whether a mark may only be given with a reason: it is not what the rule suggests, or a final one is changed. */
export const needsReason = (kind: YearKind, value: number | null, suggestion: Given, version: number): boolean =>
  (kind !== 'exam' && (!suggestion.isSet || value !== suggestion.value)) || (kind !== 'year' && version > 0);
