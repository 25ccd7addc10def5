import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('exams', {
  ru: {
    reference: 'Справочники экзаменов',
    'reference.hint': 'Виды, предметы, шкалы, минимальные баллы и сроки с их актами',
  },
  en: {
    reference: 'Exam reference',
    'reference.hint': 'Kinds, subjects, scales, minimum results and periods with their acts',
  },
});
