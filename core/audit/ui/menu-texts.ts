import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('audit', {
  ru: { log: 'Журнал событий', 'log.hint': 'Кто, когда и что делал или смотрел' },
  en: { log: 'Audit log', 'log.hint': 'Who did or saw what, and when' },
});
