import { bookBytes, homeRegion } from '@regiso/core';
import type { Expiring } from '../../shared';

const heads = ['Заявление', 'Муниципалитет', 'Льгота', 'Действует до', 'Новый документ', 'Право сейчас', 'Право после'];
const classes = ['Внеочередное', 'Первоочередное', 'Региональная льгота', 'Без льготы'];

/** The list as a workbook, by numbers of applications and without names. */
export async function workbookOf({ on, total, items }: Omit<Expiring, 'next'>, what: string): Promise<Buffer> {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const sheet = book.addWorksheet('Льготы', { views: [{ state: 'frozen', ySplit: 4 }] });
  sheet.addRow([`Льготы заявлений в детские сады: ${what}`]).font = { bold: true, size: 14 };
  sheet.addRow([`На день ${spoken(on)}; строк ${items.length} из ${total}`]);
  sheet.addRow(['Когда льгота заканчивается, место в очереди пересчитывают без неё.']);
  const head = sheet.addRow(heads);
  head.font = { bold: true };
  head.alignment = { wrapText: true, vertical: 'top' };
  for (const { number, municipality, category, validTo, classWith, classWithout, ...row } of items)
    sheet.addRow([
      ...[number, municipality ?? '', category, spoken(validTo), brought(row)],
      ...[classes[classWith], classes[classWithout]],
    ]);
  for (const [at, width] of [20, 26, 40, 14, 34, 22, 22].entries()) sheet.getColumn(at + 1).width = width;
  return bookBytes(book);
}

const spoken = (day: string) => day.split('-').reverse().join('.');

function brought({
  renewalClaimedAt,
  scanAddedAt,
}: Pick<Expiring['items'][number], 'renewalClaimedAt' | 'scanAddedAt'>) {
  if (renewalClaimedAt) return `указан ${dayOf(renewalClaimedAt)}, не проверен`;
  return scanAddedAt ? `приложен файл ${dayOf(scanAddedAt)}` : 'нет';
}

const dayOf = (at: string) =>
  new Intl.DateTimeFormat('ru-RU', { timeZone: homeRegion().timeZone }).format(new Date(at));
