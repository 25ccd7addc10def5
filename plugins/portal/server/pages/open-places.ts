import { Readable } from 'node:stream';
import { homeRegion, inTransaction, notFound, route } from '@regiso/core';
import { html, type Html } from '../html';
import { csvCell, type OpenRow } from '../open-data';
import { presentVacancies, type Vacancies } from '../places/vacancies';
import { kindergartensFor } from '../places/wanted';
import { presentSite } from '../site';
import { catalogue, siteOf, type Visit } from '../visit';
import { dataTable, licence, sendStream } from './data-file';

type Field = keyof (typeof catalogue)['ru']['kindergartens']['data']['fields'];
const fields = Object.keys(catalogue.ru.kindergartens.data.fields) as Field[];

/** One record for each kindergarten and age: the numbers of the page of places, hidden as there. */
const placeRows = (vacancies: Vacancies): Record<Field, OpenRow[string]>[] =>
  kindergartensFor(vacancies, {}).flatMap((one) =>
    one.rows.map(({ age, now, later, waiting }) => ({
      ...{
        organisation_id: one.id,
        short_name: one.name,
        municipality: one.municipalityName,
        lat: one.lat,
        lon: one.lon,
      },
      ...{ age, school_year: vacancies.schoolYear, free: now, free_later: later, waiting },
      ...{ waiting_below: waiting === null ? vacancies.fewerThan : null, is_demo: one.isDemo },
    })),
  );

async function vacanciesNow(): Promise<Vacancies> {
  const { version } = await presentSite();
  const vacancies = await inTransaction({ process: 'portal/open-places', readOnly: true }, () =>
    presentVacancies(version),
  );
  if (!vacancies) throw notFound();
  return vacancies;
}

// An array of one, or the text would be streamed letter by letter.
const textStream = (text: string) => Readable.from([text], { objectMode: false });

const access = { public: 'Free places are open data; small numbers of children are hidden' };

export const placesCsv = route({
  method: 'GET',
  path: '//open-data/kindergarten-places.csv',
  access,
  summary: 'Free places and queues of kindergartens as CSV',
  database: false,
  handler: async ({ h }) => {
    const rows = placeRows(await vacanciesNow());
    const lines = [fields.join(','), ...rows.map((row) => fields.map((field) => csvCell(row[field])).join(','))];
    const body = textStream(`${lines.join('\r\n')}\r\n`);
    return sendStream(h, { type: 'text/csv; charset=utf-8', name: 'kindergarten-places.csv', body });
  },
});

export const placesJson = route({
  method: 'GET',
  path: '//open-data/kindergarten-places.json',
  access,
  summary: 'Free places and queues of kindergartens as JSON',
  database: false,
  handler: async ({ request, h }) => {
    const vacancies = await vacanciesNow();
    const about = {
      title: `${catalogue.ru.kindergartens.data.title}: ${homeRegion().name}`,
      titleEn: `${catalogue.en.kindergartens.data.title}: ${homeRegion().nameEn}`,
      ...{ licence, countedAt: vacancies.readAt, schema: `${siteOf(request)}/open-data` },
      fields: fields.map((name) => ({
        ...{ name, ru: catalogue.ru.kindergartens.data.fields[name], en: catalogue.en.kindergartens.data.fields[name] },
      })),
      places: placeRows(vacancies),
    };
    const body = textStream(`${JSON.stringify(about)}\n`);
    return sendStream(h, { type: 'application/json; charset=utf-8', name: 'kindergarten-places.json', body });
  },
});

/** The files of free places and what their fields mean. */
export async function placesFiles({ words, language }: Visit): Promise<Html> {
  const { title, lead } = words.kindergartens.data;
  const vacancies = await presentVacancies((await presentSite()).version);
  const count = vacancies ? new Intl.NumberFormat(words.locale).format(placeRows(vacancies).length) : '—';
  const file = (format: string, note: string) =>
    html`<tr>
      <th scope="row"><a href="/open-data/kindergarten-places.${format}" download>kindergarten-places.${format}</a></th>
      <td>${note}</td>
      <td data-label="${words.data.rows}">${count}</td>
    </tr>`;
  const meaning = catalogue[language].kindergartens.data.fields;
  return html`<h2 id="kindergarten-places">${title}</h2>
    <p>${lead}</p>
    ${dataTable(title, [words.data.file, words.data.format, words.data.rows], [file('csv', words.data.csvNote), file('json', words.data.jsonNote)])}
    <details>
      <summary>${words.data.schema}</summary>
      ${dataTable(
        words.data.schema,
        [words.data.field, words.data.meaning],
        fields.map(
          (name) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td>${meaning[name]}</td>
            </tr>`,
        ),
      )}
    </details>`;
}
