import type { Answer, AskedQuestion } from '../shared';
import { ask, type Asking } from './ask';

export type { Answer, AnswerRow, AsOf, Flag } from '../shared';
export type { Asking } from './ask';

/** The figures of an indicator by name, protected for the audience. The same compiler serves every page and file. */
export const answer = (
  indicator: string,
  question: Omit<AskedQuestion, 'indicator'>,
  asking: Asking,
): Promise<Answer> => ask({ ...question, indicator }, asking);

export { renderBars, renderDistribution, renderTileMap, renderTrend } from './svg';
export type { Bar, Bin, ChartText, MapTile, TrendLine } from './svg';
