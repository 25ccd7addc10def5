import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('exams', {
  ru: {
    reference: 'Справочники экзаменов',
    'reference.hint': 'Виды, предметы, шкалы, минимальные баллы и сроки с их актами',
    batches: 'Результаты экзаменов',
    'batches.hint': 'Пакеты результатов участников: загрузка, утверждение, публикация',
    batch: 'Пакет результатов',
    results: 'Результаты экзаменов',
    'results.hint': 'Свои результаты и результаты детей',
  },
  en: {
    reference: 'Exam reference',
    'reference.hint': 'Kinds, subjects, scales, minimum results and periods with their acts',
    batches: 'Exam results',
    'batches.hint': 'Batches of results of participants: import, approval, publication',
    batch: 'Batch of results',
    results: 'Exam results',
    'results.hint': 'Results of one’s own and of one’s children',
  },
});
