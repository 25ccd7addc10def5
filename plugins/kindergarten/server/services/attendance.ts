import {
  audit,
  beyondReach,
  canActFor,
  conflict,
  context,
  forbidden,
  homeCalendar,
  homeRegion,
  notFound,
  ownChild,
  ownPersonId,
  part,
  peopleBrief,
  sql,
  todayHere,
  valueOn,
} from '@regiso/core';
import type { DayRow, Mark, NewAbsence } from '../../shared';
import { norms } from '../norms';
import { fullName } from './applications';
import { isClosed, refuseClosed } from './closed-months';
import { groupFor, groupsIn } from './groups';
import { daysAfter } from './days';
import { refuseNotConnected } from './not-connected';

const marks = 'kindergarten.mark-attendance';

/** The hour by which the meals of a day are counted: `09:00`. */
export async function mealsBy(day: string): Promise<string> {
  const { value } = await valueOn(norms, 'meals-hour', day);
  return `${String(value).padStart(2, '0')}:00`;
}

const timeHere = (now: Date) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: homeRegion().timeZone }).format(now);

/** Whether the meals of a day are counted by now: only today can be. */
export const areCounted = async (day: string, now: Date) =>
  day === todayHere(now) && timeHere(now) >= (await mealsBy(day));

/** Stays `p` that cover a day. */
export const attending = (day: string) =>
  part`p.starts_on <= ${day}::date AND (p.ends_on IS NULL OR p.ends_on >= ${day}::date)`;

/** A group within reach of those who mark. Throws 404. */
export async function markedGroup(id: string) {
  const [row] = await sql<{ name: string; organisation_id: string }>`SELECT g.name, g.organisation_id
    FROM kindergarten.groups g WHERE g.id = ${id} AND ${groupsIn(marks)}`;
  if (!row) throw notFound('Группа не найдена');
  return row;
}

/** Whether the present person sees what was marked in the group `id`, be it of a day or of a month. */
export async function isSheetSeen(id: string): Promise<boolean> {
  const [row] = await sql`SELECT 1 AS one FROM kindergarten.groups g WHERE g.id = ${id} AND ${groupsIn(marks)}`;
  return row !== undefined;
}

const collator = new Intl.Collator('ru');

/** Adds names, in the order of the alphabet; the reading is recorded. */
export async function withNames<T extends { personId: string }>(groupId: string, rows: readonly T[]) {
  const ids = [...new Set(rows.map(({ personId }) => personId))];
  const people = await peopleBrief(ids, ['surname', 'name', 'patronymic']);
  await audit('kindergarten.children-read', { type: 'group', id: groupId, personIds: ids }, { rows: rows.length });
  return rows
    .map(({ personId, ...row }) => ({ ...row, child: fullName(people.get(personId)) }))
    .sort((one, other) => collator.compare(one.child, other.child));
}

/** The children of a group on a day with what is known of each. */
export async function dayOf(groupId: string, day: string) {
  const { organisation_id: organisationId } = await markedGroup(groupId);
  const rows = await sql<
    Omit<DayRow, 'child'> & { personId: string }
  >`SELECT p.id AS "pupilId", p.person_id AS "personId",
      a.status, a.reason, a.announced_at IS NOT NULL AS "isAnnounced"
    FROM kindergarten.pupils p LEFT JOIN kindergarten.attendance a ON a.pupil_id = p.id AND a.day = ${day}
    WHERE p.group_id = ${groupId} AND ${attending(day)} ORDER BY p.id LIMIT 200`;
  return {
    isWorked: homeCalendar().isWorkingDay(day),
    isClosed: await isClosed(organisationId, day),
    rows: await withNames(groupId, rows),
  };
}

/** An absence that is not paid for: for a lawful reason, or one the family told of in time. */
const excused = (reason: ReturnType<typeof part>, announced: ReturnType<typeof part>) =>
  part`(coalesce(${reason}, 'unknown') <> 'unknown' AND (${reason} <> 'family' OR ${announced} IS NOT NULL))`;

/** Marks children of a group for a day; the same marks again change nothing. Throws 404 and 409. */
export async function markDay(groupId: string, day: string, given: readonly Mark[], now = new Date()): Promise<void> {
  const { organisation_id: organisationId } = await groupFor(marks, groupId);
  if (day > todayHere(now)) throw conflict('Этот день ещё не наступил');
  if (!homeCalendar().isWorkingDay(day)) throw conflict('Это нерабочий день');
  await refuseClosed(organisationId, day);
  const isLate = await areCounted(day, now);
  const written = await sql`INSERT INTO kindergarten.attendance AS a
      (pupil_id, day, participant_id, municipality_id, status, reason, is_excused, marked_by)
    SELECT p.id, ${day}, p.participant_id, p.municipality_id, m.status, m.reason, ${excused(part`m.reason`, part`NULL`)},
      ${context().actor?.accountId ?? null}
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS m("pupilId" uuid, status text, reason text)
    JOIN kindergarten.pupils p ON p.id = m."pupilId" AND p.group_id = ${groupId} AND ${attending(day)} ORDER BY p.id
    ON CONFLICT (pupil_id, day) DO UPDATE SET status = excluded.status, reason = excluded.reason,
      is_excused = ${excused(part`excluded.reason`, part`a.announced_at`)},
      is_late = excluded.status = 'present' AND (a.is_late OR (a.status = 'absent' AND ${isLate})),
      marked_by = excluded.marked_by, marked_at = now()
    RETURNING a.status`;
  if (written.length < given.length) throw conflict('Кого-то из отмеченных в этот день нет в группе: обновите список');
  const present = given.filter(({ status }) => status === 'present').length;
  const object = { type: 'group', id: groupId, organisationId };
  await audit('kindergarten.attendance-marked', object, { day, present, absent: given.length - present });
}

const mostDays = 62;

/** A family tells of an absence, today until the meals are counted. Gives the worked days that it covers. */
export async function announceAbsence({ childId, from, to, reason }: NewAbsence, now = new Date()): Promise<string[]> {
  const child = await ownChild(childId);
  if (!(await canActFor((await ownPersonId()) ?? '', child, 'apply')))
    throw forbidden('Вы не можете действовать за этого ребёнка');
  await refuseTerm(from, to, now);
  const days = workedDays(from, to);
  const covered = await beyondReach('the days of one’s own child', async () => {
    const stays = await sql<{
      id: string;
      organisation_id: string;
    }>`SELECT p.id, p.organisation_id FROM kindergarten.pupils p
      WHERE p.person_id = ${child} AND p.starts_on <= ${to} AND (p.ends_on IS NULL OR p.ends_on >= ${from})`;
    await refuseNotConnected(child, days);
    for (const { organisation_id: organisation } of stays) await refuseClosed(organisation, from);
    return sql<{ day: string }>`INSERT INTO kindergarten.attendance AS a
        (pupil_id, day, participant_id, municipality_id, status, reason, announced_at, is_excused, marked_by)
      SELECT p.id, d.day, p.participant_id, p.municipality_id, 'absent', ${reason}, now(), true,
        ${context().actor?.accountId ?? null}
      FROM unnest(${days}::date[]) AS d(day) JOIN kindergarten.pupils p ON p.id = ANY (${stays.map(({ id }) => id)}::uuid[])
        AND p.starts_on <= d.day AND (p.ends_on IS NULL OR p.ends_on >= d.day)
      -- Whom the group has seen is there, whatever was planned.
      ON CONFLICT (pupil_id, day) DO UPDATE SET reason = excluded.reason, announced_at = coalesce(a.announced_at, now()),
        is_excused = true, marked_by = excluded.marked_by, marked_at = now() WHERE a.status = 'absent'
      RETURNING a.day::text`;
  });
  if (!covered.length) throw conflict('В эти дни ребёнок не посещает детский сад или уже отмечен в группе');
  const object = { type: 'person', id: child };
  await audit('kindergarten.absence-announced', object, { from, to, days: covered.length });
  return covered.map(({ day }) => day).sort();
}

async function refuseTerm(from: string, to: string, now: Date) {
  if (to < from) throw conflict('Последний день раньше первого');
  if (from < todayHere(now)) throw conflict('Сообщить можно о сегодняшнем дне и о следующих');
  if (from > daysAfter(todayHere(now), 366)) throw conflict('Сообщить можно не более чем на год вперёд');
  if (to > daysAfter(from, mostDays)) throw conflict(`За один раз — не больше ${mostDays} дней`);
  if (await areCounted(from, now))
    throw conflict(
      `На сегодня питание посчитано в ${await mealsBy(from)}: позвоните в группу или сообщите со следующего дня`,
    );
}

function workedDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = daysAfter(day, 1)) if (homeCalendar().isWorkingDay(day)) days.push(day);
  return days;
}
