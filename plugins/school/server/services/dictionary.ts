import { keptOfReferences, prepared, sql, valueOn, type Reference } from '@regiso/core';
import {
  attendanceCodes,
  workKinds,
  type DiaryLesson,
  type Dictionary,
  type MarkView,
  type Thresholds,
} from '../../shared';
import { attendanceReference, ruleReference, workReference } from '../references';

type Row = { reference: string; code: string; value: unknown };

/** Codes of attendance and kinds of works in force on a day, in their order; from memory, for every save asks for it. */
export const dictionaryOn = keptOfReferences(async (day: string): Promise<Dictionary> => {
  const rows = await prepared<Row>`SELECT reference, code, value FROM core.reference_rows
    WHERE reference = ANY (${[attendanceReference.id, workReference.id]}::text[]) AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date ORDER BY code LIMIT 100`;
  const found = new Map(rows.map(({ reference, code, value }) => [`${reference}/${code}`, value]));
  return {
    codes: attendanceCodes.flatMap((code) => {
      const value = found.get(`${attendanceReference.id}/${code}`);
      if (value === undefined) return [];
      const { letter, countsAs } = attendanceReference.schema.parse(value);
      return [{ code, letter, countsAs, ...wordsOf(attendanceReference.codes[code]) }];
    }),
    kinds: workKinds.flatMap((code) => {
      const value = found.get(`${workReference.id}/${code}`);
      if (value === undefined) return [];
      return [{ code, weight: workReference.schema.parse(value), ...wordsOf(workReference.codes[code]) }];
    }),
  };
});

const wordsOf = ({ title, titleEn }: { title: string; titleEn: string }) => ({ title, titleEn });

type RuleCode = keyof (typeof ruleReference)['codes'];

/** Numbers of the school's own rules in force on a day, in one statement. Throws 409 when one is missing. */
export const rulesOn = <C extends RuleCode>(day: string, codes: readonly C[]): Promise<Record<C, number>> =>
  numbersOn(ruleReference, day, codes);

/** Numbers of a reference in force on a day, in one statement. Throws 409 when one is missing. */
export async function numbersOn<A extends string, C extends A>(
  reference: Reference<number, A>,
  day: string,
  codes: readonly C[],
): Promise<Record<C, number>> {
  const rows = await sql<{ code: C; value: unknown }>`SELECT code, value FROM core.reference_rows
    WHERE reference = ${reference.id} AND code = ANY (${[...codes]}::text[]) AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date LIMIT 50`;
  const found = Object.fromEntries(rows.map(({ code, value }) => [code, reference.schema.parse(value)]));
  const missing = codes.find((code) => !(code in found));
  // It says which one, and who adds it.
  if (missing) await valueOn(reference, missing, day);
  return found as Record<C, number>;
}

/** The averages from which a 3, a 4 and a 5 are suggested. Throws 409 when none is in force. */
export const thresholdsOn = (day: string): Promise<Thresholds> => rulesOn(day, ['three', 'four', 'five']);

/** A mark with the words of its kind. */
export const markWith =
  (kinds: Dictionary['kinds']) =>
  ({ value, kind, weight, isLate, comment }: Omit<MarkView, 'place'>): DiaryLesson['marks'][number] => {
    const { title = kind, titleEn = kind } = kinds.find(({ code }) => code === kind) ?? {};
    return { value, kind, kindTitle: title, kindTitleEn: titleEn, weight, isLate, comment };
  };
