import { defineTexts } from '@regiso/core/ui';

export const texts = defineTexts('sample', {
  ru: {
    title: 'Sample',
    hint: 'Записи организаций',
    organisation: 'Организация',
    'written-on': 'Дата',
    pages: 'Страниц',
    'nothing-yet': 'Записей пока нет',
  },
  en: {
    title: 'Sample',
    hint: 'Notes of organisations',
    organisation: 'Organisation',
    'written-on': 'Date',
    pages: 'Pages',
    'nothing-yet': 'No notes yet',
  },
});
