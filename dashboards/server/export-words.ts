import { demoWords } from '@regiso/core';
import type { Flag } from '../shared';
import type { Language } from './titles';

const words = {
  ru: {
    about: 'О данных',
    indicator: 'Показатель',
    value: 'Значение',
    numerator: 'Числитель',
    denominator: 'Знаменатель',
    n: 'Число наблюдений (n)',
    note: 'Примечание',
    total: 'Всего',
    bins: 'Значение показателя',
    counted: 'Сколько',
    sheet: 'Таблица',
    demo: demoWords,
    name: 'Название',
    asOf: 'Данные на',
    version: 'версия определения',
    formula: 'Формула',
    filters: 'Отбор',
    within: 'В пределах права',
    none: 'нет',
    notYet: 'ещё загружаются',
    legend: '[c] скрыто, чтобы нельзя было узнать о людях; [x] нет данных; <5 % и >95 %: крайние доли в малых группах',
  },
  en: {
    about: 'About the data',
    indicator: 'Indicator',
    value: 'Value',
    numerator: 'Numerator',
    denominator: 'Denominator',
    n: 'Number of observations (n)',
    note: 'Note',
    total: 'Total',
    bins: 'Value of the indicator',
    counted: 'How many',
    sheet: 'Table',
    demo: 'Demonstration data: people and organisations are invented',
    name: 'Title',
    asOf: 'Data as of',
    version: 'definition version',
    formula: 'Formula',
    filters: 'Filters',
    within: 'Within the right',
    none: 'none',
    notYet: 'still being loaded',
    legend: '[c] hidden to protect persons; [x] no data; <5 % and >95 %: extreme shares in small groups',
  },
} as const;

export const exportWords = (language: Language) => words[language];

const marks: Record<Flag, string> = { c: '[c]', x: '[x]', low: '<5 %', high: '>95 %' };

/** A figure that is not a number says why; several reasons stand side by side. */
export const marksOf = (flags: readonly Flag[]) => flags.map((flag) => marks[flag]).join(' ');

/** A text that begins like a formula must not become one when the file is saved as CSV and opened again. */
export const safeText = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
