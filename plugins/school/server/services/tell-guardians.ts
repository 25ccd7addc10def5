import { beyondReach, guardiansOf, notify, peopleBrief, sql, type NoticeInput } from '@regiso/core';
import type { Lesson } from './lessons';

type Words = { name: string; title: string; titleEn: string };

/** Tells those who stand for a pupil and have an account something of a lesson, in words that name the child and the subject. */
export async function tellGuardians(
  { subject }: Lesson,
  personId: string,
  said: (about: Words) => Omit<NoticeInput, 'accountIds' | 'link'>,
): Promise<void> {
  const accountIds = await accountsOfGuardians(personId);
  if (!accountIds.length) return;
  const name = (await peopleBrief([personId], ['name'])).get(personId)?.name ?? '';
  const [taught] = await sql<{
    title: string;
    title_en: string;
  }>`SELECT title, title_en FROM school.subjects WHERE code = ${subject}`;
  await notify({
    accountIds,
    link: `/app/school/diary/${personId}`,
    ...said({ name, title: taught?.title ?? '', titleEn: taught?.title_en ?? '' }),
  });
}

/** Accounts of those who stand for a pupil and may see the child. */
export async function accountsOfGuardians(personId: string): Promise<string[]> {
  const guardians = (await guardiansOf(personId)).filter(({ may }) => may.includes('see'));
  const accounts = await beyondReach(
    'accounts of those who stand for the pupil',
    () => sql<{ id: string }>`SELECT account_id AS id FROM core.persons
      WHERE id = ANY (${guardians.map(({ guardianId }) => guardianId)}::uuid[]) AND account_id IS NOT NULL`,
  );
  return accounts.map(({ id }) => id);
}
