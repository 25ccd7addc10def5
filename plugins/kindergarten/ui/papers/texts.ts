import { defineTexts } from '@regiso/core/ui';

export const paperTexts = defineTexts('kindergarten-papers', {
  ru: {
    papers: 'Документы',
    none: 'Файлы не приложены.',
    add: 'Приложить скан',
    'add.what': 'PDF, JPEG или PNG до 10 МБ',
    'add.done': 'Файл приложен',
    checking: 'проверяется',
    open: 'Открыть: {{name}}',
  },
  en: {
    papers: 'Documents',
    none: 'No files.',
    add: 'Add a scan',
    'add.what': 'PDF, JPEG or PNG up to 10 MB',
    'add.done': 'The file is added',
    checking: 'is being checked',
    open: 'Open: {{name}}',
  },
});
