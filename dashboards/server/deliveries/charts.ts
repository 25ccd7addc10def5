import type { TileView } from '../../shared';
import type { Part } from '../export-sheets';
import { renderBars, renderTrend } from '../svg';
import type { Language } from '../titles';
import { deliveryWords } from './words';

const mostBars = 30;
const width = 720;

/** The chart of a tile as a drawing that the printer takes; undefined where the table says it better. */
export function chartOf(tile: TileView, [part]: readonly Part[], language: Language): string | undefined {
  const rows = part?.answer.rows ?? [];
  if (!part || rows.length < 2 || rows.length > mostBars) return undefined;
  const { unit, decimals } = part.item;
  const said = {
    title: tile.title,
    description: '',
    unit: deliveryWords(language).unit[unit],
    decimals,
    language,
    width,
  };
  const points = rows.map(({ titles, value, flags }) => ({ label: titles[0] ?? '', value, flags }));
  if (tile.draw === 'bars' || tile.draw === 'map') return forPrint(renderBars(points, said));
  if (tile.draw === 'trend' && !tile.series)
    return forPrint(renderTrend([{ name: tile.title, points }], { ...said, height: 200 }));
  return undefined;
}

/** Paper knows neither variables nor the letters of the page; the size is told in points, not by its place. */
const forPrint = (svg: string) =>
  svg
    .replace(/var\(--[\w-]+,([^)]+)\)/g, '$1')
    .replace(/font-family="[^"]*"/g, 'font-family="Roboto"')
    .replace(/viewBox="0 0 (\d+) (\d+)" width="100%"/, 'viewBox="0 0 $1 $2" width="$1" height="$2"');
