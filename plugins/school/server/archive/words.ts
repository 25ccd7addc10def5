import type { CellView, Dictionary } from '../../shared';

/** «2026/27». */
export const yearTitle = (firstYear: number) => `${firstYear}/${String(firstYear + 1).slice(2)}`;

const kinds = { quarter: 'четверть', trimester: 'триместр', 'half-year': 'полугодие' } as const;

export const titleOf = ({ kind, number }: { kind: keyof typeof kinds; number: number }) => `${number} ${kinds[kind]}`;

/** «5», «н/а», nothing where none was given. */
export const markSaid = (mark: { value: number | null } | undefined): string =>
  mark ? String(mark.value ?? 'н/а') : '';

type Held = Pick<CellView, 'attendance' | 'lateMinutes'> & {
  marks: readonly { value: number; isLate?: boolean }[];
};

/** A cell as a teacher reads it: «н», «5/4», «н 5*» for a work that was handed in later. */
export function saidOf({ codes }: Dictionary, { attendance, lateMinutes, marks }: Held): string {
  const letter = attendance && (codes.find(({ code }) => code === attendance)?.letter ?? attendance);
  const values = marks.map(({ value, isLate }) => `${value}${isLate ? '*' : ''}`).join('/');
  return [letter && `${letter}${lateMinutes ?? ''}`, values].filter(Boolean).join(' ');
}

/** The name of a journal: «Алгебра, 7А, группа 2». */
export const journalTitle = ({
  subject,
  class: name,
  subgroup,
}: {
  subject: string;
  class: string;
  subgroup: number | null;
}) => [subject, name, ...(subgroup === null ? [] : [`группа ${subgroup}`])].join(', ');
