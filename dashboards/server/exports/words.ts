import type { Language } from '../titles';

const words = {
  ru: {
    export: 'Выгрузка №',
    who: 'Кто выгрузил',
    when: 'Когда заказана',
    code: 'код',
    end: 'Конец выгрузки №',
    rows: 'Строк',
    hidden: 'Из них скрыто',
  },
  en: {
    export: 'Export no.',
    who: 'Exported by',
    when: 'Ordered at',
    code: 'code',
    end: 'End of export no.',
    rows: 'Rows',
    hidden: 'Of these hidden',
  },
} as const;

export const bulkWords = (language: Language) => words[language];
