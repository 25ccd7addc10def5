import { boundaryMap, installed } from '@regiso/core';
import { z } from 'zod';
import { dayText, momentText } from '../frame';
import { html, inline, jsonText, raw, unbroken, type Html } from '../html';
import { icon } from '../icons';
import { safeLink } from '../links';
import { mapSources } from '../map-source';
import { mapGround, mapNames } from '../map-svg';
import { placeIn, type View } from '../../shared/ground';
import { linesOnCard, tellsPlaces } from '../public-lines';
import { noSuch, publicPage } from '../public-page';
import { organisationCard, type BuildingRow, type OrganisationRow } from '../register';
import { organisationResults } from './organisation-results';
import { structuredData } from '../structured-data';
import { codesOf, wordFor } from '../texts/register-words';
import { withQuery, type Visit } from '../visit';

/** The public card of one organisation. */
export const organisation = publicPage({
  path: '//organisations/{id}',
  summary: 'Card of an organisation',
  render: async ({ visit, params }) => {
    const { words, language } = visit;
    const found = z.uuid().safeParse(params.id).success ? await organisationCard(params.id ?? '') : undefined;
    if (!found) throw noSuch(words.problem.noOrganisation);
    const path = `/organisations/${found.id}`;
    const kind = wordFor('kinds', found.kind, language);
    const place = language === 'ru' ? found.municipality : found.municipalityEn;
    const body = html`<article class="wide page card">
      <p class="meta">
        ${inline([
          kind,
          html`<a href="${withQuery('/organisations', { kind: found.kind, municipality: found.municipalityId })}"
            >${place ?? found.regionName}</a
          >`,
          found.isDemo && html`<span class="demo">${words.search.demo}</span>`,
        ])}
      </p>
      <h1>${unbroken(found.shortName)}</h1>
      ${found.fullName !== found.shortName && html`<p class="lead">${unbroken(found.fullName)}</p>`}
      ${found.status !== 'active' && html`<p class="note strong">${wordFor('statuses', found.status, language)}</p>`}
      <div class="two">${contacts(visit, found)}${await locator(visit, found)}</div>
      ${await linesOnCard(visit, found.id)}${placesNearby(visit, found)}${buildings(visit, found.buildings)}${programmes(visit, found)}
      ${await organisationResults(visit, found)}${family(visit, found)}${requisites(visit, found)}
      <footer class="quiet">
        <p>
          ${words.card.changed(momentText(found.changedAt, words.locale))}${
            found.isDemo
              ? html`. ${words.card.demoNote}`
              : html`. ${words.card.source}: ${found.attribution || found.source}`
          }
        </p>
        <p>${words.card.question}</p>
      </footer>
    </article>`;
    const data = structuredData(found, installed().config.publicUrl?.replace(/\/$/, '') ?? '');
    return {
      title: found.shortName,
      description: [kind, found.shortName, found.address].filter(Boolean).join(', '),
      section: 'find',
      body,
      canonical: path,
      head: html`<script type="application/ld+json">
        ${raw(jsonText(data))}
      </script>`,
    };
  },
});

const row = (name: string, value: Html | string | null | undefined | false) =>
  value
    ? html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`
    : null;

const placesNearby = ({ words }: Visit, { id, kind, lat, buildings: houses }: OrganisationRow) =>
  kind === 'kindergarten'
  && tellsPlaces()
  && (lat !== null || houses.some((house) => house.lat !== null))
  && html`<p><a href="/kindergartens?at=o-${id}">${words.kindergartens.cardLink}</a></p>`;

function contacts({ words }: Visit, found: OrganisationRow) {
  const site = safeLink(found.website);
  return html`<section aria-labelledby="contacts">
    <h2 id="contacts">${words.card.contacts}</h2>
    <dl>
      ${row(words.card.address, found.address)}
      ${row(words.card.phone, found.phone && html`<a href="tel:${found.phone.replace(/[^+\d]/g, '')}">${found.phone}</a>`)}
      ${row(words.card.email, found.email && html`<a href="mailto:${found.email}">${found.email}</a>`)}
      ${row(words.card.website, site && html`<a href="${site}" rel="nofollow noopener">${found.website?.replace(/^https?:\/\//, '').replace(/\/$/, '')}</a>`)}
      ${row(words.card.licence, licence(words, found))}
    </dl>
  </section>`;
}

function licence(words: Visit['words'], { licenceNumber, licenceExpires, licenceUnlimited }: OrganisationRow) {
  if (!licenceNumber) return null;
  if (licenceUnlimited) return `${words.card.licenceText(licenceNumber)}, ${words.card.unlimited}`;
  return licenceExpires
    ? `${words.card.licenceText(licenceNumber)}, ${words.card.until(dayText(licenceExpires, words.locale))}`
    : words.card.licenceText(licenceNumber);
}

async function locator({ words, language }: Visit, found: OrganisationRow) {
  const own = [found, ...found.buildings].flatMap(({ lat, lon }) =>
    lat === null || lon === null ? [] : [{ lat, lon }],
  );
  const [first] = own;
  if (!first) return null;
  const { tileServer } = installed().config;
  // Without streets under it, a point says something only among its neighbouring towns.
  const view: View = { centre: first, zoom: tileServer ? 13 : 7.5, width: 480, height: 300 };
  const boundaries = await boundaryMap();
  const dot = (at: { lat: number; lon: number }, kind: string, radius: number) => {
    const { x, y } = placeIn(view, at);
    return html`<circle class="${kind}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" />`;
  };
  const href = withQuery('/map', { lat: first.lat.toFixed(4), lon: first.lon.toFixed(4), z: 14 });
  return html`<section aria-labelledby="where">
    <h2 id="where">${words.card.where}</h2>
    <a class="map-box locator" href="${href}"
      ><svg
        class="map"
        viewBox="0 0 ${view.width} ${view.height}"
        preserveAspectRatio="xMidYMid slice"
        role="img"
        aria-label="${words.card.openMap}: ${found.address ?? found.shortName}"
      >
        ${mapGround(view, boundaries, tileServer)}
        ${mapNames(view, { tiles: tileServer, language, circles: [{ ...placeIn(view, first), r: 10 }], inset: 76 })}${own.slice(1).map((one) => dot(one, 'own-building', 7))}${dot(first, 'here', 10)}
      </svg></a
    >
    <p>
      <a href="${href}">${icon('map')}${words.card.openMap}</a>
      <span class="quiet">${mapSources({ tiles: true, boundaries })}</span>
    </p>
  </section>`;
}

function buildings({ words, language }: Visit, rows: readonly BuildingRow[]) {
  if (!rows.length) return null;
  const columns = (['wheelchair', 'mobility', 'vision', 'hearing'] as const).filter((one) =>
    rows.some((building) => building[one]),
  );
  const level = (value: string | null) => (value ? wordFor('accessLevels', value, language) : words.card.unknown);
  const label = (one: (typeof columns)[number]) => wordFor('accesses', one, language);
  return html`<section aria-labelledby="buildings">
    <h2 id="buildings">${words.card.buildings}</h2>
    <div class="scroll">
      <table class="stacks">
        <caption class="unseen">
          ${words.card.buildings}: ${words.card.accessibility}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.card.address}</th>
            ${columns.map((one) => html`<th scope="col">${label(one)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (building) =>
              html`<tr>
                <th scope="row">${building.address}</th>
                ${columns.map(
                  (one) =>
                    html`<td class="access-${building[one] ?? 'unknown'}" data-label="${label(one)}">
                      ${level(building[one])}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function programmes({ words, language }: Visit, found: OrganisationRow) {
  if (!found.programmes.length) return null;
  const groups = codesOf('programmes').flatMap((code) => {
    const named = found.programmes.filter((one) => one.code === code);
    return named.length
      ? [{ code, names: [...new Set(named.flatMap(({ name, level }) => name ?? (code === 'other' ? level : [])))] }]
      : [];
  });
  return html`<section aria-labelledby="programmes">
    <h2 id="programmes">${words.card.programmes}</h2>
    <ul class="programmes">
      ${groups.map(
        ({ code, names }) =>
          html`<li>
            <a href="${withQuery('/organisations', { programme: code, municipality: found.municipalityId })}"
              >${wordFor('programmes', code, language)}</a
            >${
              names.length > 0
              && html`<details>
                <summary>${words.card.programmeNames(names.length)}</summary>
                <ul>
                  ${names.map((name) => html`<li>${name}</li>`)}
                </ul>
              </details>`
            }
          </li>`,
      )}
    </ul>
  </section>`;
}

function family({ words }: Visit, { parent, parts }: OrganisationRow) {
  if (!parent && !parts.length) return null;
  const link = ({ id, name }: { id: string; name: string }) => html`<a href="/organisations/${id}">${name}</a>`;
  return html`<section class="family">
    ${parent && html`<p>${words.card.founder}: ${link(parent)}</p>`}${
      parts.length > 0
      && html`<h2>${words.card.parts}</h2>
        <ul>
          ${parts.map((one) => html`<li>${link(one)}</li>`)}
        </ul>`
    }
  </section>`;
}

const requisites = ({ words }: Visit, { inn, kpp, ogrn }: OrganisationRow) =>
  (inn ?? kpp ?? ogrn)
    ? html`<section aria-labelledby="requisites">
        <h2 id="requisites">${words.card.requisites}</h2>
        <dl>${row(words.card.inn, inn)}${row(words.card.kpp, kpp)}${row(words.card.ogrn, ogrn)}</dl>
      </section>`
    : null;
