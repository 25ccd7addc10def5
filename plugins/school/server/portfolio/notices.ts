import type { Notice } from '@regiso/core';

/** What families and class teachers are told of portfolios. */
export const portfolioNotices: readonly Notice[] = [
  {
    id: 'school.portfolio-answered',
    title: 'Школа: ответ о достижении в портфолио',
    titleEn: 'School: an answer about an achievement of the portfolio',
    text: 'Школа подтвердила или вернула достижение. Подробности — в портфолио.',
    textEn: 'The school has confirmed or returned an achievement. See the portfolio.',
  },
  {
    id: 'school.portfolio-link',
    title: 'Школа: создана публичная ссылка на портфолио',
    titleEn: 'School: a public link of a portfolio was made',
    text: 'Создана публичная ссылка на портфолио. Подробности — в портфолио; там же её можно отозвать.',
    textEn: 'A public link of a portfolio was made. See the portfolio; it can be revoked there.',
  },
  {
    id: 'school.portfolio-waiting',
    title: 'Школа: достижения ждут подтверждения',
    titleEn: 'School: achievements wait to be confirmed',
    text: 'Ученики вашего класса добавили достижения. Подробности — на странице «Портфолио класса».',
    textEn: 'Pupils of your class have added achievements. See the page of portfolios of the class.',
  },
];
