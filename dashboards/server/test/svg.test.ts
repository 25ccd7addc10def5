import { renderBars, renderDistribution, renderTileMap, renderTrend } from '../svg';

const text = { title: 'Средний балл <b>', description: 'Лучше всего & русский' };
const hidden = { value: null, flags: ['c' as const] };
const missing = { value: null, flags: ['x' as const] };
const tiles = [
  { municipality: 'a', name: 'Тюмень', column: 0, row: 0, value: 50, href: '/m/a?x="1"' },
  { municipality: 'b', name: 'Ишим', column: 1, row: 0, ...hidden },
  { municipality: 'c', name: '<script>', column: 0, row: 1, ...missing },
];
const drawings = () => ({
  bars: renderBars(
    [
      { label: '<img src=x>', value: 70 },
      { label: 'Физика', ...hidden },
    ],
    text,
  ),
  trend: renderTrend(
    [
      {
        name: 'Все',
        points: [
          { label: '2023', value: 60 },
          { label: '2024', value: 63.5 },
        ],
      },
    ],
    text,
  ),
  distribution: renderDistribution(
    [
      { from: 0, to: 5, value: 3 },
      { from: 5, to: 10, ...hidden },
    ],
    text,
  ),
  tiles: renderTileMap(tiles, text),
});

describe('Charts drawn on the server', () => {
  it('say their title and description, escaped', () => {
    for (const svg of Object.values(drawings())) {
      expect(svg).toContain('Средний балл &#60;b&#62;</title>');
      expect(svg).toContain('Лучше всего &#38; русский</desc>');
    }
  });

  it('carry no style, script, class or markup from data, so that a strict content policy lets them pass', () => {
    for (const svg of Object.values(drawings())) expect(svg).not.toMatch(/ style=|<style|<script|<img| class=| on\w+=/);
  });

  it('name hidden and missing figures in words and give no number for them', () => {
    const { bars, distribution, tiles: map } = drawings();
    expect(bars).toContain('>скрыто<');
    expect(distribution).toContain('>скрыто<');
    expect(map).toContain('Ишим: скрыто');
    expect(map).toContain('нет данных');
  });

  it('take their colours from the page they stand in', () => {
    expect(drawings().bars).toContain('var(--brand,#1F5FA8)');
  });

  it('have ids of their own each time, so that two may stand on one page', () => {
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const all = [...Object.values(drawings()), ...Object.values(drawings())].flatMap(ids);
    expect(new Set(all).size).toBe(all.length);
  });

  it('stay small: thirty bars within 24 kB', () => {
    const bars = Array.from({ length: 30 }, (_, at) => ({ label: `Предмет ${at}`, value: at }));
    expect(renderBars(bars, text).length).toBeLessThan(24_000);
  });

  it('draw nothing at all as well', () => {
    expect(renderBars([], text)).toContain('<svg');
    expect(renderTrend([], text)).toContain('<svg');
    expect(renderDistribution([], text)).toContain('<svg');
    expect(renderTileMap([], text)).toContain('<svg');
  });
});
