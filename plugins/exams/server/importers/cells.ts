import { z } from 'zod';

/** What a cell with a number holds: the number, or the text that stands instead of one. */
export type Cell = number | { code: string };

const compact = (text: string) => text.replace(/[\s\u00a0\u202f]/g, '');

export const countCell = z.string().transform((text): Cell => {
  const number = compact(text).replace(/[.,]0+$/, '');
  return /^\d{1,9}$/.test(number) ? Number(number) : { code: text.trim() };
});

export const meanCell = z.string().transform((text): Cell => {
  const number = compact(text).replace(/%$/, '').replace(',', '.');
  return /^\d{1,6}(\.\d+)?$/.test(number) ? Number(number) : { code: text.trim() };
});

/** `2023`, `2022/2023` and `2022-2023 уч. год` are the exams of 2023. */
export const yearCell = z.string().transform((text, issues) => {
  const years = text.match(/(?:19|20)\d\d/g);
  const last = years?.at(-1);
  if (last) return Number(last);
  issues.addIssue({ code: 'custom', message: `«${text}» — не год. Напишите, например, 2026` });
  return z.NEVER;
});

export const textCell = z.string().trim().min(1).max(500);
export const innCell = z.string().transform((text, issues) => {
  const inn = compact(text);
  if (/^(\d{10}|\d{12})$/.test(inn)) return inn;
  issues.addIssue({ code: 'custom', message: `«${text}» — не ИНН: нужно 10 или 12 цифр` });
  return z.NEVER;
});
