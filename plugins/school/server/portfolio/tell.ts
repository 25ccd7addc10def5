import { beyondReach, me, notify, sql, todayHere } from '@regiso/core';
import { accountsOfGuardians } from '../services/tell-guardians';
import type { Holder } from './holder';

const accountsOf = (person: string) =>
  beyondReach('the account of the pupil or of the class teacher', async () => {
    const rows = await sql<{ id: string }>`SELECT account_id AS id FROM core.persons
      WHERE id = ${person} AND account_id IS NOT NULL`;
    return rows.map(({ id }) => id);
  });

/** Accounts of the pupil and of those who stand for the pupil, but not of whoever acts. */
const family = async (person: string) =>
  [...(await accountsOf(person)), ...(await accountsOfGuardians(person))].filter((id) => id !== me().accountId);

/** Tells the class teacher that something waits, once a day for a class. */
export async function tellTeacher({ stay: { classId, teacher } }: Holder): Promise<void> {
  const accountIds = teacher ? await accountsOf(teacher) : [];
  if (!accountIds.length) return;
  await notify({
    accountIds,
    kind: 'school.portfolio-waiting',
    title: 'Достижения учеников ждут проверки',
    titleEn: 'Achievements of pupils wait to be confirmed',
    text: 'Подтвердите или верните их на странице «Портфолио класса».',
    textEn: 'Confirm or return them on the page of portfolios of the class.',
    link: '/app/school/portfolios',
    once: `school.portfolio-waiting/${classId}/${todayHere()}`,
  });
}

/** Tells the family that the school has answered, without a word of it. */
export async function tellAnswer(person: string, item: string, version: number): Promise<void> {
  const accountIds = await family(person);
  if (!accountIds.length) return;
  await notify({
    accountIds,
    kind: 'school.portfolio-answered',
    title: 'Школа ответила о достижении в портфолио',
    titleEn: 'The school has answered about an achievement of the portfolio',
    text: 'Ответ — в портфолио, рядом с достижением.',
    textEn: 'The answer stands in the portfolio, beside the achievement.',
    link: `/app/school/portfolio/${person}`,
    once: `school.portfolio-answered/${item}/${version}`,
  });
}

/** Tells the others of the family that a public link was made. */
export async function tellLink(person: string, link: string): Promise<void> {
  const accountIds = await family(person);
  if (!accountIds.length) return;
  await notify({
    accountIds,
    kind: 'school.portfolio-link',
    title: 'Создана публичная ссылка на портфолио',
    titleEn: 'A public link of the portfolio was made',
    text: 'Что она показывает и до какого дня — в портфолио; там же её можно отозвать.',
    textEn: 'What it shows and until when stands in the portfolio; it can be revoked there.',
    link: `/app/school/portfolio/${person}`,
    once: `school.portfolio-link/${link}`,
  });
}
