import { defineTexts } from '@regiso/core/ui';

/** Titles of pages and words of the menu. */
export const texts = defineTexts('school', {
  ru: { now: 'Сейчас' },
  en: { now: 'Now' },
});
