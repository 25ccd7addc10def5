import { useMemo } from 'react';
import { useFormats, useTexts, type Formats } from '@regiso/core/ui';
import type { AnswerRow, Flag, IndicatorView } from '../shared';
import { texts, type Say } from './texts';

export type Figure = Pick<AnswerRow, 'value' | 'n' | 'flags'>;
export type Speech = { formats: Formats; t: Say };

/** Words and formats together: what turns figures into text. */
export function useSpeech(): Speech {
  const formats = useFormats();
  const t = useTexts(texts);
  return useMemo(() => ({ formats, t }), [formats, t]);
}

type Unit = Pick<IndicatorView, 'unit' | 'decimals'>;

const marks: Record<Flag, string> = { c: '[c]', x: '[x]', low: '<5\u00a0%', high: '>95\u00a0%' };

/** The sign that stands for a figure which is not shown; what it means is said below the table. */
export const markOf = ({ flags }: Pick<Figure, 'flags'>) => marks[flags[0] ?? 'x'];

/** «63,2», «[c]»: without the unit, for tables and tiles. */
export const numberOf = (figure: Figure, { decimals }: Unit, { formats }: Speech) =>
  figure.value === null ? markOf(figure) : formats.number(figure.value, decimals);

/** «балла», «%»; empty for plain counts. */
export function unitOf(value: number, { unit, decimals }: Unit, { t }: Speech): string {
  switch (unit) {
    case 'percent':
      return '%';
    case 'per1000':
      return t('unit.per1000');
    case 'score':
      return decimals ? t('unit.score-part') : t('unit.score', { count: value });
    case 'days':
      return decimals ? t('unit.days-part') : t('unit.days', { count: value });
    default:
      return '';
  }
}

/** «63,2 балла», «93,4 %», «[c]». */
export function wordsOf(figure: Figure, unit: Unit, speech: Speech): string {
  if (figure.value === null) return markOf(figure);
  const words = unitOf(figure.value, unit, speech);
  const number = numberOf(figure, unit, speech);
  return words ? `${number}\u00a0${words}` : number;
}

/** «63,2», «93,4 %»: for labels beside marks, where the unit is said once elsewhere. */
export const labelOf = (figure: Figure, unit: Unit, speech: Speech): string =>
  unit.unit === 'percent' ? wordsOf(figure, unit, speech) : numberOf(figure, unit, speech);

/** «Значение, балла»: a heading that says the unit of its column once; per cent stand at their figures. */
export function measuredIn(title: string, unit: Unit, speech: Speech): string {
  const words = unit.unit === 'percent' ? '' : unitOf(0.5, { ...unit, decimals: 1 }, speech);
  return words ? `${title}, ${words}` : title;
}

/** «1,2 п. п.», «120»: how far two figures are apart. */
export function distanceOf(difference: number, unit: Unit, speech: Speech): string {
  const number = speech.formats.number(Math.abs(difference), unit.decimals);
  const words = unit.unit === 'percent' ? speech.t('unit.points') : unitOf(difference, unit, speech);
  return words ? `${number}\u00a0${words}` : number;
}

export type Change = { difference: number; direction: 'up' | 'down' | 'same'; judgement: 'better' | 'worse' | 'none' };

/** How a figure has moved, judged as its definition says; a difference that rounds to nothing is none. */
export function changeOf(now: Figure, before: Figure, indicator: IndicatorView): Change | undefined {
  if (now.value === null || before.value === null) return undefined;
  const difference = Number((now.value - before.value).toFixed(indicator.decimals));
  const direction = difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
  if (indicator.better === 'neither' || direction === 'same') return { difference, direction, judgement: 'none' };
  const isBetter = (direction === 'up') === (indicator.better === 'higher');
  return { difference, direction, judgement: isBetter ? 'better' : 'worse' };
}

/** Marks among these figures that need explaining. */
export function marksIn(figures: readonly Pick<Figure, 'flags'>[], { t }: Speech): string[] {
  const flags = new Set(figures.flatMap((figure) => figure.flags));
  return [
    ...(flags.has('c') ? [t('mark.c')] : []),
    ...(flags.has('x') ? [t('mark.x')] : []),
    ...(flags.has('low') || flags.has('high') ? [t('mark.low')] : []),
  ];
}

/** The title of an indicator in the reader's language. */
export const titleOf = ({ title, titleEn }: { title: string; titleEn: string | null }, language: string) =>
  (language === 'en' && titleEn) || title;

export const nothing: Figure = { value: null, n: null, flags: ['x'] };
