import { audit, conflict, context, invalidInput, notFound, prepared, sql, todayHere } from '@regiso/core';
import { firstMarkedGrade, type CellInput, type CellView, type Dictionary } from '../../shared';
import { averagesOf, type Summary } from './averages';
import { changedMeanwhile, refuseOfAnother } from './changed';
import { cellsOf, emptyCell, keyOf } from './cells';
import { dictionaryOn } from './dictionary';
import { withReason } from './excused';
import { attends, lessonFor, type Lesson } from './lessons';
import { periodOn, periodsOf } from './periods';
import { takeAttendance } from './save-lesson';
import { tellFamily } from './tell-family';

/** Writes what a cell is to hold. Gives it with its new version and the average; throws 400, 403, 404 and 409. */
export async function saveCell(
  lessonId: string,
  pupilId: string,
  input: CellInput,
): Promise<{ cell: CellView } & Summary> {
  refuseOfAnother(input);
  const lesson = await lessonFor('write', lessonId);
  refuseLocked(lesson);
  const reasoned = await withReason(lessonId, pupilId, input);
  return writeCell(lesson, pupilId, reasoned.input, { certificate: reasoned.certificate });
}

/** By which request a cell of a closed period changes, and whose it is; or by which certificate an absence has its code. */
type By = { request?: { id: string; accountId: string | null }; certificate?: string | null };

/** Writes a cell of a lesson that was opened for it. Gives it with its new version and the average; throws 400, 404 and 409. */
export async function writeCell(
  lesson: Lesson,
  pupilId: string,
  input: CellInput,
  by: By = {},
): Promise<{ cell: CellView } & Summary> {
  const lessonId = lesson.id;
  const key = keyOf({ lessonId, pupilId });
  // Sent together: none waits for another, as below, where each sees what those before it have written.
  const [person, cells, dictionary, periods] = await Promise.all([
    pupilOf(lessonId, pupilId),
    cellsOf([lessonId], pupilId),
    dictionaryOn(lesson.day),
    periodsOf(lesson.class_id),
  ]);
  const before = cells.get(key) ?? emptyCell;
  if (before.version !== input.version)
    throw changedMeanwhile('Эту клетку уже изменили. Посмотрите, что в ней сейчас, и решите, что оставить.');
  demandCell(lesson, input, dictionary);
  if (input.attendance !== null || before.attendance !== null)
    await writeAttendance(lesson, pupilId, input, dictionary);
  const [, , written, summary] = await Promise.all([
    removeMarks(lesson, pupilId, before, input),
    writeMarks(lesson, pupilId, input, dictionary),
    cellsOf([lessonId], pupilId),
    summaryOf(lesson, pupilId, periods),
  ]);
  const after = written.get(key) ?? { ...emptyCell, version: before.version };
  if (!isSame(before, after)) await keep({ lesson, pupilId, person, by }, before, after);
  if (isAway(dictionary, after) && !isAway(dictionary, before)) await tellFamily(lesson, person);
  return { cell: after, ...summary };
}

function refuseLocked({ day, isClosed }: Lesson) {
  if (day > todayHere()) throw conflict('Урок ещё не наступил: отмечать в нём пока нечего');
  if (isClosed) throw conflict('Период закрыт. Изменение возможно только по заявлению завучу.');
}

/** The card of a pupil of a lesson. Throws 404. */
export async function pupilOf(lessonId: string, pupilId: string): Promise<string> {
  const [row] = await prepared<{ person_id: string }>`SELECT p.person_id FROM school.lessons l
    JOIN school.loads j ON j.id = l.load_id JOIN school.pupils p ON ${attends} WHERE l.id = ${lessonId} AND p.id = ${pupilId}`;
  if (!row) throw notFound('Ученик не найден');
  return row.person_id;
}

/** Whether a cell may hold this. Throws 400 and 409. */
export function demandCell({ grade }: Lesson, { attendance, marks }: CellInput, { codes }: Dictionary) {
  if (marks.length && grade < firstMarkedGrade) throw conflict('В первом классе отметок не ставят');
  const code = codes.find((one) => one.code === attendance);
  if (attendance && !code) throw conflict('Такого обозначения в справочнике на день урока нет');
  if (!code || code.countsAs === 'present') return;
  const at = marks.findIndex(({ isLate }) => !isLate);
  if (at < 0) return;
  const message = 'Ученика на уроке не было. Поставить отметку можно с пометкой «сдал позже».';
  throw invalidInput([{ path: ['payload', 'marks', at, 'isLate'], message }]);
}

async function writeAttendance(lesson: Lesson, pupilId: string, input: CellInput, { codes }: Dictionary) {
  const code = codes.find((one) => one.code === input.attendance);
  if (!code) {
    await sql`DELETE FROM school.attendance WHERE lesson_id = ${lesson.id} AND pupil_id = ${pupilId}`;
    return;
  }
  const minutes = code.code === 'late' ? input.lateMinutes : null;
  await sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject,
      grade, code, counts_as, late_minutes)
    VALUES (${lesson.id}, ${pupilId}, ${lesson.organisation_id}, ${lesson.participant_id}, ${lesson.municipality_id},
      ${lesson.day}, ${lesson.subject}, ${lesson.grade}, ${code.code}, ${code.countsAs}, ${minutes})
    ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET code = excluded.code, counts_as = excluded.counts_as,
      late_minutes = excluded.late_minutes`;
  if (!lesson.attendance_at) await takeAttendance(lesson.id);
}

async function removeMarks({ id }: Lesson, pupilId: string, before: CellView, { marks }: CellInput) {
  const kept = marks.map(({ place }): number => place);
  if (before.marks.every(({ place }) => kept.includes(place))) return;
  await sql`DELETE FROM school.marks WHERE lesson_id = ${id} AND pupil_id = ${pupilId} AND place <> ALL (${kept}::int[])`;
}

async function writeMarks(lesson: Lesson, pupilId: string, { marks }: CellInput, { kinds }: Dictionary) {
  const written = marks.map(({ place, value, isLate, comment }) => {
    const kind = kinds.find(({ code }) => code === (place === 1 ? lesson.kind_1 : lesson.kind_2));
    if (!kind) throw conflict('Такого вида работы в справочнике на день урока нет');
    return prepared`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade,
        place, value, kind, weight, is_late, comment)
      VALUES (${lesson.id}, ${pupilId}, ${lesson.organisation_id}, ${lesson.participant_id}, ${lesson.municipality_id},
        ${lesson.day}, ${lesson.subject}, ${lesson.grade}, ${place}, ${value}, ${kind.code}, ${kind.weight}, ${isLate}, ${comment})
      ON CONFLICT (lesson_id, pupil_id, place) DO UPDATE SET value = excluded.value, is_late = excluded.is_late,
        comment = excluded.comment`;
  });
  await Promise.all(written);
}

const isAway = ({ codes }: Dictionary, { attendance }: CellView) =>
  codes.some(({ code, countsAs }) => code === attendance && countsAs !== 'present');

const held = ({ attendance, lateMinutes, marks }: CellView) => ({ attendance, lateMinutes, marks });
const isSame = (one: CellView, other: CellView) => JSON.stringify(held(one)) === JSON.stringify(held(other));

type Kept = { lesson: Lesson; pupilId: string; person: string; by: By };

/** The history of the cell, and with it the version that whoever changes it next must know. */
async function keep(
  { lesson, pupilId, person, by: { request, certificate } }: Kept,
  before: CellView,
  after: CellView,
) {
  after.version = before.version + 1;
  const certified = before.attendance === after.attendance ? null : (certificate ?? null);
  const changed = prepared`INSERT INTO school.cell_changes (lesson_id, pupil_id, version, organisation_id, participant_id, municipality_id,
      account_id, before, after, request_id, certificate_id)
    VALUES (${lesson.id}, ${pupilId}, ${after.version}, ${lesson.organisation_id}, ${lesson.participant_id},
      ${lesson.municipality_id}, ${request ? request.accountId : (context().actor?.accountId ?? null)}, ${JSON.stringify(held(before))}::jsonb,
      ${JSON.stringify(held(after))}::jsonb, ${request?.id ?? null}, ${certified})`;
  const object = { type: 'lesson', id: lesson.id, personId: person, organisationId: lesson.organisation_id };
  await Promise.all([
    changed,
    audit('school.cell-changed', object, { version: after.version, marks: after.marks.length }),
  ]);
}

async function summaryOf({ subject, day }: Lesson, pupilId: string, periods: Awaited<ReturnType<typeof periodsOf>>) {
  const period = periodOn(periods, day);
  const days = { from: period?.startsOn ?? day, to: period?.endsOn ?? day };
  return (await averagesOf([pupilId], subject, days))(pupilId);
}
