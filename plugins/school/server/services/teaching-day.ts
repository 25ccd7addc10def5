import { ownPersonId, part, sql, todayHere } from '@regiso/core';
import type { LessonBrief, TeachingDay } from '../../shared';
import { timeHere } from './clock';
import { lessonsWhere } from './lessons';
import { waitingHandins } from './lesson-handins';
import { within } from './reach';

const earlyMinutes = 10;

/** The lessons of who is signed in on a day; without a day today's, or those of the last day that had some. */
export async function teachingDay(wanted?: string, now = new Date()): Promise<TeachingDay> {
  const own = await ownPersonId();
  const today = todayHere(now);
  const mine = part`l.teacher_id = ${own ?? null}::uuid AND ${within('school.teach', 'l')}`;
  const around = async (day: string) => {
    const [row] = await sql<{ previous: string | null; same: boolean; next: string | null }>`SELECT
        (SELECT max(l.day)::text FROM school.lessons l WHERE ${mine} AND l.day < ${day}::date) AS previous,
        EXISTS (SELECT FROM school.lessons l WHERE ${mine} AND l.day = ${day}::date) AS same,
        (SELECT min(l.day)::text FROM school.lessons l WHERE ${mine} AND l.day > ${day}::date) AS next`;
    return row ?? { previous: null, same: false, next: null };
  };
  let day = wanted ?? today;
  let days = await around(day);
  if (!wanted && !days.same) {
    day = days.previous ?? days.next ?? day;
    days = await around(day);
  }
  const lessons = await lessonsWhere(part`${mine} AND l.day = ${day}::date`);
  const { previous, next } = days;
  const current = currentOf(lessons, day === today, now);
  return {
    isKnown: Boolean(own),
    day,
    previous,
    next,
    current,
    lessons,
    handins: own ? await waitingHandins(own) : [],
  };
}

/** The lesson that goes on or begins soon, else the next one, else the last; on another day the first not taken yet. */
export function currentOf(all: readonly LessonBrief[], isToday: boolean, now: Date): string | null {
  const held = all.filter(({ isCancelled }) => !isCancelled);
  const lessons = held.length ? held : all;
  if (!isToday) return (lessons.find(({ isAttendanceTaken }) => !isAttendanceTaken) ?? lessons[0])?.id ?? null;
  const soon = timeHere(new Date(now.getTime() + earlyMinutes * 60_000));
  const going = lessons.find(
    ({ startsAt, endsAt }) => startsAt && endsAt && startsAt <= soon && timeHere(now) < endsAt,
  );
  const ahead = lessons.find(({ startsAt }) => startsAt && startsAt > timeHere(now));
  return (going ?? ahead ?? lessons.at(-1))?.id ?? null;
}
