import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('reference', {
  ru: {
    norms: 'Нормы',
    'norms.hint': 'Сроки и числа, которые задаёт закон: акт, пункт, дни действия',
  },
  en: {
    norms: 'Norms',
    'norms.hint': 'Terms and numbers that laws set: act, clause, days in force',
  },
});
