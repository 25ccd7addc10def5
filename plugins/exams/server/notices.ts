import type { Notice } from '@regiso/core';

/** What exams tell; nothing of a result leaves the system. */
export const notices: readonly Notice[] = [
  {
    id: 'exams.result',
    title: 'Результаты экзаменов',
    titleEn: 'Results of exams',
    text: 'Опубликованы результаты экзамена. Посмотреть их можно после входа.',
    textEn: 'Results of an exam are published. They can be seen after signing in.',
  },
  {
    id: 'exams.result-changed',
    title: 'Изменение результата экзамена',
    titleEn: 'Change of an exam result',
    text: 'Состояние результата экзамена изменилось. Подробности — после входа.',
    textEn: 'The state of an exam result has changed. See it after signing in.',
  },
  {
    id: 'exams.appeal',
    title: 'Моя апелляция по экзамену',
    titleEn: 'My appeal on an exam',
    text: 'Состояние апелляции изменилось. Подробности — после входа.',
    textEn: 'The state of an appeal has changed. See it after signing in.',
  },
  {
    id: 'exams.appeal-filed',
    title: 'Апелляции для комиссии',
    titleEn: 'Appeals for the commission',
    text: 'Поступила апелляция по экзамену. Срок рассмотрения — на странице апелляций.',
    textEn: 'An appeal on an exam has come. The page of appeals says when it is due.',
  },
  {
    id: 'exams.annulment',
    title: 'Решения о результатах на подтверждение',
    titleEn: 'Decisions on results to be confirmed',
    text: 'Решение о результате экзамена ждёт подтверждения второго человека.',
    textEn: 'A decision on an exam result waits for a second person.',
  },
];
