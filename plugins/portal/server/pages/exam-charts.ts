import { homeRegion, tileGrid, type TerritoryMap } from '@regiso/core';
import { renderBars, renderTileMap, renderTrend, type AnswerRow } from '@regiso/dashboards/api';
import {
  largest,
  measureOf,
  municipalitiesOf,
  subjectsOfMunicipality,
  subjectsOfRegion,
  yearsOf,
  type Figures,
  type Sitting,
} from '../exam-figures';
import { figure, figureTable, figureText, numberText, unitText } from '../figures';
import { momentText } from '../frame';
import { html, type Html } from '../html';
import { mapSource } from '../map-source';
import type { Municipality } from '../register';
import { withQuery, type Visit } from '../visit';
import { areaMap, formLinks } from './area-map';

type Chosen = Sitting & { municipality?: string | undefined };
type Ground = {
  places: readonly Municipality[];
  boundaries: TerritoryMap | undefined;
  form: 'tiles' | 'boundaries' | undefined;
};
type Asked = Ground & { years: readonly number[]; subject: string | undefined };

/** The charts of a sitting: its subjects, then one subject by year and by municipality; null when it has no results. */
export async function examFigures(visit: Visit, chosen: Chosen, { years, subject, ...ground }: Asked) {
  const { words, language } = visit;
  const subjects = chosen.municipality
    ? await subjectsOfMunicipality(chosen, chosen.municipality, language)
    : await subjectsOfRegion(chosen, language);
  if (!subjects.rows.length) return null;
  const shown = subject ?? largest(subjects.rows) ?? '';
  const name = subjects.rows.find(({ key }) => key[0] === shown)?.titles[0];
  const byYear = name === undefined ? [] : await yearsOf({ ...chosen, years }, shown, language);
  const towns =
    name !== undefined && ground.places.length ? (await municipalitiesOf(chosen, shown, language)).rows : [];
  const hasHidden = [...subjects.rows, ...byYear, ...towns].some(({ flags }) => flags.includes('c'));
  const { minCellPublic } = measureOf(chosen.kind.unit).disclosure;
  return html`${subjectFigure(visit, chosen, subjects.rows)}
  ${byYear.length > 1 && yearFigure(visit, chosen, name ?? '', byYear)}
  ${towns.length > 0 && townFigure(visit, chosen, name ?? '', towns, ground)}
  ${hasHidden && html`<p class="note">${words.exams.hiddenNote(minCellPublic)}</p>`}
  ${explanation(visit, chosen, subjects)}`;
}

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

const points = (rows: readonly AnswerRow[]) =>
  rows.map(({ titles, value, flags }) => ({ label: titles[0] ?? '', value, flags }));

function subjectFigure(visit: Visit, chosen: Chosen, subjects: readonly AnswerRow[]): Html {
  const { words, address, language } = visit;
  const title = words.exams.bySubject(language === 'ru' ? chosen.kind.title : chosen.kind.titleEn, chosen.year);
  const description = finding(visit, chosen, subjects);
  const text = { ...measured(visit, chosen), title, description };
  const link = (row: AnswerRow) =>
    html`<a href="${withQuery(address, { subject: row.key[0] })}#by-year">${row.titles[0]}</a>`;
  return figure(visit, {
    id: 'by-subject',
    title,
    finding: description,
    draw: (width) => renderBars(points(subjects), { ...text, width }),
    table: figureTable(visit, title, { title: words.exams.subject, of: link }, subjects, text.decimals),
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

function yearFigure(visit: Visit, chosen: Chosen, name: string, years: readonly AnswerRow[]): Html {
  const { words } = visit;
  const title = words.exams.byYear(name);
  const description = finding(visit, chosen, years);
  const text = { ...measured(visit, chosen), title, description };
  const year = { title: words.exams.year, of: ({ titles }: AnswerRow) => titles[0] ?? '' };
  return figure(visit, {
    id: 'by-year',
    title,
    finding: description,
    draw: (width) => renderTrend([{ name, points: points(years) }], { ...text, width }),
    table: figureTable(visit, title, year, years, text.decimals),
  });
}

function townFigure(
  visit: Visit,
  chosen: Chosen,
  name: string,
  towns: readonly AnswerRow[],
  { places, boundaries, form }: Ground,
): Html {
  const { words } = visit;
  const title = words.exams.byMunicipality(name, chosen.year);
  const home = towns.filter(({ key }) => places.some(({ id }) => id === key[0]));
  const description = finding(visit, chosen, home);
  const text = { ...measured(visit, chosen), unit: '', title, description };
  const link = (row: AnswerRow) => html`<a href="${leadsTo(visit, row.key[0])}">${row.titles[0]}</a>`;
  const map = form === 'boundaries' ? boundaries : undefined;
  return figure(visit, {
    id: 'by-municipality',
    title,
    finding: description,
    tools: boundaries && mapForms(visit, map ? 'boundaries' : 'tiles'),
    draw: map
      ? areaMap({ label: title, areas: areasOf(visit, home, places, text.decimals), map, legend: words.exams.map })
      : (width) => renderTileMap(tilesOf(visit, home), { ...text, width }),
    table: figureTable(visit, title, { title: words.exams.municipality, of: link }, home, text.decimals),
    note: html`<p class="quiet">${words.exams.context}</p>
      ${mapSource(visit, { boundaries: map })}`,
  });
}

const leadsTo = ({ address }: Visit, municipality: string | null | undefined) => withQuery(address, { municipality });

const mapForms = (visit: Visit, present: 'tiles' | 'boundaries') =>
  formLinks(visit, ['tiles', 'boundaries'], {
    present,
    hrefOf: (map) => `${withQuery(visit.address, { map })}#by-municipality`,
  });

function areasOf(visit: Visit, rows: readonly AnswerRow[], places: readonly Municipality[], decimals: number) {
  const known = new Map(rows.map((row) => [row.key[0], row]));
  return places.map(({ id, name, nameEn }) => ({
    id,
    name: visit.language === 'ru' ? name : nameEn,
    value: known.get(id)?.value ?? null,
    figure: figureText(known.get(id), decimals, visit),
    href: leadsTo(visit, id),
  }));
}

function tilesOf(visit: Visit, rows: readonly AnswerRow[]) {
  const known = new Map(rows.map((row) => [row.key[0], row]));
  return tileGrid(homeRegion()).tiles.map((tile) => {
    const row = known.get(tile.municipality);
    return {
      ...tile,
      name: visit.language === 'ru' ? tile.name : tile.nameEn,
      href: leadsTo(visit, tile.municipality),
      value: row?.value ?? null,
      flags: row?.flags ?? (['x'] as const),
    };
  });
}

/** How many results stand behind the page, of which moment, and how the figure is computed. */
function explanation({ words }: Visit, { kind }: Chosen, { at, n }: Figures): Html {
  const { numerator, denominator, method, act } = measureOf(kind.unit);
  const facts = [n && words.exams.nTotal(n), at && words.exams.asOf(momentText(new Date(at), words.locale))];
  return html`<p class="quiet">${facts.filter(Boolean).join('. ')}</p>
    <details>
      <summary>${words.exams.how}</summary>
      <p>${words.exams.howText}</p>
      <p lang="ru">${numerator.reads} ÷ ${denominator?.reads}. ${method} ${act}</p>
    </details>`;
}
