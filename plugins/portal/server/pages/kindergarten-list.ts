import { html, inline, unbroken, type Html } from '../html';
import type { Vacancies } from '../places/vacancies';
import type { AgeRow, Found } from '../places/wanted';
import { wordFor } from '../texts/register-words';
import { withQuery, type Visit } from '../visit';
import type { PlacesQuery } from './kindergartens';

const perPage = 10;

type Listed = { found: readonly Found[]; query: PlacesQuery; vacancies: Vacancies };

/** A page of the kindergartens, each with its distance, its free places and its queue by age. */
export function kindergartenList(visit: Visit, { found, query, vacancies }: Listed): Html {
  const { words, address } = visit;
  const pages = Math.ceil(found.length / perPage);
  const page = Math.min(query.page ?? 1, pages);
  const from = (page - 1) * perPage;
  const shown = found.slice(from, from + perPage);
  const say = words.kindergartens;
  return html`<ol class="results gardens" start="${from + 1}">
      ${shown.map((one) => item(visit, one, vacancies))}
    </ol>
    ${
      pages > 1
      && html`<nav class="pager" aria-label="${say.list}">
        <span class="quiet">${say.page(from + 1, from + shown.length, found.length)}</span>
        ${page < pages && html`<a class="button second" rel="next" href="${withQuery(address, { page: page + 1 })}">${say.more}</a>`}
        ${page > 1 && html`<a href="${withQuery(address, { page: null })}">${say.first}</a>`}
      </nav>`
    }`;
}

type Few = { found: readonly Found[]; vacancies: Vacancies; sentence: string };

/** The three nearest, after a sentence that says why they are shown. */
export const nearestFew = (visit: Visit, { found, vacancies, sentence }: Few): Html =>
  html`<p class="note">${sentence}</p>
    <ol class="results gardens">
      ${found.slice(0, 3).map((one) => item(visit, one, vacancies))}
    </ol>`;

function item(visit: Visit, one: Found, vacancies: Vacancies): Html {
  const { words, language } = visit;
  const place = language === 'ru' ? one.municipalityName : one.municipalityNameEn;
  const facts = [place, ...traits(visit, one), one.isDemo && html`<span class="demo">${words.search.demo}</span>`];
  return html`<li>
    <p class="garden-head">
      <a class="name" href="/organisations/${one.id}">${unbroken(one.name)}</a>
      ${one.km !== null && html`<span class="km">${distanceText(one.km, visit)}</span>`}
    </p>
    ${one.address && html`<p>${one.address}</p>`}
    <p class="meta">${inline(facts)}</p>
    ${freeText(visit, one, vacancies)}${one.rows.length > 0 && ageTable(visit, one, vacancies)}
  </li>`;
}

/** «0,4 км» near by, «12 км» further off. */
const distanceText = (km: number, { words }: Visit) =>
  words.kindergartens.km(new Intl.NumberFormat(words.locale, { maximumFractionDigits: km < 10 ? 1 : 0 }).format(km));

/** What is not as in most kindergartens: other languages, hours and kinds of groups. */
function traits({ words, language }: Visit, { groups }: Found): string[] {
  const other = (name: 'language' | 'regime' | 'orientation', usual: string) =>
    [...new Set(groups.map((group) => group[name]))].filter((code) => code !== usual).sort();
  return [
    ...other('language', 'ru').map((code) => words.kindergartens.languageFact(wordFor('languages', code, language))),
    ...other('regime', 'full').map((code) => wordFor('regimes', code, language)),
    ...other('orientation', 'general').map((code) =>
      words.kindergartens.orientationFact(wordFor('orientations', code, language)),
    ),
  ];
}

function freeText({ words }: Visit, one: Found, { schoolYear }: Vacancies): Html {
  const say = words.kindergartens;
  if (!one.groups.length && !one.waiting.size) return html`<p class="free none">${say.unknown}</p>`;
  const later = one.later ? say.laterYes(one.later, laterYear(one, schoolYear)) : null;
  if (one.now) return html`<p class="free yes"><strong>${say.nowYes(one.now)}</strong>${later && html`, ${later}`}</p>`;
  const now = one.now === null ? say.notTold : say.nowNo;
  return html`<p class="free ${later ? 'yes' : 'none'}">${now}${later && html`, <strong>${later}</strong>`}</p>`;
}

const laterYear = ({ groups }: Found, schoolYear: number) =>
  Math.min(...groups.map((group) => group.schoolYear).filter((year) => year > schoolYear));

function ageTable({ words }: Visit, one: Found, { fewerThan, schoolYear }: Vacancies): Html {
  const say = words.kindergartens;
  const hasLater = one.rows.some(({ later }) => later !== null);
  const laterTitle = hasLater ? say.laterColumn(laterYear(one, schoolYear)) : '';
  const number = (value: number | null) => (value === null ? say.noneTold : String(value));
  const row = ({ age, now, later, waiting }: AgeRow) =>
    html`<tr>
      <th scope="row">${say.years(age)}</th>
      <td class="number" data-label="${say.nowColumn}">${number(now)}</td>
      ${hasLater && html`<td class="number" data-label="${laterTitle}">${number(later)}</td>`}
      <td class="number" data-label="${say.waitingColumn}">${waiting ?? say.fewer(fewerThan)}</td>
    </tr>`;
  return html`<table class="${hasLater ? 'ages stacks' : 'ages'}">
    <caption class="unseen">
      ${say.caption(one.name)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${say.ageColumn}</th>
        <th scope="col" class="number">${say.nowColumn}</th>
        ${hasLater && html`<th scope="col" class="number">${laterTitle}</th>`}
        <th scope="col" class="number">${say.waitingColumn}</th>
      </tr>
    </thead>
    <tbody>
      ${one.rows.map(row)}
    </tbody>
  </table>`;
}
