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
    alerts: 'Тревоги',
    'alerts.hint': 'Где показатель вышел за условие, кто разбирается и чем кончилось',
    'alert-rules': 'Правила тревог',
    deliveries: 'Рассылки',
    'deliveries.hint': 'Какие панели приходят по почте, кому и когда',
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
    alerts: 'Alerts',
    'alerts.hint': 'Where an indicator has met a condition, who looks into it and how it ended',
    'alert-rules': 'Rules of alerts',
    deliveries: 'Deliveries',
    'deliveries.hint': 'Which dashboards come by mail, to whom and when',
    own: 'Own indicators',
    'own.hint': 'Make an indicator of the facts, see what comes of it, hand it to review',
  },
});
