import { holdsDemo, notFound, ProblemError, type Dashboard, type Indicator, type Tile } from '@regiso/core';
import type { DashboardSummary, DashboardView, FilterView, TileView } from '../shared';
import { ask } from './ask';
import type { Scopes } from './compile';
import { allDashboards, indicatorsOf, type Owned } from './context';
import { viewOf } from './describe';
import { isOpen, scopesOn, scopeWords } from './reader';
import { dimensionTitle, type Language } from './titles';

/** Dashboards the caller may open. */
export const openDashboards = (): DashboardSummary[] =>
  allDashboards()
    .filter(({ item }) => isOpen(item))
    .map(({ plugin, item }) => ({
      id: item.id,
      title: item.title,
      titleEn: item.titleEn ?? null,
      plugin: plugin.id,
      pluginTitle: plugin.title,
      pluginTitleEn: plugin.titleEn ?? null,
      tiles: item.tiles.length,
    }));

/** One the caller may open; the same 404 for a foreign and an unknown one. */
export function findDashboard(id: string): Owned<Dashboard> {
  const found = allDashboards().find(({ item }) => item.id === id && isOpen(item));
  if (!found) throw notFound('Такой панели нет или она вам не открыта');
  return found;
}

const timeDimensions = ['year', 'academic_year', 'school_year', 'month'];
const endless = ['organisation'];

/** A dashboard's definition for the page: no SQL, filters with the values there are data for. */
export async function dashboardView(id: string, language: Language): Promise<DashboardView> {
  const { item, plugin } = findDashboard(id);
  const scopes = await scopesOn(item);
  const indicators = [...indicatorsOf(item).values()];
  const filters: FilterView[] = [];
  // One after another: they share the connection of the present transaction.
  for (const filter of item.filters) filters.push(await filterView(item, filter, scopes, language));
  const named = Object.fromEntries(item.filters.map((filter) => [filter.by, filterTitle(filter, language)]));
  const dimensions = [...new Set([...item.drill, ...indicators.flatMap(({ by }) => by)])];
  return {
    id: item.id,
    title: item.title,
    titleEn: item.titleEn ?? null,
    time: timeOf(indicators),
    filters,
    drill: [...item.drill],
    dimensionTitles: Object.fromEntries(
      dimensions.map((name) => [name, named[name] ?? dimensionTitle(name, language)]),
    ),
    indicators: indicators.map(viewOf),
    tiles: item.tiles.map((tile) => tileView(tile, language)),
    within: await scopeWords(scopes, { plugin }, language),
    isDemo: await holdsDemo(),
  };
}

/** The time that most figures of a board move over; of equals the longest. */
function timeOf(indicators: readonly Indicator[]): string | null {
  const counted = timeDimensions.map((name) => ({
    name,
    count: indicators.filter(({ by }) => by.includes(name)).length,
  }));
  const most = Math.max(...counted.map(({ count }) => count));
  return (most > 0 && counted.find(({ count }) => count === most)?.name) || null;
}

async function filterView(
  board: Dashboard,
  filter: Dashboard['filters'][number],
  scopes: Scopes,
  language: Language,
): Promise<FilterView> {
  const { by, initial } = filter;
  const indicator = [...indicatorsOf(board).values()].find((one) => one.by.includes(by));
  const values =
    indicator && !endless.includes(by) ? await valuesOf({ indicator: indicator.id, by: [by] }, scopes, language) : [];
  const options = values.flatMap(({ key: [value], titles: [words = ''] }) =>
    value === null || value === undefined ? [] : [{ value, title: words }],
  );
  if (timeDimensions.includes(by)) options.reverse();
  return {
    by,
    title: filterTitle(filter, language),
    initial: initialOf(by, options, initial),
    options,
  };
}

// Figures that are not divided the way the reader's right is narrowed have no values to choose from; their tiles say so.
async function valuesOf(question: Parameters<typeof ask>[0], scope: Scopes, language: Language) {
  try {
    return (await ask(question, { audience: 'internal', language, scope })).rows;
  } catch (error) {
    if (scope && error instanceof ProblemError && error.problem.status === 403) return [];
    throw error;
  }
}

const filterTitle = ({ by, title, titleEn }: Dashboard['filters'][number], language: Language) =>
  language === 'ru' ? title : (titleEn ?? dimensionTitle(by, language));

function initialOf(by: string, options: FilterView['options'], initial: Dashboard['filters'][number]['initial']) {
  if (typeof initial === 'object') return options.find(({ value }) => value === initial.value)?.value ?? null;
  if (!initial) return null;
  const isTime = timeDimensions.includes(by);
  const wanted = (initial === 'latest') === isTime ? options.at(0) : options.at(-1);
  return wanted?.value ?? null;
}

function tileView(tile: Tile, language: Language): TileView {
  const title = (language === 'en' && tile.titleEn) || tile.title;
  const base = { id: tile.id, title, width: tile.width ?? null };
  switch (tile.draw) {
    case 'figure':
      return { ...base, draw: 'figure', indicator: tile.indicator.id, compare: tile.compare === 'previous-year' };
    case 'map':
    case 'bars':
      return { ...base, draw: tile.draw, indicator: tile.indicator.id, by: tile.by };
    case 'trend':
      return { ...base, draw: 'trend', indicator: tile.indicator.id, by: tile.by, series: tile.series ?? null };
    case 'distribution':
      return { ...base, draw: 'distribution', indicator: tile.indicator.id, of: tile.of, step: tile.step };
    case 'table':
      return { ...base, draw: 'table', indicators: tile.indicators.map(({ id }) => id), by: tile.by };
  }
}
