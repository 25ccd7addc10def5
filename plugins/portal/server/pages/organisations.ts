import { searchOrganisations, type FoundOrganisation, type FoundPage } from '@regiso/core';
import { z } from 'zod';
import { attributes, html, inline, unbroken, type Html } from '../html';
import { icon } from '../icons';
import { publicPage } from '../public-page';
import { accessibleAmong, municipalities, type Municipality } from '../register';
import { codesOf, wordFor } from '../texts/register-words';
import { withQuery, type Visit } from '../visit';
import { searchField, selectField } from './search-box';

const codes = (list: Parameters<typeof codesOf>[0]) => z.enum(codesOf(list) as [string, ...string[]]).optional();

const OrganisationFilters = z.object({
  q: z.string().trim().max(200).optional(),
  kind: codes('kinds'),
  municipality: z
    .string()
    .regex(/^[a-z-]{1,60}$/)
    .optional(),
  programme: codes('programmes'),
  accessible: codes('accesses'),
  /** Closed ones too; they are left out unless asked for. */
  closed: z.literal('1').optional(),
  after: z.string().max(600).optional(),
});
type OrganisationFilters = z.output<typeof OrganisationFilters>;

const perPage = 20;

export const organisations = publicPage({
  path: '//organisations',
  summary: 'Search of organisations by words and filters',
  query: OrganisationFilters,
  render: async ({ visit, query }) => {
    const { words, language } = visit;
    const found = await findOrganisations(query, perPage);
    const [places, accessible] = [await municipalities(), await accessibleAmong(found.items.map(({ id }) => id))];
    const title = query.kind ? wordFor('kindsMany', query.kind, language) : words.search.title;
    const body = html`<div class="wide page">
      <h1>${title}</h1>
      ${filterForm(visit, query, places)} ${chosenFilters(visit, query, places)}
      <p class="found" role="status">
        ${words.search.found(found.total)}
        ${found.total > 0 && html` <a href="${mapOf(query)}">${icon('map')}<span>${words.search.onMap}</span></a>`}
      </p>
      ${query.q && found.didYouMean && html`<p class="note">${words.search.corrected(query.q, found.didYouMean)}</p>`}
      ${found.total > 0 ? resultList(visit, found.items, accessible) : await emptyState(visit, query)}
      ${pager(visit, query, found)}
    </div>`;
    // Only lists by one filter are pages of their own for search engines.
    const canonical =
      query.q || query.after || query.programme || query.accessible || query.closed ? undefined : visit.address;
    return { title, section: 'find', description: words.home.lead, body, ...(canonical && { canonical }) };
  },
});

/** Organisations that fit the filters of an address. */
const findOrganisations = (query: OrganisationFilters, limit: number): Promise<FoundPage> =>
  searchOrganisations({
    text: query.q,
    kind: query.kind as never,
    municipality: query.municipality,
    programme: query.programme as never,
    accessibility: query.accessible as never,
    working: query.closed ? undefined : 'yes',
    after: query.after,
    limit,
  });

const mapOf = ({ kind, municipality }: OrganisationFilters) => withQuery('/map', { kind, municipality });

function filterForm(visit: Visit, query: OrganisationFilters, places: Municipality[]) {
  const { words, language } = visit;
  const options = (list: Parameters<typeof codesOf>[0], shown: Parameters<typeof codesOf>[0] = list) =>
    codesOf(list).map((value) => ({ value, text: wordFor(shown, value, language) }));
  const place = ({ id, name, nameEn }: Municipality) => ({ value: id, text: language === 'ru' ? name : nameEn });
  return html`<form class="finder" action="/organisations" role="search">
    <div class="search">
      ${searchField('q', words.search.box, query.q)}<button class="button">
        ${icon('search')}<span>${words.search.find}</span>
      </button>
    </div>
    <details class="filters">
      <summary>${words.search.filters}</summary>
      <div class="filter-row">
        ${selectField({ id: 'kind', name: 'kind', label: words.search.kind, any: words.search.any, chosen: query.kind, choices: options('kinds', 'kindsMany') })}
        ${selectField({ id: 'municipality', name: 'municipality', label: words.search.municipality, any: words.search.anyMunicipality, chosen: query.municipality, choices: places.map(place) })}
        ${selectField({ id: 'programme', name: 'programme', label: words.search.programme, any: words.search.anyProgramme, chosen: query.programme, choices: options('programmes') })}
        ${selectField({ id: 'accessible', name: 'accessible', label: words.search.accessible, any: words.search.anyAccess, chosen: query.accessible, choices: options('accesses') })}
        <label class="check"
          ><input${attributes({ type: 'checkbox', name: 'closed', value: '1', checked: query.closed !== undefined })}>
          <span>${words.search.closed}</span></label
        >
        <button class="button second">${words.search.apply}</button>
      </div>
    </details>
  </form>`;
}

function chosenFilters(visit: Visit, query: OrganisationFilters, places: Municipality[]) {
  const { words, language, address } = visit;
  const place = places.find(({ id }) => id === query.municipality);
  const chosen = [
    query.q && { name: 'q', text: `«${query.q}»` },
    query.kind && { name: 'kind', text: wordFor('kindsMany', query.kind, language) },
    query.municipality && {
      name: 'municipality',
      text: (language === 'ru' ? place?.name : place?.nameEn) ?? query.municipality,
    },
    query.programme && { name: 'programme', text: wordFor('programmes', query.programme, language) },
    query.accessible && { name: 'accessible', text: wordFor('accesses', query.accessible, language) },
    query.closed && { name: 'closed', text: words.search.closed },
  ].filter((one) => typeof one === 'object');
  if (!chosen.length) return null;
  return html`<ul class="chips" aria-label="${words.search.chosen}">
    ${chosen.map(
      ({ name, text }) =>
        html`<li>
          <a href="${withQuery(address, { [name]: null, after: null })}">
            <span class="unseen">${words.search.remove('')}</span>${text}<span aria-hidden="true"> ×</span></a
          >
        </li>`,
    )}${chosen.length > 1 && html`<li><a class="plain" href="/organisations">${words.search.clear}</a></li>`}
  </ul>`;
}

/** Organisations as a list of links with what tells them apart. */
const resultList = (visit: Visit, items: readonly FoundOrganisation[], accessible: ReadonlySet<string>): Html =>
  html`<ol class="results">
    ${items.map((item) => result(visit, item, accessible.has(item.id)))}
  </ol>`;

function result({ words, language }: Visit, item: FoundOrganisation, isAccessible: boolean) {
  const place = item.region.isHome ? item.municipality?.name : item.region.name;
  const facts = [
    wordFor('kinds', item.kind, language),
    place,
    isAccessible && html`${icon('wheelchair')}${words.search.accessibleMark}`,
    item.status !== 'active' && html`<strong>${wordFor('statuses', item.status, language)}</strong>`,
    item.isDemo && html`<span class="demo">${words.search.demo}</span>`,
  ];
  return html`<li>
    <a class="name" href="/organisations/${item.id}">${unbroken(item.shortName)}</a>
    <p class="meta">${inline(facts)}</p>
    ${item.address && html`<p>${item.address}</p>`}
  </li>`;
}

async function emptyState(visit: Visit, query: OrganisationFilters) {
  const { words } = visit;
  const isNarrowed = query.kind ?? query.municipality ?? query.programme ?? query.accessible;
  const wider = query.q && isNarrowed ? (await findOrganisations({ q: query.q }, 1)).total : 0;
  return html`<div class="empty">
    <p>${words.search.emptyHelp}</p>
    <ul>
      ${query.q && wider > 0 && html`<li><a href="${withQuery('/organisations', { q: query.q })}">${words.search.withoutFilters(query.q, wider)}</a></li>`}
      <li><a href="/organisations">${words.search.emptyAll}</a></li>
      <li><a href="/map">${words.search.onMap}</a></li>
    </ul>
  </div>`;
}

function pager({ words, address }: Visit, query: OrganisationFilters, found: FoundPage) {
  if (!found.next && !query.after) return null;
  return html`<nav class="pager" aria-label="${words.search.list}">
    ${found.next && html`<a class="button second" rel="next" href="${withQuery(address, { after: found.next })}">${words.search.more}</a>`}
    ${query.after && html`<a href="${withQuery(address, { after: null })}">${words.search.first}</a>`}
  </nav>`;
}
