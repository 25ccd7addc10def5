import { api, ProblemError } from '@regiso/core/ui';
import type { CellView, LessonView } from '../../shared/journal';
import { partsOf, type Body, type Edit, type LessonText, type Place, type Stuck } from './queue';

/** What the server answers to an edit: of a cell also what it holds now, and the average of the pupil; of a lesson what was written. */
export type Answer = {
  version: number;
  cell?: CellView;
  average?: number | null;
  marks?: number;
  text?: LessonText;
};

type CellAnswer = { cell: CellView; average: number | null; marks: number };

/** Sends an edit under its own key, in the name of the account that made it. Throws ProblemError. */
export async function sendEdit({ id, place, body, version }: Edit, by: string): Promise<Answer> {
  const answer = await api.put<CellAnswer | { version: number }>(
    `/school/${place}`,
    { ...inputOf(body), version, by },
    id,
  );
  if ('cell' in answer) return { ...answer, version: answer.cell.version };
  return 'topic' in body ? { ...answer, text: body } : answer;
}

// Kind and weight of a mark follow from the lesson.
const inputOf = (body: Body) =>
  'marks' in body
    ? { ...body, marks: body.marks.map(({ place, value, isLate, comment }) => ({ place, value, isLate, comment })) }
    : body;

/** How a failure is to be taken: sent again, sent by nobody else, put before the author as a change or as a refusal. */
export function kindOf(error: unknown): 'later' | 'not-here' | 'changed' | 'refused' {
  if (!(error instanceof ProblemError)) return 'later';
  const { status, code } = error;
  if (status === 0 || status >= 502 || status === 429 || code === 'request-in-progress') return 'later';
  if (status === 401 || code === 'rules-unread' || code === 'of-another-account') return 'not-here';
  return code === 'changed-meanwhile' ? 'changed' : 'refused';
}

type Change = { version: number; at: string; who: string | null; after: Omit<CellView, 'version'> };

/** What stands in a place now, who wrote it and when. Throws ProblemError. */
export async function presentAt(place: Place): Promise<Extract<Stuck, { is: 'changed' }>> {
  const { lesson, pupil } = partsOf(place);
  if (!pupil) {
    const { version, topic, planTopicId, homework, homeworkMinutes, kinds } = await api.get<LessonView>(
      `/school/lessons/${lesson}`,
    );
    const body = { topic, planTopicId, homework, homeworkMinutes, kinds, isAttendanceTaken: null };
    return { is: 'changed', version, body, who: null, at: null };
  }
  const [last] = await api.get<Change[]>(`/school/${place}/history`);
  const body = last?.after ?? { attendance: null, lateMinutes: null, marks: [] };
  return { is: 'changed', version: last?.version ?? 0, body, who: last?.who ?? null, at: last?.at ?? null };
}

const said = (body: Body) =>
  JSON.stringify(
    'marks' in body
      ? [body.attendance, body.lateMinutes, inputOf(body)]
      : [body.topic || null, body.homework || null, body.homeworkMinutes, body.kinds],
  );

/** Whether two edits say the same: then there is nothing to decide. */
export const isSame = (one: Body, other: Body) => said(one) === said(other);
