import type { Notice } from '../server/plugin';

export const kindsOfNotice: readonly Notice[] = [
  {
    id: 'privacy.asked',
    title: 'Обращение о персональных данных',
    titleEn: 'A request about personal data',
    text: 'Поступило обращение о персональных данных. Срок ответа — на странице.',
    textEn: 'There is a new request about personal data. The page says by when to answer.',
  },
  {
    id: 'privacy.answered',
    title: 'Ответ на обращение о ваших данных',
    titleEn: 'An answer about your data',
    text: 'На ваше обращение о персональных данных ответили.',
    textEn: 'Your request about personal data was answered.',
  },
];
