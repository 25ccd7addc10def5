import { boundaryMap } from '@regiso/core';
import { z } from 'zod';
import { momentText } from '../frame';
import { html, type Html } from '../html';
import { icon } from '../icons';
import { roughly } from '../places/distance';
import { nameOf, pointFor, type Point } from '../places/point';
import { presentVacancies, type Vacancies } from '../places/vacancies';
import { kindergartensFor, wantedShape, type Found, type Wanted } from '../places/wanted';
import { tellsPlaces } from '../public-lines';
import { publicPage } from '../public-page';
import { municipalities } from '../register';
import { presentSite } from '../site';
import { withQuery, type Visit } from '../visit';
import { largestZoom, smallestZoom } from '../../shared/mercator';
import { chosenWishes, wishForm } from './kindergarten-form';
import { kindergartenList, nearestFew } from './kindergarten-list';
import { kindergartenMap } from './kindergarten-map';

const Query = z.object({
  place: z.string().trim().max(120).optional(),
  at: z
    .string()
    .regex(/^[svbao]-[\da-z-]{1,60}$/)
    .optional(),
  lat: z.coerce.number().min(-85).max(85).optional(),
  lon: z.coerce.number().min(-180).max(180).optional(),
  radius: z.coerce.number().positive().max(500).optional(),
  ...wantedShape,
  z: z.coerce.number().min(smallestZoom).max(largestZoom).optional(),
  page: z.coerce.number().int().min(1).max(2000).optional(),
});
export type PlacesQuery = z.output<typeof Query>;

// Finer coordinates make no other page and are repeated nowhere.
function tidy(values: Record<string, string>): Record<string, string> {
  const rough = (name: string) => {
    const given = Number(values[name]);
    return values[name] && Number.isFinite(given) ? { [name]: String(roughly(given)) } : {};
  };
  return { ...values, ...rough('lat'), ...rough('lon') };
}

/** Free places and queues of kindergartens around a point: a list by distance and the same on a map. */
export const kindergartens = publicPage({
  path: '//kindergartens',
  summary: 'Free places and queues of kindergartens around a point',
  query: Query,
  tidy,
  render: async ({ visit, query }) => {
    const { words } = visit;
    const { version } = await presentSite();
    const vacancies = await presentVacancies(version);
    const about = { title: words.kindergartens.title, description: words.kindergartens.lead, section: 'find' as const };
    if (!vacancies) return { ...about, body: without(visit), isPassing: true };
    const point = await pointFor(query, version, visit.language);
    const all = kindergartensFor(vacancies, query, point.place);
    const found = within(all, query.radius, point);
    const towns = await municipalities();
    const body = html`<div class="wide page">
      <h1>${about.title}</h1>
      <p class="lead">
        ${about.description} <a class="whole" href="/app/kindergarten/own/new">${words.kindergartens.apply}</a>
      </p>
      ${wishForm(visit, query, point, towns)}${chosenWishes(visit, { query, towns, vacancies })}
      ${whereabouts(visit, point, query)}
      <div class="beside">
        <div>
          <p class="found" role="status">
            ${words.kindergartens.found(found.length)}<a href="#map"
              >${icon('map')}<span>${words.kindergartens.map}</span></a
            >
          </p>
          ${found.length > 0 ? kindergartenList(visit, { found, query, vacancies }) : nothing(visit, { all, query, vacancies, point })}
          ${withoutPlace(visit, found, point)}
        </div>
        ${kindergartenMap(visit, { query, point, found, boundaries: await boundaryMap() })}
      </div>
      ${meaning(visit, vacancies)}
    </div>`;
    const isPlain = Object.values(query).every((value) => value === undefined);
    return { ...about, body, map: true, ...(isPlain && { canonical: '/kindergartens' }) };
  },
});

/** Those within a radius, when there is both a point and a radius. */
const within = (found: readonly Found[], radius: number | undefined, { place }: Point) =>
  found.filter(({ km }) => !place || radius === undefined || (km !== null && km <= radius));

const without = ({ words }: Visit) =>
  html`<div class="wide page">
    <h1>${words.kindergartens.title}</h1>
    <p class="note">${tellsPlaces() ? words.kindergartens.loading : words.kindergartens.absent}</p>
    <p><a href="/organisations?kind=kindergarten">${words.kindergartens.list}</a></p>
  </div>`;

/** Around what the list is, and what else the words may have meant. */
function whereabouts({ words, address, language }: Visit, point: Point, { place = '' }: PlacesQuery): Html | null {
  const say = words.kindergartens;
  if (point.kind === 'none') return html`<p>${say.choose}</p>`;
  if (point.kind === 'unknown') return html`<p class="note">${say.notFound(place)}</p>`;
  const sentence = { known: say.near, centre: say.nearCentre, picked: () => say.nearPicked }[point.kind];
  const other = (one: Point['others'][number]) =>
    html`<li>
      <a href="${withQuery(address, { at: one.id, place: null, lat: null, lon: null, z: null, page: null })}"
        >${nameOf(one, language)}</a
      >
      <span class="quiet">${language === 'ru' ? one.note : one.noteEn}</span>
    </li>`;
  return html`<h2 class="around">${sentence(point.name ?? '')}</h2>
    ${
      point.others.length > 0
      && html`<details class="others">
        <summary>${say.others}</summary>
        <ul>
          ${point.others.map(other)}
        </ul>
      </details>`
    }`;
}

type Nothing = { all: readonly Found[]; query: PlacesQuery; vacancies: Vacancies; point: Point };

/** What to do where nothing is: the nearest that fit beyond the radius, else the nearest of all. */
function nothing(visit: Visit, { all, query, vacancies, point }: Nothing): Html {
  const say = visit.words.kindergartens;
  const beyond = all.filter(({ km }) => km !== null);
  if (point.place && query.radius && beyond.length) {
    return nearestFew(visit, { found: beyond, vacancies, sentence: say.none(String(query.radius)) });
  }
  const any = kindergartensFor(vacancies, {} as Wanted, point.place).filter(({ km }) => !point.place || km !== null);
  return any.length
    ? nearestFew(visit, { found: any, vacancies, sentence: say.noneHere })
    : html`<p class="note">${say.noneAtAll}</p>`;
}

function withoutPlace({ words }: Visit, found: readonly Found[], { place }: Point) {
  const missing = place ? found.filter(({ km }) => km === null).length : 0;
  return missing > 0 && html`<p class="quiet">${words.kindergartens.withoutPlace(missing)}</p>`;
}

function meaning({ words }: Visit, { fewerThan, readAt }: Vacancies): Html {
  const say = words.kindergartens;
  return html`<section class="meaning" aria-labelledby="meaning">
    <h2 id="meaning">${say.meaning}</h2>
    <p>${say.meaningFree}</p>
    <p>${say.meaningWaiting(fewerThan)}</p>
    <p>${say.meaningAge} ${say.straight}</p>
    <p>${say.applyText} <a href="/app/kindergarten/own/new">${say.apply}</a></p>
    <p class="quiet">
      ${say.counted(momentText(readAt, words.locale))} <a href="/open-data#kindergarten-places">${say.openData}</a>
    </p>
  </section>`;
}
