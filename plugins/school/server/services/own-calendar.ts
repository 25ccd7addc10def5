import { createHash, randomBytes } from 'node:crypto';
import { audit, beyondReach, conflict, homeRegion, me, notFound, ownPersonId, sql, todayHere } from '@regiso/core';
import { daysAfter } from './clock';

const hashOf = (key: string) => createHash('sha256').update(key).digest();

/** Since when there is a secret address of the own timetable; null for none. */
export async function calendarKey(): Promise<{ madeAt: string | null }> {
  const [row] = await sql<{
    made_at: Date;
  }>`SELECT made_at FROM school.calendar_keys WHERE account_id = ${me().accountId}`;
  return { madeAt: row?.made_at.toISOString() ?? null };
}

/** A new secret address of the own timetable, in place of the one before; it is shown this once. Throws 409 without a card. */
export async function makeCalendarKey(): Promise<{ address: string }> {
  const person = await ownPersonId();
  if (!person) throw conflict('У вас нет своего расписания: учётная запись не связана с карточкой');
  const key = randomBytes(24).toString('base64url');
  await sql`INSERT INTO school.calendar_keys (account_id, person_id, key_hash) VALUES (${me().accountId}, ${person}, ${hashOf(key)})
    ON CONFLICT (account_id) DO UPDATE SET key_hash = excluded.key_hash, person_id = excluded.person_id, made_at = now()`;
  await audit('school.calendar-key-made', { type: 'account', id: me().accountId });
  return { address: `/api/school/calendars/${key}` };
}

/** The secret address stops working. */
export async function revokeCalendarKey(): Promise<void> {
  await sql`DELETE FROM school.calendar_keys WHERE account_id = ${me().accountId}`;
  await audit('school.calendar-key-revoked', { type: 'account', id: me().accountId });
}

type Event = {
  id: string;
  day: string;
  starts: string;
  ends: string;
  title: string;
  class: string;
  room: string | null;
  isCancelled: boolean;
};

/** The timetable behind a secret address, two weeks back and six ahead: subjects, classes and rooms, no names. Throws 404. */
export async function calendarBehind(key: string): Promise<string> {
  return beyondReach('whoever knows the secret address sees the timetable without names', async () => {
    const [row] = await sql<{
      person_id: string;
    }>`SELECT person_id FROM school.calendar_keys WHERE key_hash = ${hashOf(key)}`;
    if (!row) throw notFound('Такого календаря нет');
    const today = todayHere();
    const events =
      await sql<Event>`SELECT l.id, to_char(l.day, 'YYYYMMDD') AS day, to_char(b.starts_at, 'HH24MI00') AS starts,
        to_char(b.ends_at, 'HH24MI00') AS ends, s.title, c.grade || c.letter AS class, l.room,
        l.cancelled_at IS NOT NULL AS "isCancelled"
      FROM school.lessons l JOIN school.loads j ON j.id = l.load_id JOIN school.classes c ON c.id = l.class_id
      JOIN school.subjects s ON s.code = l.subject
      JOIN school.bells b ON b.year_id = c.year_id AND b.shift = c.shift AND b.number = l.number
      WHERE l.day BETWEEN ${daysAfter(today, -14)}::date AND ${daysAfter(today, 42)}::date AND (l.teacher_id = ${row.person_id}
        OR EXISTS (SELECT FROM school.pupils p WHERE p.person_id = ${row.person_id} AND p.class_id = l.class_id
          AND p.starts_on <= l.day AND (p.ends_on IS NULL OR p.ends_on >= l.day) AND (j.subgroup IS NULL
            OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = p.id))))
      ORDER BY l.day, l.number LIMIT 1000`;
    return icsOf(events);
  });
}

const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** RFC 5545; times are local to the region's zone. */
function icsOf(events: readonly Event[]): string {
  const zone = homeRegion().timeZone;
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = events.flatMap(({ id, day, starts, ends, title, class: name, room, isCancelled }) => [
    'BEGIN:VEVENT',
    `UID:${id}@regiso`,
    `DTSTAMP:${stamp}`,
    `DTSTART;TZID=${zone}:${day}T${starts}`,
    `DTEND;TZID=${zone}:${day}T${ends}`,
    `SUMMARY:${escaped(`${isCancelled ? 'Отменён: ' : ''}${title}, ${name}`)}`,
    ...(isCancelled ? ['STATUS:CANCELLED'] : []),
    ...(room ? [`LOCATION:${escaped(room)}`] : []),
    'END:VEVENT',
  ]);
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//REGISO//Timetable//RU', `X-WR-TIMEZONE:${zone}`];
  return [...head, ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
