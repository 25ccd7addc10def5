import { PassThrough, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { safeCell } from '../imports/cells';
import { audit } from '../server/audit';
import { invalidInput } from '../server/errors';
import { log } from '../server/log';
import { sql } from '../server/sql';
import { homeRegion } from '../territory/home';
import { countOrganisations } from './counts';
import { allOf, conditionsOf, type OrganisationFilter } from './organisation-filter';
import { firstFinding, plain, type Words } from './search-words';
import { exportColumns, type ExportRow } from './export-columns';

/** How many organisations one file holds. */
const exportLimit = 20_000;

export type ExportFormat = 'csv' | 'xlsx';

/** The narrowed register as a file whose columns the importer takes back; leaves a trace in the audit. Throws 400 for too many rows. */
export async function exportOrganisations(filter: OrganisationFilter, format: ExportFormat): Promise<Readable> {
  const { total } = await countOrganisations(filter);
  if (total > exportLimit) {
    throw invalidInput(
      `Отобрано ${total} организаций, а в файл помещается ${exportLimit}: сузьте отбор, например до муниципалитета`,
    );
  }
  const rows = await rowsOf(filter);
  const filters = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  await audit('participants.register-exported', { type: 'register' }, { format, rows: rows.length, filters });
  return format === 'csv' ? csvOf(rows) : workbookOf(rows);
}

async function rowsOf(filter: OrganisationFilter): Promise<ExportRow[]> {
  const filters = [...conditionsOf(filter).values()];
  const { rows } = await firstFinding(plain(filter.text ?? ''), async (words) => {
    const found = await read(words, filters);
    return { rows: found, total: found.length };
  });
  return rows;
}

const read = (words: Words, filters: Parameters<typeof allOf>[0]) => sql<ExportRow>`
  SELECT o.id, o.kind, o.full_name AS "fullName", o.short_name AS "shortName", o.number, o.inn, o.kpp, o.ogrn, o.oktmo,
    o.settlement, o.settlement_kind AS "settlementKind", o.address, o.lat, o.lon, o.phone, o.email, o.website,
    o.licence_number AS "licenceNumber", o.licence_expires::text AS "licenceExpires",
    o.licence_unlimited AS "licenceUnlimited", o.accredited, o.features, o.external_ids AS "externalIds", o.status,
    o.is_demo AS "isDemo", o.source, o.attribution,
    to_char(o.changed_at AT TIME ZONE ${homeRegion().timeZone}, 'DD.MM.YYYY HH24:MI') AS changed, r.name AS region,
    m.name AS municipality,
    p.short_name AS parent, coalesce(p.external_ids ->> 'ekis', p.inn, p.ogrn) AS "parentCode",
    (SELECT string_agg(concat_ws(' | ', g.level, g.name), ' # ' ORDER BY g.level, g.name)
      FROM core.programmes g WHERE g.organisation_id = o.id) AS programmes
  FROM core.organisations o JOIN core.regions r ON r.id = o.region_id
  LEFT JOIN core.municipalities m ON m.id = o.municipality_id LEFT JOIN core.organisations p ON p.id = o.parent_id
  WHERE ${allOf([words.fits, ...filters])} ORDER BY o.short_name, o.id LIMIT ${exportLimit}`;

const headings = Object.keys(exportColumns);
const cellsOf = (row: ExportRow) => Object.values(exportColumns).map((value) => value(row));

// For Excel in Russian: «;» between cells, a comma in decimals, a mark of UTF-8 in front.
function csvOf(rows: readonly ExportRow[]): Readable {
  const lines = rows.map((row) =>
    cellsOf(row).map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : safeCell(cell ?? ''))),
  );
  return Readable.from([headings, ...lines]).pipe(stringify({ delimiter: ';', bom: true, record_delimiter: '\r\n' }));
}

function workbookOf(rows: readonly ExportRow[]): Readable {
  const out = new PassThrough();
  void writeWorkbook(out, rows).catch((error: unknown) => {
    log.error('register not written', { error });
    out.destroy(error as Error);
  });
  return out;
}

async function writeWorkbook(out: PassThrough, rows: readonly ExportRow[]) {
  const { stream: excel } = await import('@protobi/exceljs');
  const book = new excel.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet('Организации', { views: [{ state: 'frozen', ySplit: 1 }] });
  // Text, so that Excel keeps leading zeros and long codes as they are.
  sheet.columns = headings.map((heading) => ({
    width: Math.min(Math.max(heading.length + 2, 14), 40),
    style: { numFmt: '@' },
  }));
  const head = sheet.addRow(headings);
  head.font = { bold: true };
  head.commit();
  for (const row of rows) {
    sheet.addRow(cellsOf(row).map((cell) => (typeof cell === 'string' ? safeCell(cell) : cell))).commit();
  }
  sheet.commit();
  await book.commit();
}
