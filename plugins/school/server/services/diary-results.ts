import { audit, beyondReach, sql, todayHere } from '@regiso/core';
import type { DiaryResults } from '../../shared';
import { diaryOf } from './diary';
import { periodsOf } from './periods';

type Row = Omit<DiaryResults['subjects'][number], 'periods' | 'year' | 'exam' | 'final'> & {
  periods: Record<string, number | null>;
  years: Partial<Record<'year' | 'exam' | 'final', number | null>>;
};

const given = (marks: Record<string, number | null>, key: string) => ({
  value: marks[key] ?? null,
  isSet: key in marks,
});

/** Marks of the periods and of the year by subject; the reading is recorded. Throws 404. */
export async function diaryResults(personId: string): Promise<DiaryResults> {
  const person = await diaryOf(personId);
  await audit('school.diary-read', { type: 'person', id: person });
  return beyondReach('the diary of oneself or of one’s own child', async () => {
    const [pupil] = await sql<{ class_id: string }>`SELECT class_id FROM school.pupils
      WHERE person_id = ${person} AND starts_on <= ${todayHere()}::date + 14 ORDER BY starts_on DESC LIMIT 1`;
    const periods = pupil ? await periodsOf(pupil.class_id) : [];
    const ids = periods.map(({ id }) => id);
    const rows = pupil
      ? await sql<Row>`WITH own AS (SELECT q.id FROM school.pupils q JOIN school.classes c ON c.id = q.class_id
          JOIN school.classes mine ON mine.id = ${pupil.class_id} AND mine.year_id = c.year_id WHERE q.person_id = ${person})
        SELECT s.code, s.title, s.title_en AS "titleEn",
          (SELECT coalesce(jsonb_object_agg(f.period_id, f.value), '{}') FROM school.period_marks f
            WHERE f.pupil_id IN (SELECT id FROM own) AND f.subject = s.code AND f.period_id = ANY (${ids}::uuid[])) AS periods,
          (SELECT coalesce(jsonb_object_agg(f.kind, f.value), '{}') FROM school.year_marks f
            WHERE f.pupil_id IN (SELECT id FROM own) AND f.subject = s.code) AS years
        FROM school.subjects s WHERE s.code IN (SELECT subject FROM school.loads WHERE class_id = ${pupil.class_id})
        ORDER BY s.title LIMIT 40`
      : [];
    return {
      periods: periods.map(({ isClosed: _, ...one }) => one),
      subjects: rows.map(({ periods: marks, years, ...subject }) => ({
        ...subject,
        periods: ids.map((id) => given(marks, id)),
        ...{ year: given(years, 'year'), exam: given(years, 'exam'), final: given(years, 'final') },
      })),
    };
  });
}
