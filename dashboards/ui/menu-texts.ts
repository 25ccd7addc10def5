import { defineTexts } from '@regiso/core/ui';

/** What the menu and the home page need before a page is opened. */
export const menuTexts = defineTexts('dashboards', {
  ru: {
    boards: 'Панели показателей',
    'boards.hint': 'Цифры по территориям, предметам и годам',
    overview: 'Обзор региона',
    'overview.hint': 'Главные цифры всех подсистем, для работы и на стену',
    catalogue: 'Каталог показателей',
    'catalogue.hint': 'Что и как считается, по какому акту и насколько свежо',
    own: 'Свои показатели',
    'own.hint': 'Составить показатель из данных, посмотреть, что выйдет, отдать на проверку',
  },
  en: {
    boards: 'Dashboards',
    'boards.hint': 'Figures by territory, subject and year',
    overview: 'Region overview',
    'overview.hint': 'The main figures of all subsystems, for work and for the wall',
    catalogue: 'Catalogue of indicators',
    'catalogue.hint': 'What is counted and how, by which act and how fresh',
    own: 'Own indicators',
    'own.hint': 'Make an indicator of the facts, see what comes of it, hand it to review',
  },
});
