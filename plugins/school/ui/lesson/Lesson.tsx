import { useEffect } from 'react';
import {
  Alert,
  EmptyState,
  ErrorState,
  Group,
  Link,
  PageSkeleton,
  Stack,
  Text,
  useFormats,
  useKeptApi,
  useTexts,
} from '@regiso/core/ui';
import type { LessonView } from '../../shared/journal';
import { keyOf, type CellsState, type CellStore } from '../journal/cell-store';
import { SaveState } from '../journal/Notices';
import { isAway } from '../journal/typing';
import { useCells } from '../journal/use-cells';
import { useSubject } from '../journal/words';
import { Cancel } from '../substitutions/Cancel';
import { Undecided } from '../outbox/Undecided';
import { useOutbox } from '../outbox/use-outbox';
import { LessonForm, TakeAttendance } from './LessonForm';
import { LessonGrid } from './LessonGrid';
import { lessonTexts } from './texts';
import { useLessonTexting } from './use-lesson-text';

/** One lesson: what was taught, who was there, which marks were given. */
export function Lesson({ id }: { id: string }) {
  const { data, error, refetch } = useKeptApi<LessonView>(`/school/lessons/${id}`);
  const [store, state] = useCells();
  useEffect(() => {
    if (!data) return;
    const cells = Object.fromEntries(data.pupils.map(({ id: pupil, cell }) => [keyOf(data.id, pupil), cell]));
    const summaries = Object.fromEntries(
      data.pupils.map(({ id: pupil, average, marks }) => [pupil, { average, marks }]),
    );
    store.take(cells, summaries);
  }, [data, store]);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Opened lesson={data} store={store} state={state} />;
}

type Props = { lesson: LessonView; store: CellStore; state: CellsState };

function Opened({ lesson, store, state }: Props) {
  const t = useTexts(lessonTexts);
  const texting = useLessonTexting(lesson);
  const [outbox, { queue }] = useOutbox();
  const { pupils, dictionary, locked } = lesson;
  const nameOf = (id: string) => pupils.find((pupil) => pupil.id === id)?.name ?? '';
  const away = pupils.filter(({ id, cell }) => isAway(dictionary, state.cells[keyOf(lesson.id, id)] ?? cell)).length;
  const form = <LessonForm lesson={lesson} texting={texting} />;
  return (
    <Stack gap="md">
      <Head lesson={lesson} />
      {locked && <Alert color={locked === 'cancelled' ? 'yellow' : 'blue'}>{t(`locked.${locked}`)}</Alert>}
      {lesson.mayCancel && (lesson.cancelled !== null || !lesson.isAttendanceTaken) && (
        <div>
          <Cancel lesson={lesson} cancelled={lesson.cancelled} />
        </div>
      )}
      {!lesson.mayCancel && lesson.cancelled && (
        <Text c="dimmed">{t('cancelled.why', { reason: lesson.cancelled })}</Text>
      )}
      <Undecided {...{ outbox, queue, nameOf, dictionary }} lessons={[lesson.id]} />
      {pupils.length === 0 ? (
        <>
          <EmptyState title={t('no-pupils')} />
          {form}
        </>
      ) : (
        <>
          <Group justify="space-between">
            <TakeAttendance lesson={lesson} texting={texting} away={away} />
            <SaveState mayUndo={state.mayUndo} undo={() => store.undo()} />
          </Group>
          <LessonGrid {...{ lesson, store, state }}>{form}</LessonGrid>
        </>
      )}
    </Stack>
  );
}

function Head({ lesson }: { lesson: LessonView }) {
  const t = useTexts(lessonTexts);
  const subject = useSubject();
  const { day } = useFormats();
  const { startsAt, endsAt, room, subgroup, journalId } = lesson;
  const facts = [
    day(lesson.day),
    startsAt && endsAt && `${startsAt}–${endsAt}`,
    room && t('where', { room }),
    subgroup && t('subgroup', { number: subgroup }),
  ];
  return (
    <Group justify="space-between">
      <div>
        <h2 style={{ margin: 0 }}>
          {t('lesson', { number: lesson.number, class: lesson.class, subject: subject(lesson) })}
        </h2>
        <Text c="dimmed">{facts.filter(Boolean).join(' · ')}</Text>
      </div>
      <Link {...{ to: `/school/journals/${journalId}` as '/' }}>{t('journal')}</Link>
    </Group>
  );
}
