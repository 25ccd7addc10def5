import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import { safeCell } from '../imports/cells';
import { audit } from '../server/audit';
import { invalidInput } from '../server/errors';
import { homeRegion } from '../territory/home';
import { catalogue, russianOf, type CatalogueEvent } from './catalogue';
import { pageOf, type RowView } from './row-view';
import { findRows, SearchFilters } from './search';
import { findLooks, SeenFilters } from './seen';

/** How many rows one file holds. */
const mostRows = 10_000;

/** What was searched for, or whose looks. */
export const ExportInput = z.union([z.strictObject({ search: SearchFilters }), z.strictObject({ seen: SeenFilters })]);
type ExportInput = z.infer<typeof ExportInput>;

/** What a search finds as CSV, the newest first; the export is recorded. Throws 400 for too many rows: a file is whole or none. */
export async function exportLog(input: ExportInput): Promise<Readable> {
  const most = mostRows + 1;
  const rows = await ('search' in input ? findRows(input.search, most) : findLooks(input.seen, most));
  if (rows.length > mostRows)
    throw invalidInput(`Найдено больше ${mostRows} строк, в файл столько не помещается: сузьте поиск, например период`);
  const { items } = await pageOf(rows, mostRows);
  await record(input, items.length);
  return csvOf(items);
}

async function record(input: ExportInput, rows: number) {
  if ('search' in input) {
    const { person } = input.search;
    await audit(
      'audit.exported',
      { type: 'audit-log', ...(person && { personId: person }) },
      { ...input.search, rows },
    );
    return;
  }
  const { from, to, actor } = input.seen;
  const object =
    'person' in input.seen
      ? { type: 'person', id: input.seen.person }
      : { type: input.seen.type ?? 'record', id: input.seen.id };
  const details = { views: true, ...(from && { from }), ...(to && { to }), ...(actor && { actor }), rows };
  await audit('audit.exported', object, details);
}

type Context = { events: readonly CatalogueEvent[]; time: Intl.DateTimeFormat };
const columns: Record<string, (row: RowView, context: Context) => string | null> = {
  Когда: ({ at }, { time }) => time.format(new Date(at)),
  Событие: ({ event }, { events }) => russianOf(event, events),
  'Код события': ({ event }) => event,
  Кто: ({ actor }) => actor?.name ?? actor?.id ?? null,
  Роли: ({ roles }) => roles.join(', '),
  'От имени': ({ onBehalfOf }) => onBehalfOf?.name ?? onBehalfOf?.id ?? null,
  Процесс: ({ process }) => process,
  'Вид записи': ({ objectType }) => objectType,
  'Номер записи': ({ objectId }) => objectId,
  'Имя учётной записи': ({ objectName }) => objectName,
  'Карточка человека': ({ personId }) => personId,
  Организация: ({ organisationId }) => organisationId,
  Основание: ({ purpose }) => purpose,
  Сведения: ({ details }) => (Object.keys(details).length ? JSON.stringify(details) : null),
  Адрес: ({ ip }) => ip,
  Запрос: ({ requestId }) => requestId,
  Запечатана: ({ sealed }) => (sealed ? 'да' : 'нет'),
  'Номер строки': ({ id }) => id,
};

// For Excel in Russian: «;» between cells, a mark of UTF-8 in front.
function csvOf(rows: readonly RowView[]): Readable {
  const { timeZone } = homeRegion();
  const time = new Intl.DateTimeFormat('ru-RU', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  const context = { events: catalogue(), time };
  const lines = rows.map((row) => Object.values(columns).map((value) => safeCell(value(row, context) ?? '')));
  return Readable.from([Object.keys(columns), ...lines]).pipe(
    stringify({ delimiter: ';', bom: true, record_delimiter: '\r\n' }),
  );
}
