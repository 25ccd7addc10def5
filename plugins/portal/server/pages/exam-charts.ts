import { homeRegion, tileGrid } from '@regiso/core';
import { renderBars, renderTileMap, renderTrend, type AnswerRow } from '@regiso/dashboards/api';
import { measureOf, type Figures, type Sitting } from '../exam-figures';
import { figure, figureTable, numberText, unitText } from '../figures';
import { momentText } from '../frame';
import { html, type Html } from '../html';
import type { Municipality } from '../register';
import { withQuery, type Visit } from '../visit';

export type Chosen = Sitting & { municipality?: string | undefined };

const measured = (visit: Visit, { kind }: Chosen) => ({
  unit: unitText(kind.unit, visit),
  decimals: measureOf(kind.unit).decimals,
  language: visit.language,
});

/** «Выше всего: Литература — 71,2 балла; ниже всего: Физика — 52,0 балла.» */
function finding(visit: Visit, chosen: Chosen, rows: readonly AnswerRow[]): string {
  const { words } = visit;
  const { unit, decimals } = measured(visit, chosen);
  const known = rows.filter(({ value }) => value !== null).sort((one, other) => (other.value ?? 0) - (one.value ?? 0));
  const say = (row: (typeof known)[number] | undefined) =>
    row ? `${row.titles[0]} — ${numberText(row.value ?? 0, decimals, words.locale)}${unit && `\u00a0${unit}`}` : '';
  if (known.length < 2) return known[0] ? `${say(known[0])}.` : words.exams.noData;
  return words.exams.extremes(say(known[0]), say(known.at(-1)));
}

export function subjectFigure(visit: Visit, chosen: Chosen, subjects: readonly AnswerRow[]): Html {
  const { words, address, language } = visit;
  const title = words.exams.bySubject(language === 'ru' ? chosen.kind.title : chosen.kind.titleEn, chosen.year);
  const description = finding(visit, chosen, subjects);
  const bars = subjects.map(({ titles, value, flags }) => ({ label: titles[0] ?? '', value, flags }));
  const link = (row: AnswerRow) => html`<a href="${withQuery(address, { subject: row.key[0] })}">${row.titles[0]}</a>`;
  return figure(visit, {
    id: 'by-subject',
    title,
    finding: description,
    draw: (width) => renderBars(bars, { ...measured(visit, chosen), width, title, description }),
    table: figureTable(
      visit,
      title,
      { title: words.exams.subject, of: link },
      subjects,
      measured(visit, chosen).decimals,
    ),
    note: subjectLinks(visit, subjects),
  });
}

function subjectLinks({ words, address }: Visit, rows: readonly AnswerRow[]) {
  const links = rows.map(
    ({ key, titles }) => html`<li><a href="${withQuery(address, { subject: key[0] })}#by-year">${titles[0]}</a></li>`,
  );
  return html`<nav class="subjects" aria-label="${words.exams.chooseSubject}">
    <p class="quiet">${words.exams.chooseSubject}</p>
    <ul>
      ${links}
    </ul>
  </nav>`;
}

export function yearFigure(visit: Visit, chosen: Chosen, name: string, years: readonly AnswerRow[]): Html | null {
  const { words } = visit;
  if (years.length < 2) return null;
  const title = words.exams.byYear(name);
  const description = finding(visit, chosen, years);
  const points = years.map(({ titles, value, flags }) => ({ label: titles[0] ?? '', value, flags }));
  return figure(visit, {
    id: 'by-year',
    title,
    finding: description,
    draw: (width) => renderTrend([{ name, points }], { ...measured(visit, chosen), width, title, description }),
    table: figureTable(
      visit,
      title,
      { title: words.exams.year, of: ({ titles }) => titles[0] ?? '' },
      years,
      measured(visit, chosen).decimals,
    ),
  });
}

export function townFigure(
  visit: Visit,
  chosen: Chosen,
  name: string,
  towns: readonly AnswerRow[],
  places: readonly Municipality[],
): Html {
  const { words, address } = visit;
  const title = words.exams.byMunicipality(name, chosen.year);
  const home = towns.filter(({ key }) => places.some(({ id }) => id === key[0]));
  const description = finding(visit, chosen, home);
  const known = new Map(home.map((row) => [row.key[0], row]));
  const tiles = tileGrid(homeRegion()).tiles.map((tile) => {
    const row = known.get(tile.municipality);
    const href = withQuery(address, { municipality: tile.municipality });
    return {
      ...tile,
      name: visit.language === 'ru' ? tile.name : tile.nameEn,
      href,
      value: row?.value ?? null,
      flags: row?.flags ?? (['x'] as const),
    };
  });
  const link = (row: AnswerRow) =>
    html`<a href="${withQuery(address, { municipality: row.key[0] })}">${row.titles[0]}</a>`;
  return figure(visit, {
    id: 'by-municipality',
    title,
    finding: description,
    draw: (width) => renderTileMap(tiles, { ...measured(visit, chosen), unit: '', width, title, description }),
    table: figureTable(
      visit,
      title,
      { title: words.exams.municipality, of: link },
      home,
      measured(visit, chosen).decimals,
    ),
    note: html`<p class="quiet">${words.exams.context}</p>`,
  });
}

/** How many results stand behind the page, of which moment, and how the figure is computed. */
export function explanation({ words }: Visit, { kind }: Chosen, { at, n }: Figures): Html {
  const { numerator, denominator, method, act } = measureOf(kind.unit);
  const facts = [n && words.exams.nTotal(n), at && words.exams.asOf(momentText(new Date(at), words.locale))];
  return html`<p class="quiet">${facts.filter(Boolean).join('. ')}</p>
    <details>
      <summary>${words.exams.how}</summary>
      <p>${words.exams.howText}</p>
      <p lang="ru">${numerator.reads} ÷ ${denominator?.reads}. ${method} ${act}</p>
    </details>`;
}
