import { ProblemError } from '../server/errors';
import type { Reference } from '../server/reference';
import { prepared } from '../server/sql';
import { todayHere } from '../territory/home';

/** A value with the row a decision should keep, so that it can be explained later. */
export type KeptValue<T> = { id: string; value: T; act: string; clause: string | null; verified: boolean };

/** The value in force on a day (`2026-09-01`; today in the region when absent). Throws 409 when no version covers it. */
export async function valueOn<T, C extends string>(
  { id: reference, title, schema }: Reference<T, C>,
  code: C,
  day: string = todayHere(),
): Promise<KeptValue<T>> {
  const [row] = await prepared<KeptValue<unknown>>`
    SELECT id, value, act, clause, verified FROM core.reference_rows
    WHERE reference = ${reference} AND code = ${code} AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date`;
  if (!row) throw missing(title, code, day);
  return { ...row, value: schema.parse(row.value) };
}

const missing = (title: string, code: string, day: string) =>
  new ProblemError({
    status: 409,
    code: 'no-reference-value',
    title: { ru: 'Нет действующей нормы', en: 'No value is in force' },
    detail: `В справочнике «${title}» нет значения «${code}» на ${day}. Его добавляет оператор.`,
  });
