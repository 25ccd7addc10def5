import { Text, useFormats, useTexts } from '@regiso/core/ui';
import { hoursOf, type Place } from '../../shared/conflicts';
import type { DraftLoad, DraftView } from '../../shared/timetable';
import type { View } from './Grid';
import { timetableTexts } from './texts';
import styles from './Timetable.module.css';
import type { Picked } from './use-draft';
import { useTimetableWords } from './words';

type Props = {
  view: DraftView;
  loads: ReadonlyMap<string, DraftLoad>;
  picked: Picked | null;
  pick: (picked: Picked, isDragged?: boolean) => void;
  over: (place: Place | null) => void;
  shown: View;
};

/** Hours of the class, or of the teacher, that stand nowhere yet; a room has none of its own. */
export function Left({ view, loads, picked, pick, over, shown }: Props) {
  const t = useTexts(timetableTexts);
  const words = useTimetableWords(loads);
  const { number } = useFormats();
  if (shown.kind === 'room') return null;
  const left = view.loads
    .filter((load) => (shown.kind === 'class' ? load.classId : load.teacherId) === shown.of)
    .map((load) => ({ load, hours: load.hours - hoursOf(view.slots.filter(({ loadId }) => loadId === load.id)) }))
    .filter(({ hours }) => hours > 0);
  return (
    <section aria-labelledby="left-to-place" className={styles.screen}>
      <h2 id="left-to-place">{t('left')}</h2>
      {left.length === 0 && <Text c="dimmed">{t(`left.none.${shown.kind}`)}</Text>}
      <div className={styles.left}>
        {left.map(({ load, hours }) => {
          const isPicked = picked?.loadId === load.id && !picked.slot;
          const take = (isDragged: boolean) => pick({ loadId: load.id, slot: null }, isDragged);
          const name = words.within(shown.kind, load);
          return (
            <button
              key={load.id}
              type="button"
              className={styles.slot}
              draggable
              data-picked={isPicked || undefined}
              aria-pressed={isPicked}
              aria-label={t('pick.new', { load: name, hours: number(hours) })}
              onClick={() => take(false)}
              onDragStart={() => take(true)}
              onDragEnd={() => over(null)}
            >
              {t('left.load', { load: name, hours: number(hours) })}
              {shown.kind === 'class' && <small>{load.teacher}</small>}
            </button>
          );
        })}
      </div>
    </section>
  );
}
