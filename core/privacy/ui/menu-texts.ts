import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('privacy', {
  ru: {
    own: 'Мои данные',
    'own.hint': 'Что о вас хранит система; просьба исправить или удалить',
    desk: 'Персональные данные',
    'desk.hint': 'Обращения субъектов, сроки хранения, инциденты',
  },
  en: {
    own: 'My data',
    'own.hint': 'What the system holds about you; ask to correct or delete it',
    desk: 'Personal data',
    'desk.hint': 'Requests of data subjects, retention, incidents',
  },
});
