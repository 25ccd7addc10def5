import { sequential } from '@regiso/core/shared';
import { classOf, quantiles } from '../shared/classes';
import { tileLabel } from '../shared/tile-label';
import {
  escapeXml,
  figureText,
  font,
  legendWords,
  line,
  muted,
  surface,
  type ChartText,
  type Figure,
} from './svg-text';

export type MapTile = Figure & {
  municipality: string;
  name: string;
  column: number;
  row: number;
  /** Where the tile leads. */
  href?: string;
};

const gap = 4;
const darkInk = '#1B2430';
const classes = [0, 1, 3, 4, 6].map((at) => ({ fill: sequential[at] ?? '#fff', ink: at >= 4 ? '#FFFFFF' : darkInk }));
/** On small tiles words do not fit; the legend explains the marks. */
const marks = { c: '[c]', x: '—', low: '<5\u00a0%', high: '>95\u00a0%' } as const;
let drawn = 0;

/** One equal tile a municipality, five classes by quantiles; hidden and missing tiles are hatched and say so. */
export function renderTileMap(tiles: readonly MapTile[], options: ChartText): string {
  const id = `tiles-${(drawn += 1)}`;
  const width = options.width ?? 720;
  const columns = Math.max(...tiles.map(({ column }) => column), 0) + 1;
  const rows = Math.max(...tiles.map(({ row }) => row), 0) + 1;
  const side = (width - gap * (columns - 1)) / columns;
  const height = Math.min(side, 84);
  const limits = quantiles(tiles.flatMap(({ value }) => (value === null ? [] : [value])));
  const mapHeight = rows * (height + gap);
  const body = tiles.map((tile) => tileSvg(tile, { side, height, limits, id, options })).join('');
  const legend = legendSvg(limits, tiles, { width, top: mapHeight + 12, id, options });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${Math.ceil(mapHeight + 12 + legend.height)}" width="100%"`,
    ` role="group" aria-labelledby="${id}-title ${id}-description" font-family="${escapeXml(font)}">`,
    `<title id="${id}-title">${escapeXml(options.title)}</title>`,
    `<desc id="${id}-description">${escapeXml(options.description)}</desc>`,
    `<defs><pattern id="${id}-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`,
    `<rect width="8" height="8" fill="${surface}"/><rect width="2" height="8" fill="${line}"/></pattern></defs>`,
    `${body}${legend.svg}</svg>`,
  ].join('');
}

type Drawing = { side: number; height: number; limits: readonly number[]; id: string; options: ChartText };

function tileSvg(tile: MapTile, { side, height, limits, id, options }: Drawing): string {
  const left = tile.column * (side + gap);
  const top = tile.row * (height + gap);
  const look = tile.value === null ? undefined : classes[classOf(tile.value, limits)];
  const fill = look?.fill ?? `url(#${id}-hatch)`;
  const color = look?.ink ?? muted;
  const figure = figureText(tile, options);
  const shown = side < 76 && tile.value === null ? marks[tile.flags?.[0] ?? 'x'] : figure;
  const size = side < 64 ? 11 : 13;
  const names = tileLabel(tile.name, Math.max(Math.floor((side - 12) / (size * 0.58)), 3));
  const middle = left + side / 2;
  const texts = [...names.map((words) => ({ words, weight: 400 })), { words: shown, weight: 600 }];
  const first = top + height / 2 - ((texts.length - 1) * (size + 3)) / 2;
  const written = texts
    .map(
      ({ words, weight }, at) =>
        `<text x="${middle}" y="${round(first + at * (size + 3))}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="middle" dominant-baseline="central">${escapeXml(words)}</text>`,
    )
    .join('');
  const shape = `<rect x="${round(left)}" y="${round(top)}" width="${round(side)}" height="${round(height)}" rx="4" fill="${fill}" stroke="${line}"/>`;
  const inside = `<title>${escapeXml(`${tile.name}: ${figure}`)}</title>${shape}${written}`;
  return tile.href ? `<a href="${escapeXml(tile.href)}">${inside}</a>` : `<g>${inside}</g>`;
}

type Legend = { width: number; top: number; id: string; options: ChartText };

function legendSvg(limits: readonly number[], tiles: readonly MapTile[], { width, top, id, options }: Legend) {
  const { c, x } = legendWords(options.language);
  const bounds = [...limits];
  const known =
    limits.length > 1 ? bounds.slice(0, -1).map((from, at) => ({ from, to: bounds[at + 1] ?? from, at })) : [];
  const has = (flag: 'c' | 'x') => tiles.some(({ value, flags }) => value === null && (flags?.[0] ?? 'x') === flag);
  const entries = [
    ...known.map(({ from, to, at }) => ({
      fill: classes[at]?.fill ?? '#fff',
      words: `${figureText({ value: from }, { ...options, unit: '' })}–${figureText({ value: to }, options)}`,
    })),
    ...(has('c') ? [{ fill: `url(#${id}-hatch)`, words: `[c] ${c}` }] : []),
    ...(has('x') ? [{ fill: `url(#${id}-hatch)`, words: `— ${x}` }] : []),
  ];
  const perRow = Math.max(Math.floor(width / 136), 1);
  const svg = entries
    .map(({ fill, words }, at) => {
      const left = (at % perRow) * 136;
      const y = top + Math.floor(at / perRow) * 24;
      return `<rect x="${left}" y="${y}" width="16" height="16" rx="3" fill="${fill}" stroke="${line}"/><text x="${left + 22}" y="${y + 8}" font-size="13" fill="${muted}" dominant-baseline="central">${escapeXml(words)}</text>`;
    })
    .join('');
  return { svg: `<g aria-hidden="true">${svg}</g>`, height: Math.ceil(entries.length / perRow) * 24 };
}

const round = (value: number) => Math.round(value * 10) / 10;
