import { audit, conflict, context, invalidInput, notFound, sql, todayHere } from '@regiso/core';
import {
  finalSuggestion,
  firstMarkedGrade,
  needsReason,
  yearSuggestion,
  type Given,
  type Thresholds,
  type YearKind,
  type YearMarks,
  type YearMarksInput,
} from '../../shared';
import { changedMeanwhile } from './changed';
import { rulesOn } from './dictionary';
import { journalFor, pupilsIn } from './journals';
import { cardsOf } from './names';
import { periodsOf } from './periods';
import { keepResults, type ResultChange } from './result-changes';

type Kept = { pupilId: string; kind: YearKind; value: number | null; version: number; reason: string | null };
type Pupil = YearMarks['pupils'][number];

async function opened(purpose: 'read' | 'write', id: string) {
  const journal = await journalFor(purpose, id);
  const periods = await periodsOf(journal.class_id);
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) throw notFound('Учебный период не найден');
  const until = last.endsOn < todayHere() ? last.endsOn : todayHere();
  // Who has left before the end is attested where they went.
  const all = await pupilsIn(journal, { startsOn: first.startsOn, endsOn: last.endsOn });
  const pupils = all.filter(({ to }) => to === null || to >= until);
  const thresholds = await yearThresholds(last.endsOn);
  return { journal, periods, last, pupils, thresholds };
}

async function yearThresholds(day: string): Promise<Thresholds> {
  const rules = await rulesOn(day, ['year-three', 'year-four', 'year-five']);
  return { three: rules['year-three'], four: rules['year-four'], five: rules['year-five'] };
}

type Opened = Awaited<ReturnType<typeof opened>>;

/** Rows of the pupils; marks of a former class of the school count as well. */
async function rowsOf({ journal, periods, pupils, thresholds }: Opened): Promise<Pupil[]> {
  const ids = pupils.map(({ id }) => id);
  const given = await sql<{ pupilId: string; periodId: string; value: number | null }>`SELECT p.id AS "pupilId",
      f.period_id AS "periodId", f.value FROM school.pupils p JOIN school.pupils q ON q.person_id = p.person_id
    JOIN school.period_marks f ON f.pupil_id = q.id AND f.subject = ${journal.subject_code}
      AND f.period_id = ANY (${periods.map(({ id }) => id)}::uuid[])
    WHERE p.id = ANY (${ids}::uuid[]) ORDER BY f.id LIMIT 1000`;
  const kept = await sql<Kept>`SELECT pupil_id AS "pupilId", kind, value, version, reason FROM school.year_marks
    WHERE pupil_id = ANY (${ids}::uuid[]) AND subject = ${journal.subject_code} ORDER BY id LIMIT 300`;
  const before = journal.grade === 11 ? await marksOfGrade10(ids, journal.subject_code) : [];
  return pupils.map(({ id, name }) => {
    const own = periods.map((period): Given => {
      const row = given.find(({ pupilId, periodId }) => pupilId === id && periodId === period.id);
      return { value: row?.value ?? null, isSet: row !== undefined };
    });
    const of = (kind: YearKind, suggestion: Given) => {
      const row = kept.find((one) => one.pupilId === id && one.kind === kind);
      return { value: row?.value ?? null, version: row?.version ?? 0, reason: row?.reason ?? null, suggestion };
    };
    const year = of('year', yearSuggestion(own, thresholds));
    const exam = of('exam', { value: null, isSet: false });
    const senior = [...own, year, ...before.filter(({ pupilId }) => pupilId === id)].map(({ value }) => value);
    const final = finalSuggestion({ grade: journal.grade, year: givenOf(year), exam: givenOf(exam), senior });
    return { pupilId: id, name, periods: own, year, exam, final: of('final', final) };
  });
}

const givenOf = ({ value, version }: { value: number | null; version: number }): Given => ({
  value,
  isSet: version > 0,
});

/** Half-years and the year of grade 10. */
const marksOfGrade10 = (ids: readonly string[], subject: string) => sql<{ pupilId: string; value: number | null }>`
  SELECT p.id AS "pupilId", f.value FROM school.pupils p JOIN school.pupils q ON q.person_id = p.person_id AND q.grade = 10
  CROSS JOIN LATERAL (SELECT value FROM school.period_marks WHERE pupil_id = q.id AND subject = ${subject}
    UNION ALL SELECT value FROM school.year_marks WHERE pupil_id = q.id AND subject = ${subject} AND kind = 'year') f
  WHERE p.id = ANY (${[...ids]}::uuid[]) LIMIT 1000`;

/** Marks of the year of a journal, beside those of its periods and what the rule suggests; the reading is recorded. Throws 403, 404. */
export async function yearMarks(id: string): Promise<YearMarks> {
  const found = await opened('read', id);
  const { journal, periods, last, thresholds } = found;
  const pupils = await rowsOf(found);
  const personIds = await cardsOf(found.pupils);
  const object = { type: 'journal', id, organisationId: journal.organisation_id, personIds };
  await audit('school.journal-read', object, { pupils: pupils.length, lessons: 0 });
  const { class: name, subject, subjectEn, grade, isOwn } = journal;
  return { ...{ class: name, grade, subject, subjectEn, isOwn, periods, thresholds, pupils }, isClosed: last.isClosed };
}

/** Gives marks of the year; whoever teaches decides, and says why where the rule suggests another. Throws 400, 403, 404 and 409. */
export async function setYearMarks(id: string, { marks }: YearMarksInput): Promise<void> {
  const found = await opened('write', id);
  const { journal, last } = found;
  if (journal.grade < firstMarkedGrade) throw conflict('В первом классе отметок не ставят');
  if (last.isClosed && marks.some(({ kind }) => kind === 'year'))
    throw conflict('Период закрыт. Изменение возможно только по заявлению завучу.');
  await sql`SELECT id FROM school.loads WHERE id = ${id} FOR UPDATE`;
  const rows = new Map((await rowsOf(found)).map((row) => [row.pupilId, row]));
  const changes = marks.map((mark, at) => changeOf(rows.get(mark.pupilId), mark, at));
  await sql`INSERT INTO school.year_marks (pupil_id, subject, kind, organisation_id, participant_id, municipality_id, value, suggestion,
      reason, set_by)
    SELECT r."pupilId", ${journal.subject_code}, r.kind, ${journal.organisation_id}, ${journal.participant_id},
      ${journal.municipality_id}, r.value, r.suggestion, r.reason, ${context().actor?.accountId ?? null}
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS r("pupilId" uuid, kind text, value int, suggestion int, reason text)
    ON CONFLICT (pupil_id, subject, kind) DO UPDATE SET value = excluded.value, suggestion = excluded.suggestion,
      reason = excluded.reason, version = school.year_marks.version + 1, set_by = excluded.set_by, set_at = now()`;
  await keepResults(journal, changes);
  const cards = await cardsOf(changes.map(({ pupilId }) => ({ id: pupilId })));
  for (const personId of cards) {
    const object = { type: 'journal', id, personId, organisationId: journal.organisation_id };
    await audit('school.year-mark-set', object);
  }
}

function changeOf(row: Pupil | undefined, mark: YearMarksInput['marks'][number], at: number): ResultChange {
  if (!row) throw notFound('Ученик не найден');
  const { kind, value, reason, pupilId } = mark;
  const { version, value: before, suggestion } = row[kind];
  if (version !== mark.version)
    throw changedMeanwhile('Отметки за год уже изменили. Обновите страницу и посмотрите, что стоит сейчас.');
  if (!reason && needsReason(kind, value, suggestion, version)) {
    const message = 'Отметка не та, что выходит по правилу, или меняется итоговая: напишите причину';
    throw invalidInput([{ path: ['payload', 'marks', at, 'reason'], message }]);
  }
  return {
    pupilId,
    kind,
    periodId: null,
    before: version ? { value: before } : null,
    value,
    suggestion: suggestion.value,
    reason,
  };
}
