import { beyondReach, guardiansOf, notify, peopleBrief, sql, todayHere } from '@regiso/core';
import type { Lesson } from './lessons';

/** Tells who stands for a pupil of the first lesson missed today, once a day however many lessons follow (PAR-16). */
export async function tellFamily({ day, subject }: Lesson, personId: string): Promise<void> {
  if (day !== todayHere()) return;
  const guardians = (await guardiansOf(personId)).filter(({ may }) => may.includes('see'));
  const accounts = await beyondReach(
    'accounts of those who stand for the pupil',
    () => sql<{ id: string }>`SELECT account_id AS id FROM core.persons
      WHERE id = ANY (${guardians.map(({ guardianId }) => guardianId)}::uuid[]) AND account_id IS NOT NULL`,
  );
  if (!accounts.length) return;
  const name = (await peopleBrief([personId], ['name'])).get(personId)?.name ?? '';
  const [taught] = await sql<{
    title: string;
    title_en: string;
  }>`SELECT title, title_en FROM school.subjects WHERE code = ${subject}`;
  await notify({
    accountIds: accounts.map(({ id }) => id),
    kind: 'school.absence',
    title: `${name}: нет на уроке «${taught?.title ?? ''}»`,
    titleEn: `${name} is not at the lesson of ${taught?.title_en ?? ''}`,
    text: 'Если вы знаете причину, сообщите классному руководителю. О других уроках этого дня писать не будем.',
    textEn: 'If you know the reason, tell the class teacher. Other lessons of this day bring no further notices.',
    link: `/app/school/diary/${personId}`,
    once: `school.absence/${personId}/${day}`,
  });
}
