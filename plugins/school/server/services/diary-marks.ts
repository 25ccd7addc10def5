import { audit, beyondReach, sql, todayHere } from '@regiso/core';
import { averageOf, type DiaryMarks, type Dictionary, type MarkView } from '../../shared';
import { diaryOf } from './diary';
import { dictionaryOn, markWith, thresholdsOn } from './dictionary';
import { periodOn, periodsOf } from './periods';

/** Marks of a period by subject with all that explains the averages; the reading is recorded. */
export async function diaryMarks(personId: string, wanted?: string): Promise<DiaryMarks> {
  const person = await diaryOf(personId);
  await audit('school.diary-read', { type: 'person', id: person });
  return beyondReach('the diary of oneself or of one’s own child', async () => {
    const today = todayHere();
    const [pupil] = await sql<{ class_id: string }>`SELECT class_id FROM school.pupils
      WHERE person_id = ${person} AND starts_on <= ${today}::date + 14 ORDER BY starts_on DESC LIMIT 1`;
    const periods = pupil ? await periodsOf(pupil.class_id) : [];
    const period = periods.find(({ id }) => id === wanted) ?? periodOn(periods, today);
    const { kinds } = await dictionaryOn(today);
    return {
      periods: periods.map(({ isClosed: _, ...one }) => one),
      period: period?.id ?? null,
      thresholds: await thresholdsOn(today),
      kinds,
      subjects: period && pupil ? await subjectsOf(person, pupil.class_id, period, kinds) : [],
    };
  });
}

type Span = { id: string; startsOn: string; endsOn: string };
type Row = Omit<DiaryMarks['subjects'][number], 'average' | 'marks'> & {
  marks: (Omit<MarkView, 'place'> & { day: string })[] | null;
};

async function subjectsOf(person: string, classId: string, { id, startsOn, endsOn }: Span, kinds: Dictionary['kinds']) {
  const rows = await sql<Row>`WITH own AS (SELECT id FROM school.pupils WHERE person_id = ${person})
    SELECT s.code, s.title, s.title_en AS "titleEn",
      (SELECT jsonb_agg(jsonb_build_object('day', m.day, 'value', m.value, 'kind', m.kind, 'weight', m.weight,
          'isLate', m.is_late, 'comment', m.comment) ORDER BY m.day, m.id)
        FROM school.marks m WHERE m.pupil_id IN (SELECT id FROM own) AND m.subject = s.code
          AND m.day BETWEEN ${startsOn}::date AND ${endsOn}::date) AS marks,
      (SELECT count(*)::int FROM school.attendance a WHERE a.pupil_id IN (SELECT id FROM own) AND a.subject = s.code
          AND a.counts_as <> 'present' AND a.day BETWEEN ${startsOn}::date AND ${endsOn}::date) AS missed,
      (SELECT f.value FROM school.period_marks f WHERE f.period_id = ${id} AND f.subject = s.code
          AND f.pupil_id IN (SELECT id FROM own) LIMIT 1) AS "periodMark"
    FROM school.subjects s WHERE s.code IN (SELECT subject FROM school.loads WHERE class_id = ${classId})
    ORDER BY s.title LIMIT 40`;
  return rows.map(({ marks, ...row }) => ({
    ...row,
    average: averageOf(marks ?? []),
    marks: (marks ?? []).map(({ day, ...mark }) => ({ ...markWith(kinds)(mark), day })),
  }));
}
