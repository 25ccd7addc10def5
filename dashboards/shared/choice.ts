import type { DashboardView } from '.';

/** `null` is "not known". */
export type Value = string | null;
/** Values chosen of each dimension; a dimension that is absent is not narrowed. */
export type Choice = Readonly<Record<string, readonly Value[]>>;
export type Search = Readonly<Record<string, string>>;

const everything = '*';
const unknown = '~';

const escaped = (value: Value) =>
  value === null ? unknown : value.replace(/[%,*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

function unescaped(text: string): Value {
  if (text === unknown) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Dimensions by which the board can be narrowed: its filters, the way down, and what its charts are divided by. */
export function dimensionsOf({ filters, drill, tiles, time }: DashboardView): string[] {
  const divided = tiles.flatMap((tile) => ('by' in tile ? tile.by : 'of' in tile ? tile.of : []));
  return [...new Set([...filters.map(({ by }) => by), ...drill, ...divided, ...(time ? [time] : [])])];
}

/** What the board opens with. */
export const initialChoice = ({ filters }: DashboardView): Choice =>
  Object.fromEntries(filters.flatMap(({ by, initial }) => (initial === null ? [] : [[by, [initial]]])));

/** Reads the choice from the parameters of the address; what they leave out is as the board opens. */
export function choiceFrom(board: DashboardView, search: Search): Choice {
  const initial = initialChoice(board);
  const chosen = dimensionsOf(board).flatMap((name): [string, readonly Value[]][] => {
    const text = search[name];
    if (!text) return initial[name] ? [[name, initial[name]]] : [];
    return text === everything ? [] : [[name, [...new Set(text.split(',').map(unescaped))]]];
  });
  return Object.fromEntries(chosen);
}

/** The parameters of a choice; empty texts for what is as the board opens, so that addresses stay short. */
export function searchOf(board: DashboardView, choice: Choice): Record<string, string> {
  const initial = initialChoice(board);
  return Object.fromEntries(
    dimensionsOf(board).map((name) => {
      const text = choice[name]?.length ? choice[name].map(escaped).join() : '';
      const opensWith = initial[name]?.map(escaped).join() ?? '';
      return [name, text === opensWith ? '' : text || everything];
    }),
  );
}

/** The same with nothing left to the board's own beginning, for links that are to show the same next year. */
export const wholeSearchOf = (board: DashboardView, choice: Choice): Record<string, string> =>
  Object.fromEntries(
    dimensionsOf(board).flatMap((name) => {
      const text = choice[name]?.map(escaped).join() ?? (initialChoice(board)[name] ? everything : '');
      return text ? [[name, text]] : [];
    }),
  );

/** Chooses values of a dimension. A step on the way down forgets the steps below it. */
export function choose({ drill }: DashboardView, choice: Choice, name: string, values: readonly Value[]): Choice {
  const forgotten = new Set([name, ...below(drill, name)]);
  const kept = Object.entries(choice).filter(([other]) => !forgotten.has(other));
  return Object.fromEntries(values.length ? [...kept, [name, values]] : kept);
}

/** A click on a value: chooses it alone, or takes it back when it was; `isMore` adds it to those chosen. */
export function toggle(board: DashboardView, choice: Choice, name: string, value: Value, isMore = false): Choice {
  const chosen = choice[name] ?? [];
  const isChosen = chosen.includes(value);
  if (isMore) {
    const values = isChosen ? chosen.filter((one) => one !== value) : [...chosen, value];
    return choose(board, choice, name, values);
  }
  return choose(board, choice, name, isChosen && chosen.length === 1 ? [] : [value]);
}

const below = (drill: readonly string[], name: string) => {
  const at = drill.indexOf(name);
  return at === -1 ? [] : drill.slice(at + 1);
};

/** The choice for a chart divided by a dimension: its own values stay in sight, and so do those they lie in. */
export function without({ drill }: DashboardView, choice: Choice, name: string): Choice {
  const left = new Set([name, ...below(drill, name)]);
  return Object.fromEntries(Object.entries(choice).filter(([other]) => !left.has(other)));
}

/** The one value chosen of a dimension. */
export const onlyOf = (choice: Choice, name: string): Value | undefined =>
  choice[name]?.length === 1 ? choice[name][0] : undefined;

/** The same time a year before: 2026 → 2025, 2026-03 → 2025-03. */
export function yearBefore(value: Value | undefined): string | undefined {
  const parts = /^(\d{4})(-\d\d)?$/.exec(value ?? '');
  return parts ? `${Number(parts[1]) - 1}${parts[2] ?? ''}` : undefined;
}
