import type { CellView, LessonInput } from '../../shared/journal';

export type CellBody = Omit<CellView, 'version'>;
/** What stands above the list of a lesson: topic, homework, kinds of works, that the attendance was taken. */
export type LessonText = Omit<LessonInput, 'version' | 'by'>;
export type Body = CellBody | LessonText;

/** Where it is written: the address of a lesson, or of a pupil's cell in it. Ids only: nothing kept here names anybody. */
export type Place = `lessons/${string}`;
export const placeOfLesson = (lesson: string): Place => `lessons/${lesson}`;
export const placeOfCell = (lesson: string, pupil: string): Place => `lessons/${lesson}/pupils/${pupil}`;

/** The lesson of a place, and the pupil when it is a cell. */
export function partsOf(place: Place): { lesson: string; pupil: string | undefined } {
  const [, lesson = '', , pupil] = place.split('/');
  return { lesson, pupil };
}

/** Why an edit was not taken: somebody has written meanwhile, or the server refuses it. It waits for the decision of its author. */
export type Stuck =
  | { is: 'changed'; body: Body; version: number; who: string | null; at: string | null }
  | { is: 'refused'; why: string };

export type Edit = {
  /** Its idempotency key: sent twice it happens once. */
  id: string;
  place: Place;
  body: Body;
  /** What its author saw when it was made. */
  version: number;
  at: string;
  /** It may have reached the server: it never changes any more, what is typed after it follows as one of its own. */
  isTried: boolean;
  stuck?: Stuck;
};
export type Queue = readonly Edit[];

export const isWaiting = ({ stuck }: Edit) => !stuck;

/** The last edit of a place that is still to be sent. */
export const waitingAt = (queue: Queue, place: Place) =>
  queue.findLast((edit) => edit.place === place && isWaiting(edit));

/** The edit to be sent now. */
export const nextOf = (queue: Queue) => queue.find(isWaiting);

/** Adds an edit: it stands for those of its place that were not sent, and follows the one that was. */
export function withEdit(queue: Queue, edit: Edit): Queue {
  const own = queue.filter(({ place }) => place === edit.place);
  const before = own.find((one) => isWaiting(one) && !one.isTried);
  const base = before ?? own.find(isWaiting);
  const rest = queue.filter((one) => one.place !== edit.place || (isWaiting(one) && one.isTried));
  return [...rest, { ...edit, body: joined(before?.body, edit.body), version: base?.version ?? edit.version }];
}

// That the attendance was taken is said once, and stays said.
const joined = (before: Body | undefined, body: Body): Body =>
  before && 'topic' in before && 'topic' in body
    ? { ...body, isAttendanceTaken: body.isAttendanceTaken ?? before.isAttendanceTaken }
    : body;

export const withTried = (queue: Queue, id: string): Queue =>
  queue.map((edit) => (edit.id === id ? { ...edit, isTried: true } : edit));

/** Without an edit that was taken; what follows it in its place is made on what it became. */
export function withSent(queue: Queue, id: string, version: number): Queue {
  const sent = queue.find((edit) => edit.id === id);
  return queue
    .filter((edit) => edit !== sent)
    .map((edit) => (edit.place === sent?.place && isWaiting(edit) ? { ...edit, version } : edit));
}

/** With an edit that was not taken; what was typed after it in its place stands for it, and meets the same change. */
export function withStuck(queue: Queue, id: string, stuck: Stuck): Queue {
  const sent = queue.find((edit) => edit.id === id);
  const later = sent && queue.find((edit) => edit !== sent && edit.place === sent.place && isWaiting(edit));
  if (!later) return queue.map((edit) => (edit === sent ? { ...edit, stuck } : edit));
  return queue
    .filter((edit) => edit !== sent)
    .map((edit) => (edit === later && stuck.is === 'changed' ? { ...edit, stuck } : edit));
}

/** The author has decided: what was typed here is written over what is there, under a new key, or forgotten. */
export const withDecided = (queue: Queue, id: string, over: { id: string } | undefined): Queue =>
  queue.flatMap((edit) => {
    if (edit.id !== id) return [edit];
    const { stuck, ...mine } = edit;
    return over && stuck?.is === 'changed' ? [{ ...mine, ...over, version: stuck.version, isTried: false }] : [];
  });
