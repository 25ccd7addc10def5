import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('reference', {
  ru: {
    norms: 'Нормы',
    'norms.hint': 'Сроки и числа, которые задаёт закон: акт, пункт, дни действия',
    calendar: 'Производственный календарь',
    'calendar.hint': 'Выходные, сокращённые и перенесённые дни: по ним считаются сроки',
  },
  en: {
    norms: 'Norms',
    calendar: 'Production calendar',
    'calendar.hint': 'Days off, shortened and moved days: terms are counted by them',
    'norms.hint': 'Terms and numbers that laws set: act, clause, days in force',
  },
});
