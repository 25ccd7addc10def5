import { z } from 'zod';
import { conflict, reference, sql } from '@regiso/core';

const Band = z.strictObject({ fromMonths: z.int().min(0).max(120), toMonths: z.int().min(1).max(120) });
export type Band = z.output<typeof Band> & {
  code: string;
  title: string;
  titleEn: string;
  act: string;
  verified: boolean;
};

const codes = {
  'under-18-months': { title: 'До 1,5 лет', titleEn: 'Under 1.5' },
  '18-36-months': { title: '1,5–3 года', titleEn: '1.5–3' },
  '36-84-months': { title: '3–7 лет', titleEn: '3–7' },
} as const;
const shipped = (fromMonths: number, toMonths: number) => ({
  ...{ value: { fromMonths, toMonths }, validFrom: '2021-01-01', verified: false },
  act: 'Показатели доступности дошкольного образования (ПП РФ от 05.08.2013 № 662), по памяти',
});

/** Ages by which the queue is reported, in full months from and up to. */
export const queueBands = reference({
  id: 'kindergarten.queue-bands',
  title: 'Возраст в отчёте об очереди',
  titleEn: 'Ages in the report of the queue',
  codes,
  schema: Band,
  rows: [
    { code: 'under-18-months', ...shipped(0, 18) },
    { code: '18-36-months', ...shipped(18, 36) },
    { code: '36-84-months', ...shipped(36, 84) },
  ],
});

/** The bands in force on a day, the youngest first. Throws 409 when there are none. */
export async function bandsOn(day: string): Promise<Band[]> {
  const rows = await sql<{ code: string; value: unknown; act: string; verified: boolean }>`
    SELECT code, value, act, verified FROM core.reference_rows
    WHERE reference = ${queueBands.id} AND withdrawn_at IS NULL AND daterange(valid_from, valid_to, '[]') @> ${day}::date`;
  if (!rows.length) throw conflict('На этот день возрасты отчёта об очереди не заданы');
  return rows
    .map(({ code, value, act, verified }) => {
      const named = codes[code as keyof typeof codes] ?? { title: code, titleEn: code };
      return { code, ...named, act, verified, ...Band.parse(value) };
    })
    .sort((one, other) => one.fromMonths - other.fromMonths);
}
