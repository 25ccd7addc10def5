import { audit, beyondReach, conflict, isInForce, notFound, part, sql } from '@regiso/core';
import { diaryOf } from './diary';
import { ownPart } from './diary-homework';
import { attends } from './lessons';

/** Ticks homework as done, or takes that back; for oneself or one's own child. Throws 404 and 409. */
export async function tickHomework(personId: string, lessonId: string, isDone: boolean): Promise<void> {
  const person = await diaryOf(personId);
  await beyondReach('homework of oneself or of one’s own child', async () => {
    const [own] = await sql<{
      id: string;
      isSet: boolean;
      isConnected: boolean;
    }>`SELECT p.id, coalesce(h.text, l.homework) IS NOT NULL AS "isSet",
        ${isInForce(part`l.participant_id`, 'school')} AS "isConnected"
      FROM school.lessons l JOIN school.loads j ON j.id = l.load_id
      JOIN school.pupils p ON p.person_id = ${person} AND ${attends} ${ownPart} WHERE l.id = ${lessonId}`;
    if (!own) throw notFound('Урок не найден');
    if (!own.isConnected) throw conflict('Школа сейчас не подключена: отметить задание нельзя');
    if (!own.isSet) throw conflict('На этом уроке ничего не задано: обновите страницу');
    if (isDone)
      await sql`INSERT INTO school.homework_done (lesson_id, pupil_id, organisation_id, participant_id, municipality_id)
        SELECT ${lessonId}, id, organisation_id, participant_id, municipality_id FROM school.pupils WHERE id = ${own.id}
        ON CONFLICT DO NOTHING`;
    else await sql`DELETE FROM school.homework_done WHERE lesson_id = ${lessonId} AND pupil_id = ${own.id}`;
  });
  await audit('school.homework-ticked', { type: 'lesson', id: lessonId, personId: person }, { isDone });
}
