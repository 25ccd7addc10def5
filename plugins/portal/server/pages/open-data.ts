import type { Request } from '@hapi/hapi';
import { homeRegion, route, sql } from '@regiso/core';
import type { Readable } from 'node:stream';
import { momentText } from '../frame';
import { html, type Html } from '../html';
import { csvStream, jsonStream, openFields } from '../open-data';
import { tellsPlaces } from '../public-lines';
import { publicPage } from '../public-page';
import { presentSite } from '../site';
import { siteOf, type Visit } from '../visit';
import { dataTable, dated, licence, sendStream } from './data-file';
import { placesFiles } from './open-places';

/** Where the open list of organisations is described: files, fields, terms, date of change. */
export const openData = publicPage({
  path: '//open-data',
  summary: 'Open data: files, fields and terms',
  render: async ({ visit }) => {
    const { words } = visit;
    const [row] = await sql<Register>`
      SELECT count(*)::int AS count, max(changed_at) AS "changedAt", coalesce(bool_or(is_demo), false) AS demo
      FROM core.organisations`;
    const register = row ?? { count: 0, changedAt: null, demo: false };
    const body = html`<div class="wide page">
      <h1>${words.data.title}</h1>
      <p class="lead">${words.data.lead}</p>
      ${register.demo && html`<p class="note">${words.data.demo}</p>`}
      <h2>${words.data.organisations}</h2>
      ${files(visit, register)} ${tellsPlaces() && (await placesFiles(visit))}
      <h2>${words.data.licence}</h2>
      <p>${words.data.licenceText} <a href="${licence}" rel="license">CC BY 4.0</a></p>
      <h2>${words.data.schema}</h2>
      ${schema(visit)}
    </div>`;
    return { title: words.data.title, section: 'data', description: words.data.lead, body, canonical: '/open-data' };
  },
});

type Register = { count: number; changedAt: Date | null; demo: boolean };

function files({ words }: Visit, { count, changedAt }: Register): Html {
  const number = new Intl.NumberFormat(words.locale).format(count);
  const changed = changedAt ? momentText(changedAt, words.locale) : '—';
  const file = (format: string, note: string) =>
    html`<tr>
      <th scope="row"><a href="/open-data/organisations.${format}" download>organisations.${format}</a></th>
      <td>${note}</td>
      <td data-label="${words.data.rows}">${number}</td>
      <td data-label="${words.data.changed}">${changed}</td>
    </tr>`;
  return dataTable(
    words.data.organisations,
    [words.data.file, words.data.format, words.data.rows, words.data.changed],
    [file('csv', words.data.csvNote), file('json', words.data.jsonNote)],
  );
}

const schema = ({ words, language }: Visit): Html =>
  dataTable(
    words.data.schema,
    [words.data.field, words.data.type, words.data.meaning],
    openFields.map(
      (field) =>
        html`<tr>
          <th scope="row"><code>${field.name}</code></th>
          <td>${words.data.types[field.type]}</td>
          <td>${field[language]}</td>
        </tr>`,
    ),
  );

const dataRoute = (format: 'csv' | 'json', type: string, stream: (request: Request) => Promise<Readable>) =>
  route({
    method: 'GET',
    path: `//open-data/organisations.${format}`,
    access: { public: 'The register of organisations is open data; it holds no personal data' },
    summary: `All organisations as ${format.toUpperCase()}`,
    database: false,
    handler: async ({ request, h }) =>
      dated(await sendStream(h, { type, name: `organisations.${format}`, body: await stream(request) })),
  });

export const organisationsCsv = dataRoute('csv', 'text/csv; charset=utf-8', async () => csvStream());

export const organisationsJson = dataRoute('json', 'application/json; charset=utf-8', async (request) => {
  const { changedAt, demo } = await presentSite();
  return jsonStream({
    title: `Организации образования: ${homeRegion().name}`,
    titleEn: `Education organisations: ${homeRegion().nameEn}`,
    licence,
    changedAt,
    isDemo: demo !== 'none',
    schema: `${siteOf(request)}/open-data`,
    fields: openFields.map(({ name, type, ru, en }) => ({ name, type, ru, en })),
  });
});
