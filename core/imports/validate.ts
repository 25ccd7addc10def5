import type { z } from 'zod';
import type { Importer, ImportedRow } from '../server/importer';
import type { TableRow } from './read-csv';
import { keysOf } from './sealing';
import { isStorable } from './storable';

export type Issue = { column?: string; message: string };
export type ReadRow = { line: number; cells: readonly string[] } & (
  { issues: Issue[] } | { row: ImportedRow<Record<string, unknown>>; key: string; matchKey: string }
);

/** Turns rows of text into checked values with their identity: the key and which of the rows with that key this is. */
export function rowReader(
  importer: Pick<Importer, 'columns' | 'key' | 'matchBy'> & Partial<Pick<Importer, 'kind' | 'about'>>,
  places: ReadonlyMap<string, number>,
  matches: ReadonlyMap<string, string>,
) {
  const columns = Object.entries(importer.columns).map(([field, column]) => ({ field, column, at: places.get(field) }));
  const empty = Object.fromEntries(columns.map(({ field }) => [field, null]));
  const occurrences = new Map<string, number>();
  const identity = (values: Record<string, unknown>, fields: readonly string[]) =>
    JSON.stringify(fields.map((field) => values[field] ?? null));

  return ({ line, cells, formulas }: TableRow): ReadRow => {
    const values: Record<string, unknown> = { ...empty };
    const issues: Issue[] = [];
    for (const { field, column, at } of columns) {
      if (at === undefined) continue;
      if (formulas?.includes(at)) {
        issues.push({ column: column.title, message: 'В ячейке формула: замените её значением (Вставить → Значения)' });
        continue;
      }
      const text = (cells[at] ?? '').trim();
      if (text === '') {
        if (column.required) issues.push({ column: column.title, message: 'Не заполнено, а столбец обязательный' });
        continue;
      }
      const problem = isStorable(text) ? undefined : 'В ячейке нечитаемый знак: удалите его';
      const parsed = problem ? undefined : column.value.safeParse(text);
      if (parsed?.success) values[field] = parsed.data;
      else issues.push({ column: column.title, message: problem ?? messagesOf(parsed?.error) });
    }
    if (issues.length) return { line, cells, issues };
    const [key = '', ...formerKeys] = keysOf(importer, identity(values, importer.key));
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    const [matchKey = key, ...formerMatches] = importer.matchBy
      ? keysOf(importer, identity(values, importer.matchBy))
      : [key, ...formerKeys];
    const matchedTo = matches.size ? firstOf(matches, [matchKey, ...formerMatches]) : undefined;
    return { line, cells, row: { line, values, occurrence, ...(matchedTo && { matchedTo }) }, key, matchKey };
  };
}

const firstOf = (matches: ReadonlyMap<string, string>, keys: readonly string[]) =>
  keys.map((key) => matches.get(key)).find((target) => target !== undefined);

const messagesOf = (error: z.ZodError | undefined) => (error?.issues ?? []).map(({ message }) => message).join('; ');
