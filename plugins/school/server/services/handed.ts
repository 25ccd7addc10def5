import { filesOf, homeRegion, isInForce, part, prepared, sql, todayHere, type FileOwner } from '@regiso/core';
import type { Handin, Handing } from '../../shared';
import { isClosedOn } from './closed';
import { ownPart } from './diary-homework';
import { attends } from './lessons';

export const ownerOfHandin = (id: string): FileOwner => ({ plugin: 'school', type: 'handin', id });

export type HandinRow = Omit<Handin, 'sentAt' | 'decidedAt' | 'files'> & { sentAt: Date; decidedAt: Date | null };

/** Columns of a hand-in `w` as it is shown. */
export const handinColumns = part`w.id, w.text, w.state, w.is_late AS "isLate", w.version, w.sent_at AS "sentAt",
  w.decided_at AS "decidedAt", w.comment`;

/** A hand-in as it is shown, with its files in the order they were put there. */
export async function handinView({ sentAt, decidedAt, ...row }: HandinRow): Promise<Handin> {
  const files = (await filesOf(ownerOfHandin(row.id))).map(({ id, name, bytes, isGivenOut }) => ({
    ...{ id, name, bytes, isGivenOut },
  }));
  const at = { sentAt: sentAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
  return { ...row, ...at, files: files.reverse() };
}

/** Homework of a pupil at a lesson, and what of it was handed in. */
export type Task = {
  lessonId: string;
  pupil: string;
  participant: string | null;
  isSet: boolean;
  isClosed: boolean;
  isPresent: boolean;
  isConnected: boolean;
  dueAt: Date | null;
  isPast: boolean;
  handin: string | null;
  state: Handin['state'] | null;
};

/** Homework of a person at these lessons, at most 40; whoever calls has admitted the reader to the diary. */
export const tasksOf = (person: string, lessonIds: readonly string[]) => prepared<Task>`
  SELECT l.id AS "lessonId", p.id AS pupil, l.participant_id AS participant, coalesce(h.text, l.homework) IS NOT NULL AS "isSet",
    ${isClosedOn(part`l.class_id`, part`l.day`)} AS "isClosed", ${isInForce(part`l.participant_id`, 'school')} AS "isConnected",
    (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date) AS "isPresent",
    n.at AS "dueAt", coalesce(n.at < now(), false) AS "isPast", w.id AS handin, w.state
  FROM school.lessons l JOIN school.loads j ON j.id = l.load_id JOIN school.pupils p ON p.person_id = ${person} AND ${attends}
  ${ownPart} LEFT JOIN school.handins w ON w.lesson_id = l.id AND w.pupil_id = p.id
  LEFT JOIN LATERAL (SELECT (u.day + coalesce(b.starts_at, time '23:59')) AT TIME ZONE ${homeRegion().timeZone} AS at
    FROM school.lessons u JOIN school.classes c ON c.id = u.class_id
    LEFT JOIN school.bells b ON b.year_id = c.year_id AND b.shift = c.shift AND b.number = u.number
    WHERE u.load_id = l.load_id AND u.cancelled_at IS NULL AND (u.day, u.number) > (l.day, l.number) ORDER BY u.day, u.number LIMIT 1) n ON true
  WHERE l.id = ANY (${[...lessonIds]}::uuid[]) LIMIT 40`;

/** Why nothing of a task can be handed in or changed any more; null while it can. */
export function endOf({ isConnected: connected, isPresent, isClosed, state }: Task): Handing['ended'] {
  if (!connected) return 'school';
  if (!isPresent) return 'left';
  if (isClosed) return 'period';
  return state === 'accepted' ? 'accepted' : null;
}

async function handinsBy(ids: readonly string[]): Promise<Map<string, Handin>> {
  const views = new Map<string, Handin>();
  if (!ids.length) return views;
  const rows = await sql<HandinRow>`SELECT ${handinColumns} FROM school.handins w
    WHERE w.id = ANY (${[...ids]}::uuid[]) LIMIT 40`;
  for (const row of rows) views.set(row.id, await handinView(row));
  return views;
}

/** Homework of a person at these lessons as the diary shows it, by lesson. */
export async function handingsOf(person: string, lessonIds: readonly string[]): Promise<Map<string, Handing>> {
  if (!lessonIds.length) return new Map();
  const tasks = await tasksOf(person, lessonIds);
  const views = await handinsBy(tasks.flatMap(({ handin }) => handin ?? []));
  return new Map(
    tasks.map((task): [string, Handing] => [
      task.lessonId,
      {
        dueAt: task.dueAt?.toISOString() ?? null,
        ended: endOf(task),
        handin: (task.handin && views.get(task.handin)) || null,
      },
    ]),
  );
}
