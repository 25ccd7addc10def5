import { Readable } from 'node:stream';
import { inTransaction, sql } from '@regiso/core';

/** What one field of the open list is; the order is that of the CSV columns. */
export type OpenField = { name: string; type: 'text' | 'number' | 'boolean' | 'date'; ru: string; en: string };

export const openFields: readonly OpenField[] = [
  { name: 'id', type: 'text', ru: 'Постоянный номер записи (UUID)', en: 'Permanent id of the record (UUID)' },
  { name: 'kind', type: 'text', ru: 'Вид организации', en: 'Kind of organisation' },
  { name: 'short_name', type: 'text', ru: 'Краткое название', en: 'Short name' },
  { name: 'full_name', type: 'text', ru: 'Полное название', en: 'Full name' },
  { name: 'inn', type: 'text', ru: 'ИНН', en: 'INN, tax number' },
  { name: 'ogrn', type: 'text', ru: 'ОГРН', en: 'OGRN, state registration number' },
  { name: 'region', type: 'text', ru: 'Регион (ISO 3166-2)', en: 'Region (ISO 3166-2)' },
  { name: 'municipality', type: 'text', ru: 'Муниципалитет', en: 'Municipality' },
  { name: 'oktmo', type: 'text', ru: 'ОКТМО', en: 'OKTMO, territory code' },
  { name: 'address', type: 'text', ru: 'Адрес', en: 'Address' },
  { name: 'lat', type: 'number', ru: 'Широта, градусы WGS 84', en: 'Latitude, degrees WGS 84' },
  { name: 'lon', type: 'number', ru: 'Долгота, градусы WGS 84', en: 'Longitude, degrees WGS 84' },
  { name: 'phone', type: 'text', ru: 'Телефон организации', en: 'Phone of the organisation' },
  { name: 'email', type: 'text', ru: 'Почта организации', en: 'E-mail of the organisation' },
  { name: 'website', type: 'text', ru: 'Сайт', en: 'Website' },
  { name: 'licence_number', type: 'text', ru: 'Номер лицензии', en: 'Licence number' },
  { name: 'programmes', type: 'text', ru: 'Коды программ через пробел', en: 'Programme codes separated by spaces' },
  { name: 'status', type: 'text', ru: 'Состояние', en: 'Status' },
  {
    name: 'is_demo',
    type: 'boolean',
    ru: 'Вымышленная запись для демонстрации',
    en: 'Invented record for demonstration',
  },
  {
    name: 'source',
    type: 'text',
    ru: 'Источник и обязательная ссылка на него',
    en: 'Source, to be named with the data',
  },
  { name: 'changed_at', type: 'date', ru: 'Когда запись изменена', en: 'When the record changed' },
];

export type OpenRow = Record<string, string | number | boolean | null | Date>;
const batch = 500;

// Keyset batches: each in a short transaction of its own, so that a slow reader holds neither memory nor a connection.
async function* openRows(): AsyncGenerator<OpenRow[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const last = after;
    const rows = await inTransaction({ process: 'portal/open-data', readOnly: true }, () => readBatch(last));
    if (!rows.length) return;
    yield rows;
    after = String(rows.at(-1)?.id);
  }
}

const readBatch = (after: string) => sql<OpenRow>`
  SELECT o.id, o.kind, o.short_name, o.full_name, o.inn, o.ogrn, r.code AS region, m.name AS municipality, o.oktmo,
    o.address, o.lat, o.lon, o.phone, o.email, o.website, o.licence_number,
    (SELECT string_agg(DISTINCT p.code, ' ' ORDER BY p.code) FROM core.programmes p WHERE p.organisation_id = o.id)
      AS programmes,
    o.status, o.is_demo, coalesce(nullif(o.attribution, ''), o.source) AS source, o.changed_at
  FROM core.organisations o JOIN core.regions r ON r.id = o.region_id
    LEFT JOIN core.municipalities m ON m.id = o.municipality_id
  WHERE o.id > ${after}::uuid ORDER BY o.id LIMIT ${batch}`;

const written = (value: OpenRow[string] | undefined) => (value instanceof Date ? value.toISOString() : (value ?? null));

// A cell that begins like a formula would run in a spreadsheet of whoever opens the file.
export function csvCell(value: OpenRow[string] | undefined): string {
  const text = String(written(value) ?? '');
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^\+?[\d\s()-]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function* csvLines() {
  yield `${openFields.map(({ name }) => name).join(',')}\r\n`;
  for await (const rows of openRows()) {
    yield rows.map((row) => `${openFields.map(({ name }) => csvCell(row[name])).join(',')}\r\n`).join('');
  }
}

async function* jsonLines(about: object) {
  yield `${JSON.stringify(about).slice(0, -1)},"organisations":[`;
  let separator = '\n';
  for await (const rows of openRows()) {
    const records = rows.map((row) => Object.fromEntries(openFields.map(({ name }) => [name, written(row[name])])));
    yield separator + records.map((record) => JSON.stringify(record)).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** The register as a stream, whatever its size. */
export const csvStream = () => Readable.from(csvLines(), { objectMode: false });
export const jsonStream = (about: object) => Readable.from(jsonLines(about), { objectMode: false });
