import type { portfolioLevels } from '../../shared';

export type Language = 'ru' | 'en';

type Words = Record<
  'system' | 'heading' | 'none' | 'gone' | 'goneWhat' | 'verified' | 'waiting' | 'until' | 'shown' | 'other',
  string
>
  & Record<`level.${(typeof portfolioLevels)[number]}`, string>;

/** Words of the public page. */
export const pageWords: Record<Language, Words> = {
  ru: {
    system: 'РЕГИСО',
    heading: 'Портфолио ученика',
    none: 'Владелец пока ничего не показывает по этой ссылке.',
    gone: 'По этой ссылке ничего нет',
    goneWhat: 'Ссылка могла кончиться, её могли отозвать, или в адресе опечатка. Попросите новую у того, кто её дал.',
    verified: 'Подтверждено школой',
    waiting: 'Не подтверждено',
    until: 'Ссылка действует по {}.',
    shown: 'Показано то, что выбрал владелец. Поисковые системы эту страницу не видят.',
    other: 'English',
    'level.school': 'школьный уровень',
    'level.municipal': 'муниципальный уровень',
    'level.regional': 'региональный уровень',
    'level.national': 'всероссийский уровень',
    'level.international': 'международный уровень',
  },
  en: {
    system: 'REGISO',
    heading: 'Portfolio of a pupil',
    none: 'The owner shows nothing by this link yet.',
    gone: 'There is nothing behind this link',
    goneWhat: 'It may have ended or been revoked, or the address has a misprint. Ask whoever gave it for a new one.',
    verified: 'Confirmed by the school',
    waiting: 'Not confirmed',
    until: 'The link holds until {}.',
    shown: 'It shows what the owner has chosen. Search engines do not see this page.',
    other: 'Русский',
    'level.school': 'school level',
    'level.municipal': 'municipal level',
    'level.regional': 'regional level',
    'level.national': 'national level',
    'level.international': 'international level',
  },
};

/** «1 сентября 2026» of an ISO day. */
export const dayText = (day: string, language: Language) =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  })
    .format(new Date(`${day}T00:00:00Z`))
    .replace(/ г\.$/, '')
    .replace(/ /g, '\u00a0');
