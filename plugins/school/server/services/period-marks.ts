import { audit, conflict, context, notFound, sql, valueOn } from '@regiso/core';
import { averageOf, firstMarkedGrade, suggestionOf, type PeriodMarks, type PeriodMarksInput } from '../../shared';
import { ruleReference } from '../references';
import { marksOf } from './averages';
import { changedMeanwhile } from './changed';
import { thresholdsOn } from './dictionary';
import { journalFor, pupilsIn } from './journals';
import { cardsOf } from './names';
import { periodsOf } from './periods';
import { keepResults } from './result-changes';

async function opened(purpose: 'read' | 'write', id: string, periodId: string) {
  const journal = await journalFor(purpose, id);
  const period = (await periodsOf(journal.class_id)).find((one) => one.id === periodId);
  if (!period) throw notFound('Учебный период не найден');
  const pupils = await pupilsIn(journal, period);
  const marks = await marksOf(
    pupils.map((pupil) => pupil.id),
    journal.subject_code,
    { from: period.startsOn, to: period.endsOn },
  );
  return { journal, period, pupils, marks };
}

type Kept = { pupilId: string; value: number | null; version: number };

const keptOf = (
  period: string,
  subject: string,
  pupils: readonly string[],
) => sql<Kept>`SELECT pupil_id AS "pupilId", value, version
  FROM school.period_marks WHERE period_id = ${period} AND subject = ${subject} AND pupil_id = ANY (${[...pupils]}::uuid[])
  ORDER BY id LIMIT 100 FOR UPDATE`;

/** Marks of a period of a journal: what stands, the average, and what it suggests by the rule; the reading is recorded. */
export async function periodMarks(id: string, periodId: string): Promise<PeriodMarks> {
  const { journal, period, pupils, marks } = await opened('read', id, periodId);
  const thresholds = await thresholdsOn(period.endsOn);
  const kept = new Map(
    (
      await keptOf(
        periodId,
        journal.subject_code,
        pupils.map((pupil) => pupil.id),
      )
    ).map((row) => [row.pupilId, row]),
  );
  const personIds = await cardsOf(pupils);
  const object = { type: 'journal', id, organisationId: journal.organisation_id, personIds };
  await audit('school.journal-read', object, { pupils: pupils.length, lessons: 0 });
  return {
    least: (await valueOn(ruleReference, 'marks-least', period.endsOn)).value,
    thresholds,
    pupils: pupils.map(({ id: pupilId, name }) => {
      const own = marks(pupilId);
      const { value = null, version = 0 } = kept.get(pupilId) ?? {};
      const suggestion = suggestionOf(own, thresholds);
      return { pupilId, name, average: averageOf(own), marks: own.length, suggestion, value, version };
    }),
  };
}

/** Gives marks of a period; whoever teaches decides, whatever is suggested. Throws 403, 404 and 409. */
export async function setPeriodMarks(id: string, periodId: string, input: PeriodMarksInput): Promise<void> {
  const { journal, period, pupils, marks } = await opened('write', id, periodId);
  if (period.isClosed) throw conflict('Период закрыт. Изменение возможно только по заявлению завучу.');
  if (journal.grade < firstMarkedGrade) throw conflict('В первом классе отметок не ставят');
  const wanted = input.marks.map(({ pupilId }) => pupilId);
  const known = new Set(pupils.map((pupil) => pupil.id));
  if (wanted.some((pupil) => !known.has(pupil))) throw notFound('Ученик не найден');
  const kept = new Map((await keptOf(periodId, journal.subject_code, wanted)).map((row) => [row.pupilId, row]));
  if (input.marks.some(({ pupilId, version }) => (kept.get(pupilId)?.version ?? 0) !== version))
    throw changedMeanwhile('Отметки за период уже изменили. Обновите страницу и посмотрите, что стоит сейчас.');
  const rows = input.marks.map((mark) => ({ ...mark, average: averageOf(marks(mark.pupilId)) }));
  await sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, municipality_id, value,
      average, set_by)
    SELECT ${periodId}, r."pupilId", ${journal.subject_code}, ${journal.organisation_id}, ${journal.participant_id},
      ${journal.municipality_id}, r.value, r.average, ${context().actor?.accountId ?? null}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("pupilId" uuid, value int, average numeric)
    ON CONFLICT (period_id, pupil_id, subject) DO UPDATE SET value = excluded.value, average = excluded.average,
      version = school.period_marks.version + 1, set_by = excluded.set_by, set_at = now()`;
  const changes = rows.map(({ pupilId, value }) => ({ pupilId, value, before: kept.get(pupilId) ?? null }));
  await keepResults(
    journal,
    changes.map((change) => ({ ...change, kind: 'period', periodId, reason: null })),
  );
  for (const personId of await cardsOf(input.marks.map(({ pupilId }) => ({ id: pupilId })))) {
    const object = { type: 'journal', id, personId, organisationId: journal.organisation_id };
    await audit('school.period-mark-set', object, { period: periodId });
  }
}
