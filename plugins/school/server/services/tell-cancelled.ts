import { beyondReach, guardiansOf, notify, sql } from '@regiso/core';
import { attends } from './lessons';

type Lesson = {
  day: string;
  number: number;
  class: string;
  subject: string;
  subject_en: string;
  teacher_id: string | null;
};

/**
 * Tells whoever gives a lesson, its pupils who have an account, and those who stand for them, that it is cancelled or held after
 * all. Nobody is named, and the reason stays within the school: it may be the health of a teacher.
 */
export async function tellCancelled(lessonId: string, isCancelled: boolean): Promise<void> {
  const [lesson] =
    await sql<Lesson>`SELECT l.day::text AS day, l.number, c.grade || c.letter AS class, s.title AS subject,
      s.title_en AS subject_en, l.teacher_id
    FROM school.lessons l JOIN school.classes c ON c.id = l.class_id JOIN school.subjects s ON s.code = l.subject
    WHERE l.id = ${lessonId}`;
  if (!lesson) return;
  const pupils = await sql<{ id: string }>`SELECT p.person_id AS id FROM school.lessons l
    JOIN school.loads j ON j.id = l.load_id JOIN school.pupils p ON ${attends} WHERE l.id = ${lessonId} ORDER BY p.id LIMIT 60`;
  const families = new Set<string>();
  for (const { id } of pupils) {
    families.add(id);
    for (const { guardianId, may } of await guardiansOf(id)) if (may.includes('see')) families.add(guardianId);
  }
  await tell(lesson, isCancelled, [...families], '/app/school/diary');
  if (lesson.teacher_id) await tell(lesson, isCancelled, [lesson.teacher_id], '/app/school/journal');
}

async function tell(lesson: Lesson, isCancelled: boolean, people: readonly string[], link: `/${string}`) {
  const accounts = await beyondReach(
    'accounts of those whom a lesson concerns',
    () => sql<{ id: string }>`SELECT account_id AS id FROM core.persons
      WHERE id = ANY (${[...people]}::uuid[]) AND account_id IS NOT NULL`,
  );
  if (!accounts.length) return;
  const [year, month, date] = lesson.day.split('-');
  const ru = `${date}.${month}.${year}, ${lesson.number} урок, ${lesson.class}, «${lesson.subject}»`;
  const en = `${lesson.day}, lesson ${lesson.number}, class ${lesson.class}, ${lesson.subject_en}`;
  await notify({
    accountIds: accounts.map(({ id }) => id),
    kind: 'school.lesson-cancelled',
    title: isCancelled ? `Урок отменён: ${ru}` : `Урок всё же состоится: ${ru}`,
    titleEn: isCancelled ? `A lesson is cancelled: ${en}` : `A lesson is held after all: ${en}`,
    text: 'Расписание этого дня — на странице по ссылке.',
    textEn: 'The timetable of that day stands on the page.',
    link,
  });
}
