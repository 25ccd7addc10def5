import { scaleOn, type StoredScale } from '../services/scale-on';
import { markOf, maximumOf, testScore } from '../services/scale';
import type { Exam } from './exam-words';

export type Points = {
  primary: number | null;
  literacy: number | null;
  geometry: number | null;
  result: number | null;
};
export type Counted = { scaleId: string | null; primary: number | null; result: number };
type Fault = { message: string; column: string };

export type Scales = (kind: string, subject: string, on: string) => Promise<StoredScale | undefined>;

/** Scales in force on a day, each read once: a file has few days and many rows. */
export function scaleReader(): Scales {
  const known = new Map<string, ReturnType<Scales>>();
  return (kind, subject, on) => {
    const key = [kind, subject, on].join('/');
    const scale = known.get(key) ?? scaleOn(kind, subject, on);
    known.set(key, scale);
    return scale;
  };
}

export const primaryTitle = 'Первичный балл';
const resultTitle = 'Тестовый балл или отметка';

/** The result that primary points give by the scale of the day, compared with the one that is given; or what to correct. */
export async function pointsOf(
  given: Points,
  exam: Exam & { heldOn: string },
  scales: Scales,
): Promise<Counted | Fault> {
  const { primary, result } = given;
  const scale = primary === null ? undefined : await scales(exam.kind, exam.subject, exam.heldOn);
  if (primary !== null && scale && primary > maximumOf(scale))
    return { message: `По шкале не бывает больше ${maximumOf(scale)} первичных баллов`, column: primaryTitle };
  const counted = scale && primary !== null ? byScale(scale, primary, given) : undefined;
  if (counted === null && result === null)
    return {
      message: 'Отметка зависит ещё от баллов за грамотность или геометрию: дайте их или отметку',
      column: resultTitle,
    };
  if (counted != null && result !== null && counted !== result)
    return { message: `По шкале этого дня из первичного балла выходит ${counted}`, column: resultTitle };
  const final = counted ?? result;
  if (final === null)
    return primary === null
      ? { message: 'Нужен первичный балл, тестовый балл или отметка', column: primaryTitle }
      : { message: 'Шкалы на этот день нет в справочнике: добавьте её или дайте итог', column: primaryTitle };
  const least = exam.unit === 'mark' ? 2 : 0;
  if (final < least || final > exam.maximum)
    return { message: `Итог бывает от ${least} до ${exam.maximum}`, column: resultTitle };
  return { scaleId: scale?.id ?? null, primary, result: final };
}

function byScale(scale: StoredScale, primary: number, { literacy, geometry }: Points): number | null {
  if (scale.unit !== 'mark') return testScore(scale, primary);
  return markOf(scale, primary, { ...(literacy !== null && { literacy }), ...(geometry !== null && { geometry }) });
}
