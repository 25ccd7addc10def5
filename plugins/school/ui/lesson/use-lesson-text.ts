import { useEffect, useState } from 'react';
import { useQueryClient } from '@regiso/core/ui';
import type { LessonView } from '../../shared/journal';
import { placeOfLesson, waitingAt, type LessonText } from '../outbox/queue';
import { useOutbox } from '../outbox/use-outbox';

const textOf = ({ topic, planTopicId, homework, homeworkMinutes, kinds }: LessonView | LessonText): LessonText => ({
  ...{ topic, planTopicId, homework, homeworkMinutes, kinds },
  isAttendanceTaken: null,
});

type State = 'idle' | 'saved' | 'saving' | 'failed';

/** What fields do with the text of a lesson: it is saved behind whoever writes it, by the outbox. */
export function useLessonTexting(lesson: LessonView) {
  const queries = useQueryClient();
  const [outbox, { queue, isOffline }] = useOutbox();
  const [draft, setDraft] = useState<Partial<LessonText>>({});
  const [written, setWritten] = useState<LessonText>();
  const place = placeOfLesson(lesson.id);
  const waiting = waitingAt(queue, place)?.body;
  const answered = outbox.answerAt(place)?.version ?? 0;
  const version = Math.max(lesson.version, answered);
  const address = `/school/lessons/${lesson.id}`;
  useEffect(() => {
    if (answered > lesson.version) void queries.invalidateQueries({ queryKey: [address] });
  }, [answered, lesson.version, address, queries]);

  const own = waiting && 'topic' in waiting ? waiting : undefined;
  const isAhead = written !== undefined && answered > lesson.version;
  const base = textOf(own ?? (isAhead ? written : lesson));
  const keep = (change: Partial<LessonText>) => {
    const body = { ...base, ...change };
    setDraft((typed) => Object.fromEntries(Object.entries(typed).filter(([name]) => !(name in change))));
    setWritten(body);
    outbox.write([{ place, body, version }]);
  };
  const state: State = own ? (isOffline ? 'failed' : 'saving') : written ? 'saved' : 'idle';
  const isChanged = (name: 'topic' | 'homework' | 'homeworkMinutes') =>
    name in draft && String(draft[name] ?? '').trim() !== String(base[name] ?? '');
  return {
    text: { ...base, ...draft },
    isChanged,
    /** That the attendance was taken, or that this was taken back, as far as it waits to be sent. */
    isTaken: own?.isAttendanceTaken ?? null,
    write: (change: Partial<LessonText>) => setDraft((typed) => ({ ...typed, ...change })),
    keep,
    state,
  };
}

export type LessonTexting = ReturnType<typeof useLessonTexting>;
