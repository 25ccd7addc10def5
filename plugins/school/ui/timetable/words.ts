import { useLanguage, useTexts } from '@regiso/core/ui';
import type { Conflict, Place } from '../../shared/conflicts';
import type { DraftLoad } from '../../shared/timetable';
import { timetableTexts } from './texts';

type Weekday = 1 | 2 | 3 | 4 | 5 | 6;

/** Lessons, days and conflicts in words. */
export function useTimetableWords(loads: ReadonlyMap<string, DraftLoad>) {
  const t = useTexts(timetableTexts);
  const { language } = useLanguage();
  const subject = ({ title, titleEn }: DraftLoad) => (language === 'en' ? titleEn : title);
  const load = (one: DraftLoad) =>
    one.subgroup ? `${subject(one)}, ${t('group', { number: one.subgroup })}` : subject(one);
  /** A lesson in the week of its class, or with the class before it in that of a teacher or a room. */
  const within = (kind: 'class' | 'teacher' | 'room', one: DraftLoad) =>
    kind === 'class' ? load(one) : `${one.class}, ${load(one)}`;
  const conflict = ({ kind, with: other }: Conflict) => {
    const found = loads.get(other.id);
    return t(`conflict.${kind}`, { class: other.class, subject: found ? subject(found) : '' });
  };
  const day = (weekday: number) => t(`day.${weekday as Weekday}`);
  /** «Вт», or «Вт, чётные недели». */
  const place = ({ weekday, weeks }: Pick<Place, 'weekday' | 'weeks'>) =>
    weeks === 'every' ? day(weekday) : `${day(weekday)}, ${t(`in.${weeks}`)}`;
  return { subject, load, within, conflict, day, place };
}
