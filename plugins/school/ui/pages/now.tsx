import { IconChevronLeft, IconChevronRight, IconNotebook } from '@tabler/icons-react';
import {
  Button,
  EmptyState,
  KeptNotice,
  Page,
  Stack,
  useFormats,
  useKeptApi,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { LessonBrief, TeachingDay } from '../../shared/journal';
import { Waiting } from '../handins/Waiting';
import styles from '../journal/Journal.module.css';
import { useSubject } from '../journal/words';
import { Lesson } from '../lesson/Lesson';
import { lessonTexts } from '../lesson/texts';
import { texts } from '../texts';
import { OwnCalendar } from '../timetable/OwnCalendar';

/** Opens on the lesson that goes on; other lessons of the day and other days are a touch away. */
export default function Now() {
  const t = useTexts(lessonTexts);
  const titles = useTexts(texts);
  const [{ day, lesson }, choose] = useUrlState({ day: '', lesson: '' });
  const { data, error, isPending, refetch } = useKeptApi<TeachingDay>('/school/own/lessons', { day });
  const chosen = data?.lessons.find(({ id }) => id === lesson)?.id ?? data?.current;
  return (
    <Page
      title={titles('now')}
      actions={data?.isKnown && <OwnCalendar />}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && !data.isKnown && (
        <EmptyState icon={IconNotebook} title={t('stranger.title')} what={t('stranger.what')} />
      )}
      {data?.isKnown && (
        <Stack gap="md">
          <KeptNotice what={t('kept')} />
          <Days teaching={data} isAway={day !== ''} go={(to) => choose({ day: to, lesson: '' }, { push: true })} />
          <Waiting lessons={data.handins} />
          {data.lessons.length === 0 && (
            <EmptyState
              icon={IconNotebook}
              title={t((data.previous ?? data.next) ? 'no-lessons' : 'none.title')}
              what={(data.previous ?? data.next) ? undefined : t('none.what')}
            />
          )}
          <Strip lessons={data.lessons} chosen={chosen} choose={(id) => choose({ lesson: id })} />
          {chosen && <Lesson key={chosen} id={chosen} />}
        </Stack>
      )}
    </Page>
  );
}

type DaysProps = { teaching: TeachingDay; isAway: boolean; go: (day: string) => void };

function Days({ teaching: { day, previous, next }, isAway, go }: DaysProps) {
  const t = useTexts(lessonTexts);
  const formats = useFormats();
  return (
    <div className={styles.days} data-away={isAway || undefined}>
      <Button
        variant="default"
        disabled={!previous}
        aria-label={previous ? t('earlier', { day: formats.day(previous) }) : t('earlier', { day: '' })}
        onClick={() => previous && go(previous)}
      >
        <IconChevronLeft size={20} aria-hidden />
      </Button>
      <strong>{formats.day(day)}</strong>
      <Button
        variant="default"
        disabled={!next}
        aria-label={next ? t('later', { day: formats.day(next) }) : t('later', { day: '' })}
        onClick={() => next && go(next)}
      >
        <IconChevronRight size={20} aria-hidden />
      </Button>
      {isAway && (
        <Button variant="subtle" onClick={() => go('')}>
          {t('today')}
        </Button>
      )}
    </div>
  );
}

type StripProps = { lessons: readonly LessonBrief[]; chosen: string | null | undefined; choose: (id: string) => void };

function Strip({ lessons, chosen, choose }: StripProps) {
  const t = useTexts(lessonTexts);
  const subject = useSubject();
  if (lessons.length < 2) return null;
  return (
    <nav aria-label={t('lessons')}>
      <ul className={styles.strip}>
        {lessons.map((lesson) => (
          <li key={lesson.id}>
            <Button
              variant={lesson.id === chosen ? 'filled' : 'default'}
              aria-current={lesson.id === chosen || undefined}
              aria-label={[
                t('lesson', { number: lesson.number, class: lesson.class, subject: subject(lesson) }),
                ...(lesson.isCancelled ? [t('cancelled')] : []),
              ].join(', ')}
              {...(lesson.isCancelled && { td: 'line-through' })}
              title={subject(lesson)}
              onClick={() => choose(lesson.id)}
            >
              {t('lesson.short', { number: lesson.number, class: lesson.class })}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
