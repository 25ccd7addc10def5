import type { DashboardView } from '../../shared';
import type { Speech } from '../figures';
import type { BoardReplies } from './answers';
import { onlyOf, type Choice, type Value } from '../../shared/choice';

/** Finds the words of a value: among the filters, else in the answers that were asked for the words alone. */
export function namer(board: DashboardView, names: BoardReplies['names'] | undefined, { t }: Speech) {
  return (dimension: string, value: Value): string => {
    if (value === null) return t('filters.unknown');
    const option = board.filters.find(({ by }) => by === dimension)?.options.find((one) => one.value === value);
    const row = names?.[dimension]?.answer?.rows.find(({ key }) => key.at(-1) === value);
    return option?.title ?? row?.titles.at(-1) ?? unnamed(board, dimension, value);
  };
}

// An identifier tells a reader nothing; until its words come, the dimension stands for it.
const unnamed = (board: DashboardView, dimension: string, value: string) =>
  /^[\da-f-]{36}$/.test(value) ? (board.dimensionTitles[dimension] ?? dimension) : value;

/** What the chosen place lies in, when the choice does not say so itself: the municipality of a chosen organisation. */
export function placesAround(
  { drill }: DashboardView,
  names: BoardReplies['names'] | undefined,
  choice: Choice,
): Choice {
  const lowest = drill.findLast((name) => onlyOf(choice, name) !== undefined);
  const answer = lowest === undefined ? undefined : names?.[lowest]?.answer;
  const [row] = answer?.rows ?? [];
  if (!lowest || !answer || !row || row.key.at(-1) !== onlyOf(choice, lowest)) return {};
  return Object.fromEntries(answer.by.slice(0, -1).map((name, at) => [name, [row.key[at] ?? null]]));
}

/** «2026 · ЕГЭ · Физика · Ишим». */
export const wordsOfChoice = (
  board: DashboardView,
  choice: Choice,
  nameOf: (dimension: string, value: Value) => string,
  { formats }: Speech,
): string =>
  Object.entries(choice)
    .map(([name, values]) => ({
      at: orderOf(board, name),
      words: formats.list(values.map((value) => nameOf(name, value))),
    }))
    .sort((a, b) => a.at - b.at)
    .map(({ words }) => words)
    .join(' · ');

function orderOf({ filters }: DashboardView, name: string) {
  const at = filters.findIndex(({ by }) => by === name);
  return at === -1 ? filters.length : at;
}
