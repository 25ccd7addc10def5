import type { Notice } from '../server/plugin';

export const kindsOfNotice: readonly Notice[] = [
  {
    id: 'support.arrived',
    title: 'Обращение в поддержку',
    titleEn: 'A question to support',
    text: 'В очереди поддержки есть новое.',
    textEn: 'There is something new in the queue of support.',
  },
  {
    id: 'support.overdue',
    title: 'Просроченное обращение',
    titleEn: 'An overdue question',
    text: 'В очереди поддержки есть обращение, срок ответа на которое прошёл.',
    textEn: 'A question in the queue of support has passed the day it was due.',
  },
  {
    id: 'support.answered',
    title: 'Ответ поддержки',
    titleEn: 'Support has answered',
    text: 'На ваше обращение ответили.',
    textEn: 'Your question was answered.',
  },
  {
    id: 'support.decided',
    title: 'Решение по предложению',
    titleEn: 'Decision on a proposal',
    text: 'По вашему предложению принято решение.',
    textEn: 'Your proposal was decided on.',
  },
];
