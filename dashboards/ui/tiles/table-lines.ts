import type { Answer, AnswerRow, IndicatorView } from '../../shared';
import { nothing, type Figure } from '../figures';

/** One row of a table of several indicators. */
export type TableLine = {
  key: string;
  row: Pick<AnswerRow, 'key' | 'titles'>;
  figures: readonly Figure[];
  isTotal?: boolean;
};

export const shortId = ({ id }: IndicatorView) => id.split('.').at(-1) ?? id;

/** The first ratio is what places are compared by; counts only say how large they are. */
export function initialOrder(indicators: readonly IndicatorView[]): string {
  const leading = indicators.find(({ unit }) => unit !== 'count') ?? indicators[0];
  return leading ? `-${shortId(leading)}` : 'name';
}

/** Rows by their key over all indicators; undefined while the first figures are on their way. */
export function tableLines(answers: readonly (Answer | undefined)[]): TableLine[] | undefined {
  if (!answers.some(Boolean)) return undefined;
  const lines = new Map<string, { row: AnswerRow; figures: Figure[] }>();
  answers.forEach((answer, at) => {
    for (const row of answer?.rows ?? []) {
      const key = JSON.stringify(row.key);
      const line = lines.get(key) ?? { row, figures: answers.map(() => nothing) };
      line.figures[at] = row;
      lines.set(key, line);
    }
  });
  return [...lines].map(([key, line]) => ({ key, ...line }));
}

export function totalLine(answers: readonly (Answer | undefined)[], title: string): TableLine | undefined {
  if (!answers.some((answer) => answer?.total)) return undefined;
  const figures = answers.map((answer) => answer?.total ?? nothing);
  return { key: 'total', row: { key: [], titles: [title] }, figures, isTotal: true };
}

/** Hidden and unknown figures come last whatever the order, by name, so that their place says nothing. */
export function sortedLines(
  lines: readonly TableLine[],
  order: string,
  indicators: readonly IndicatorView[],
  compare: (a: string, b: string) => number,
): TableLine[] {
  const direction = order.startsWith('-') ? -1 : 1;
  const at = indicators.findIndex((indicator) => shortId(indicator) === order.replace(/^-/, ''));
  const byName = (a: TableLine, b: TableLine) => compare(a.row.titles[0] ?? '', b.row.titles[0] ?? '');
  return [...lines].sort((a, b) => {
    if (at === -1) return direction * byName(a, b);
    const [left, right] = [a.figures[at]?.value ?? null, b.figures[at]?.value ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(a, b);
    return direction * (left - right) || byName(a, b);
  });
}

export const largestAt = (lines: readonly TableLine[], at: number) =>
  Math.max(...lines.map(({ figures }) => figures[at]?.value ?? 0), 0) || 1;
