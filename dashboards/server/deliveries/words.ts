import type { Indicator } from '@regiso/core';
import type { Language } from '../titles';

const words = {
  ru: {
    figures: 'Показатели',
    within: 'Только в пределах права получателя',
    empty: 'По этому отбору данных нет',
    rest: 'Показаны не все строки. Всего строк:',
    legend: '[c] скрыто, чтобы нельзя было узнать о людях; [x] нет данных; n — число наблюдений',
    unit: { count: '', percent: '%', per1000: 'на 1000', score: 'балл', mark: 'балл', days: 'дней' },
  },
  en: {
    figures: 'Figures',
    within: 'Within the right of the recipient only',
    empty: 'No data for these filters',
    rest: 'Not all rows are shown. Rows in all:',
    legend: '[c] hidden to protect persons; [x] no data; n is the number of observations',
    unit: { count: '', percent: '%', per1000: 'per 1000', score: 'points', mark: 'mark', days: 'days' },
  },
} as const satisfies Record<Language, { unit: Record<Indicator['unit'], string> } & Record<string, unknown>>;

export const deliveryWords = (language: Language) => words[language];
