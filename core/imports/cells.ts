import { z } from 'zod';

const days = [
  { pattern: /^(\d{4})-(\d{2})-(\d{2})$/, order: [1, 2, 3] },
  { pattern: /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/, order: [3, 2, 1] },
] as const;

function dayOf(text: string): string | undefined {
  for (const { pattern, order } of days) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [year = 0, month = 0, day = 0] = order.map((at) => Number(found[at]));
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
    return date.toISOString().slice(0, 10);
  }
  return undefined;
}

const numberOf = (text: string) => {
  const plain = text.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
};

const yes = new Set(['да', 'yes', 'true', '1', 'истина', 'имеется', 'есть', 'tak', '+']);
const no = new Set(['нет', 'no', 'false', '0', 'ложь', 'не имеется', 'nie', '-']);

function parsed<T>(parse: (text: string) => T | undefined, message: string) {
  return z.string().transform((text, check): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    check.addIssue({ code: 'custom', message: `${message}, здесь «${text.slice(0, 40)}»` });
    return z.NEVER;
  });
}

/** Values of cells as people type them; their messages are what the user reads beside the row. */
export const cell = {
  text: (longest = 1_000) => z.string().max(longest, `Длиннее ${longest} знаков: сократите`),
  /** `93,4`, `93.4`, `12 480`. */
  number: (from = -Infinity, to = Infinity) =>
    parsed(numberOf, 'Нужно число').refine((value) => value >= from && value <= to, `Нужно число от ${from} до ${to}`),
  integer: (from = -2_147_483_648, to = 2_147_483_647) =>
    parsed(numberOf, 'Нужно целое число').refine(
      (value) => Number.isInteger(value) && value >= from && value <= to,
      `Нужно целое число от ${from} до ${to}`,
    ),
  /** `2026-09-01` or `01.09.2026`; gives the first form. */
  day: () => parsed(dayOf, 'Нужна дата вида 01.09.2026'),
  flag: () =>
    parsed((text) => {
      const word = text.toLowerCase();
      return yes.has(word) ? true : no.has(word) ? false : undefined;
    }, 'Нужно «да» или «нет»'),
  /** One of some words, written with any letter case; gives the code. */
  choice: <T extends string>(words: Readonly<Record<string, T>>) =>
    parsed(
      (text) => words[text.toLowerCase().replaceAll('ё', 'е')],
      `Нужно одно из: ${[...new Set(Object.keys(words))].slice(0, 12).join(', ')}`,
    ),
  /** Text with a check that gives a sentence when it fails. */
  checked: (problem: (text: string) => string | undefined) =>
    z.string().superRefine((text, check) => {
      const message = problem(text);
      if (message) check.addIssue({ code: 'custom', message });
    }),
};

// A sign, digits, spaces and brackets are a number or a phone: nothing a spreadsheet could run.
const harmless = /^[+-][\d\s().,-]*$/;

/** A text that no spreadsheet takes for a formula; the `'` in front is taken off when the file comes back. */
export const safeCell = (text: string) => (/^[=+\-@\t\r]/.test(text) && !harmless.test(text) ? `'${text}` : text);

/** Undoes `safeCell`. */
export const unsafeCell = (text: string) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
