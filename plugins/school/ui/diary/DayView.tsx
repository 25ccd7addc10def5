import { useState } from 'react';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import {
  api,
  Badge,
  Button,
  Checkbox,
  EmptyState,
  ErrorState,
  notifyProblem,
  PageSkeleton,
  Stack,
  Text,
  useFormats,
  useKeptApi,
  useLanguage,
  useMutation,
  useQueryClient,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { DiaryDay, DiaryLesson } from '../../shared/diary';
import journal from '../journal/Journal.module.css';
import { useSubject, useWords } from '../journal/words';
import { TaskFiles } from '../lesson/TaskFiles';
import styles from './Diary.module.css';
import { HandIn } from './HandIn';
import { Mark, useKind } from './Mark';
import { diaryTexts } from './texts';

/** A day: lessons in their order with all that was written, and what is to be done for it. */
export function DayView({ owner }: { owner: string }) {
  const t = useTexts(diaryTexts);
  const [{ day }, choose] = useUrlState({ day: '' });
  const { data, error, refetch } = useKeptApi<DiaryDay>(`/school/diaries/${owner}/day`, { day });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <Stack gap="md">
      <Days diary={data} isAway={day !== ''} go={(to) => choose({ day: to }, { push: true })} />
      {data.lessons.length === 0 ? (
        <EmptyState title={t((data.previous ?? data.next) ? 'day.free' : 'day.none')} />
      ) : (
        <div className={styles.columns}>
          <section className={styles.section} aria-label={t('lessons')}>
            <h2>{t('lessons')}</h2>
            <ol className={styles.lessons}>
              {data.lessons.map((lesson) => (
                <LessonLine key={lesson.id} owner={owner} lesson={lesson} />
              ))}
            </ol>
          </section>
          <Due owner={owner} due={data.due} />
        </div>
      )}
    </Stack>
  );
}

function useWeekday() {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { weekday: 'long', timeZone: 'UTC' });
  return (day: string) => format.format(new Date(`${day}T00:00:00Z`));
}

type DaysProps = { diary: DiaryDay; isAway: boolean; go: (day: string) => void };

function Days({ diary: { day, previous, next }, isAway, go }: DaysProps) {
  const t = useTexts(diaryTexts);
  const formats = useFormats();
  const weekday = useWeekday();
  return (
    <div className={journal.days} data-away={isAway || undefined}>
      <Button
        variant="default"
        disabled={!previous}
        aria-label={t('earlier', { day: previous ? formats.day(previous) : '' })}
        onClick={() => previous && go(previous)}
      >
        <IconChevronLeft size={20} aria-hidden />
      </Button>
      <strong>{`${weekday(day)}, ${formats.day(day)}`}</strong>
      <Button
        variant="default"
        disabled={!next}
        aria-label={t('later', { day: next ? formats.day(next) : '' })}
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

const filesAt = (owner: string, lesson: string) => `/school/diaries/${owner}/lessons/${lesson}/files`;

function LessonLine({ owner, lesson }: { owner: string; lesson: DiaryLesson }) {
  const t = useTexts(diaryTexts);
  const subject = useSubject();
  const words = useWords();
  const kind = useKind();
  const { number, startsAt, endsAt, room, teacher, isSubstituted, topic, isControl, homework, files, handing } = lesson;
  const { attendance, marks } = lesson;
  const when = startsAt && endsAt ? `${startsAt}–${endsAt}` : null;
  const facts = [when, room && t('room', { room }), !isSubstituted && teacher].filter(Boolean).join(' · ');
  const said = marks.filter(({ comment, isLate }) => comment ?? isLate);
  return (
    <li className={styles.lesson} data-cancelled={lesson.isCancelled || undefined}>
      <span className={styles.number}>{number}</span>
      <div>
        <h3>{subject(lesson)}</h3>
        <Text size="sm" c="dimmed">
          {facts}
        </Text>
        {lesson.isCancelled && (
          <Badge color="red" variant="light" miw="max-content" maw="100%">
            {t('cancelled')}
          </Badge>
        )}
        {isSubstituted && teacher && (
          <Badge color="yellow" variant="light" miw="max-content" maw="100%">
            {t('substituted', { teacher })}
          </Badge>
        )}
        {topic && <Text>{topic}</Text>}
        {isControl && (
          <Badge color="blue" variant="light" miw="max-content" maw="100%">
            {t('control')}
          </Badge>
        )}
        {homework && <Text>{t('homework', { homework })}</Text>}
        <TaskFiles address={filesAt(owner, lesson.id)} files={files} />
        {handing && <HandIn {...{ owner, handing }} lesson={lesson.id} subject={subject(lesson)} isBrief />}
        {said.map((mark) => (
          <Text key={`${mark.kind}${mark.value}${mark.comment}`} size="sm">
            {[`${mark.value}: ${kind(mark)}`, mark.isLate && t('late'), mark.comment].filter(Boolean).join(' · ')}
          </Text>
        ))}
      </div>
      <div>
        <div className={styles.marks}>
          {marks.map((mark, at) => (
            <Mark key={at} mark={mark} />
          ))}
        </div>
        {attendance && (
          <Badge color="yellow" variant="light" mt={marks.length ? 4 : 0} miw="max-content">
            {`${attendance.letter} · ${words(attendance)}`}
          </Badge>
        )}
      </div>
    </li>
  );
}

function Due({ owner, due }: { owner: string; due: DiaryDay['due'] }) {
  const t = useTexts(diaryTexts);
  const subject = useSubject();
  return (
    <section className={styles.section} aria-label={t('due')}>
      <h2>{t('due')}</h2>
      {due.length === 0 && <Text c="dimmed">{t('due.none')}</Text>}
      <ul className={styles.lessons}>
        {due.map((one, at) => (
          <li key={at} className={styles.subject}>
            <h3>{subject(one)}</h3>
            <Text>{one.homework}</Text>
            <Done
              owner={owner}
              lesson={one.lessonId}
              isDone={one.isDone}
              isLocked={one.handing.ended === 'school'}
              label={t('due.done', { subject: subject(one) })}
            />
            <TaskFiles address={filesAt(owner, one.lessonId)} files={one.files} />
            <HandIn owner={owner} lesson={one.lessonId} subject={subject(one)} handing={one.handing} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type DoneProps = { owner: string; lesson: string; isDone: boolean; isLocked: boolean; label: string };

/** The tick that homework is done: by the pupil or the family. */
function Done({ owner, lesson, isDone, isLocked, label }: DoneProps) {
  const t = useTexts(diaryTexts);
  const queries = useQueryClient();
  const address = `/school/diaries/${owner}/lessons/${lesson}/done`;
  // What was touched last stands at once; touches are sent one after another, and the day is read anew after the last.
  const [wanted, want] = useState<boolean>();
  const tick = useMutation({
    mutationKey: [address],
    scope: { id: address },
    mutationFn: (to: boolean) => api.put(address, { isDone: to }),
    onError: notifyProblem,
    onSettled: async () => {
      if (queries.isMutating({ mutationKey: [address] }) > 1) return;
      await queries.invalidateQueries({ queryKey: [`/school/diaries/${owner}/day`] });
      if (queries.isMutating({ mutationKey: [address] }) === 1) want(undefined);
    },
  });
  return (
    <Checkbox
      my={4}
      label={t('done')}
      aria-label={label}
      checked={wanted ?? isDone}
      disabled={isLocked}
      onChange={({ currentTarget: { checked } }) => {
        want(checked);
        tick.mutate(checked);
      }}
    />
  );
}
