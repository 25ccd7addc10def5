import {
  audit,
  beyondReach,
  conflict,
  endLink,
  invalidInput,
  me,
  notFound,
  reopenLink,
  seal,
  sql,
  todayHere,
} from '@regiso/core';
import type { DepartureInput } from '../../shared';
import { stayFor } from './classes';
import { daysAfter } from './clock';
import { isReopened } from './closed';
import { placeOfNote, writtenSince } from './departed';
import { within } from './reach';
import { tellLeft } from './tell-left';

const permission = 'school.keep-classes';
const mostAhead = 14;
/** Days before the last one; a year that was mistyped is older. */
const oldest = 366;

/**
 * A pupil leaves the school: the time in the class and the belonging to the school end that day, and what was written stays. A
 * day before a closed period needs a note. Gives the id of the departure. Throws 400, 404 and 409.
 */
export async function recordDeparture(pupilId: string, given: DepartureInput): Promise<string> {
  const { on, reason, note, orderNumber, orderOn } = given;
  const stay = await stayFor(pupilId, permission);
  refuseDays(given, stay.starts_on);
  await refuseWritten(pupilId, on);
  if (!note) await refuseClosed(stay.class_id, on);
  const links = await linksOf(stay, on);
  const [made] = await sql<{ id: string }>`SELECT uuidv7()::text AS id`;
  const id = made?.id ?? '';
  await sql`INSERT INTO school.departures (id, pupil_id, grade, organisation_id, participant_id, municipality_id, last_day, reason, note,
      order_number, order_on, links, recorded_by)
    SELECT ${id}, p.id, p.grade, p.organisation_id, p.participant_id, p.municipality_id, ${on}, ${reason},
      ${note ? seal(Buffer.from(note), placeOfNote(id)) : null}, ${orderNumber}, ${orderOn}, ${links}::uuid[], ${me().accountId}
    FROM school.pupils p WHERE p.id = ${pupilId}`;
  await sql`UPDATE school.pupils SET ends_on = ${on} WHERE id = ${pupilId}`;
  for (const link of links) await endLink(link, on);
  const object = { type: 'class', id: stay.class_id, personId: stay.person_id, organisationId: stay.organisation_id };
  await audit('school.pupil-left', object, { on, reason, order: orderNumber });
  await tellLeft(stay.person_id, id);
  return id;
}

function refuseDays({ on, orderOn }: DepartureInput, since: string) {
  const issues: { path: string[]; message: string }[] = [];
  const refuse = (field: string, message: string) => issues.push({ path: ['payload', field], message });
  if (on < since) refuse('on', 'Выбыть раньше первого дня в классе нельзя');
  if (on > daysAfter(todayHere(), mostAhead)) refuse('on', 'Выбытие — не больше чем на две недели вперёд');
  if (orderOn > todayHere()) refuse('orderOn', 'Приказ не может быть из будущего');
  if (orderOn < daysAfter(on, -oldest)) refuse('orderOn', 'Приказ старше года: проверьте дату');
  if (issues.length) throw invalidInput(issues);
}

async function refuseWritten(pupil: string, on: string) {
  const [written] = await sql`SELECT 1 AS one FROM school.marks WHERE pupil_id = ${pupil} AND day > ${on}::date
    UNION ALL SELECT 1 FROM school.attendance WHERE pupil_id = ${pupil} AND day > ${on}::date
    UNION ALL SELECT 1 FROM school.period_marks f JOIN school.periods s ON s.id = f.period_id
      WHERE f.pupil_id = ${pupil} AND s.starts_on > ${on}::date LIMIT 1`;
  if (written) throw conflict('После этого дня у ученика уже есть отметки или пропуски: выберите более поздний день');
}

async function refuseClosed(classId: string, on: string) {
  const [closed] = await sql`SELECT 1 AS one FROM school.closed_periods x JOIN school.periods s ON s.id = x.period_id
    WHERE x.class_id = ${classId} AND s.ends_on > ${on}::date AND NOT ${isReopened()} LIMIT 1`;
  if (!closed) return;
  const message = 'Период уже закрыт: напишите, почему выбытие записано задним числом';
  throw invalidInput([{ path: ['payload', 'note'], message }]);
}

type Of = { person_id: string; organisation_id: string };

/** By which rows the pupil belongs to the school still. */
const linksOf = ({ person_id, organisation_id }: Of, on: string) =>
  beyondReach('belonging of a pupil who was in reach', async () => {
    const rows = await sql<{ id: string }>`SELECT id FROM core.person_organisations WHERE person_id = ${person_id}
      AND organisation_id = ${organisation_id} AND subsystem = 'school' AND role = 'pupil' AND starts_on <= ${on}::date
      AND (ends_on IS NULL OR ends_on > ${on}::date) ORDER BY id LIMIT 10`;
    return rows.map(({ id }) => id);
  });

type Held = Of & { pupil_id: string; class_id: string; last_day: string; links: string[]; undone_at: Date | null };

const obstacles = {
  class: 'После выбытия ученик уже зачислен в класс: отменить выбытие нельзя',
  period: 'После выбытия в классе закрыт учебный период: отменить выбытие нельзя, зачислите ученика заново',
  year: 'После выбытия школа завела новый учебный год: отменить выбытие нельзя, зачислите ученика заново',
} as const;

/** Takes a departure back: the pupil is in the class and the school as before. Throws 404, and 409 once something was written since. */
export async function undoDeparture(id: string): Promise<void> {
  const [held] =
    await sql<Held>`SELECT d.pupil_id, p.person_id, p.class_id, d.organisation_id, d.last_day::text, d.links, d.undone_at
    FROM school.departures d JOIN school.pupils p ON p.id = d.pupil_id
    WHERE d.id = ${id} AND ${within(permission, 'p')} FOR UPDATE OF d, p`;
  if (!held) throw notFound('Запись о выбытии не найдена');
  if (held.undone_at) throw conflict('Выбытие уже отменено: обновите список');
  const found = await beyondReach(
    'a pupil is in one class at a time, of whatever school',
    () => sql<{ since: keyof typeof obstacles | null }>`SELECT ${writtenSince()} AS since
      FROM school.departures d JOIN school.pupils p ON p.id = d.pupil_id WHERE d.id = ${id}`,
  );
  const since = found[0]?.since;
  if (since) throw conflict(obstacles[since]);
  await sql`UPDATE school.departures SET undone_at = now(), undone_by = ${me().accountId} WHERE id = ${id}`;
  await sql`UPDATE school.pupils SET ends_on = NULL WHERE id = ${held.pupil_id}`;
  for (const link of held.links) await reopenLink(link);
  const object = { type: 'class', id: held.class_id, personId: held.person_id, organisationId: held.organisation_id };
  await audit('school.departure-undone', object, { on: held.last_day });
  await tellLeft(held.person_id, id, true);
}
