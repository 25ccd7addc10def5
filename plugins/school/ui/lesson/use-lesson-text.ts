import { useEffect, useRef, useState } from 'react';
import { api, notifyProblem, ProblemError, useQueryClient } from '@regiso/core/ui';
import type { LessonInput, LessonView } from '../../shared/journal';

/** What stands above the list: topic, homework, kinds of works, that the attendance was taken. */
export type LessonText = Omit<LessonInput, 'version'>;
type State = 'idle' | 'saved' | 'saving' | 'failed';

const retryMs = 3_000;

const textOf = ({ topic, planTopicId, homework, kinds }: LessonView): LessonText => ({
  ...{ topic, planTopicId, homework, kinds },
  isAttendanceTaken: null,
});

type Outcome =
  | { is: 'saved'; version: number }
  | { is: 'offline' }
  | { is: 'changed' | 'refused'; error: unknown; now: LessonView | undefined };

async function save(id: string, version: number, text: LessonText): Promise<Outcome> {
  try {
    const answer = await api.put<{ version: number }>(`/school/lessons/${id}`, { ...text, version });
    return { is: 'saved', version: answer.version };
  } catch (error) {
    const problem = error instanceof ProblemError ? error : undefined;
    if (problem?.status === 0 || (problem && problem.status >= 502)) return { is: 'offline' };
    const now = await api.get<LessonView>(`/school/lessons/${id}`).catch(() => undefined);
    return { is: problem?.code === 'changed-meanwhile' && now ? 'changed' : 'refused', error, now };
  }
}

/** The text of a lesson, saved behind whoever writes it; when somebody else has changed it, both are shown. */
function useLessonText(lesson: LessonView) {
  const queries = useQueryClient();
  const [text, setText] = useState(() => textOf(lesson));
  const [state, setState] = useState<State>('idle');
  const [theirs, setTheirs] = useState<LessonView | null>(null);
  const version = useRef(lesson.version);
  const wanted = useRef<LessonText | null>(null);
  const isSending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function send(): Promise<void> {
    const sent = wanted.current;
    if (isSending.current || !sent) return;
    isSending.current = true;
    wanted.current = null;
    setState('saving');
    const outcome = await save(lesson.id, version.current, sent);
    isSending.current = false;
    if (outcome.is === 'offline') {
      wanted.current ??= sent;
      setState('failed');
      timer.current = setTimeout(() => void send(), retryMs);
      return;
    }
    take(outcome);
    if (wanted.current) return send();
    setState('saved');
    await queries.invalidateQueries({ queryKey: [`/school/lessons/${lesson.id}`] });
  }

  function take(outcome: Exclude<Outcome, { is: 'offline' }>) {
    if (outcome.is === 'saved') {
      version.current = outcome.version;
      return;
    }
    if (outcome.now) version.current = outcome.now.version;
    if (outcome.is === 'changed' && outcome.now) setTheirs(outcome.now);
    else {
      notifyProblem(outcome.error);
      if (outcome.now) setText(textOf(outcome.now));
    }
  }

  return { text, setText, state, theirs, setTheirs, want: (next: LessonText) => ((wanted.current = next), send()) };
}

/** What fields do with the text of a lesson. */
export function useLessonTexting(lesson: LessonView) {
  const { text, setText, state, theirs, setTheirs, want } = useLessonText(lesson);
  const keep = (change: Partial<LessonText>) => {
    const next = { ...text, ...change };
    setText({ ...next, isAttendanceTaken: null });
    void want(next);
  };
  const resolve = (which: 'mine' | 'theirs') => {
    setTheirs(null);
    if (which === 'theirs' && theirs) setText(textOf(theirs));
    else keep({});
  };
  return {
    text,
    write: (change: Partial<LessonText>) => setText({ ...text, ...change }),
    keep,
    state,
    theirs,
    resolve,
  };
}

export type LessonTexting = ReturnType<typeof useLessonTexting>;
