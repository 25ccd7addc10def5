import { invalidInput, unavailable, warehouseClient, whileAnswering, type Indicator } from '@regiso/core';
import { compile, type Scopes } from './compile';
import { compileContext, factsUsed } from './context';
import { dimensionSql, type CompileContext } from './dimensions';
import type { Cell } from './disclosure';
import type { Question } from '../shared';

type Asked = Pick<Question, 'by' | 'filters' | 'period'>;
type WarehouseRow = Record<string, string | null> & Record<'numerator' | 'denominator' | 'n', number | null>;

// Unmatched joins are NULL, numbers are numbers.
const readSettings = {
  join_use_nulls: 1,
  output_format_json_quote_64bit_floats: 0,
  max_execution_time: 30,
} as const;

/** Which dimensions say nothing new once another one is known; they make no line of a table to subtract along. */
const determinedBy: Record<string, readonly string[]> = {
  municipality: ['organisation'],
  organisation_kind: ['organisation'],
  settlement_kind: ['organisation'],
  region: ['organisation', 'municipality'],
  academic_year: ['month'],
};

/** Asks the warehouse one question, rollups too that hold everything up to `tick`; cells come unprotected and leave this package only through `protect`. */
export async function readCells(
  indicator: Indicator,
  asked: Asked,
  { scope, tick, maxRows = 20_000 }: { scope?: Scopes; tick?: number; maxRows?: number | undefined } = {},
): Promise<Cell[]> {
  const context = await compileContext(tick);
  const parent = parentOf(indicator, asked.by, context);
  const by = parent && !asked.by.includes(parent) ? [...asked.by, parent] : asked.by;
  const widened = parent ? { ...indicator, by: [...indicator.by, parent] } : indicator;
  const { query, params } = compile(widened, { ...asked, by }, context, scope);
  const rows = await readRows<WarehouseRow>(`${query}\nLIMIT ${maxRows + 1}`, params);
  if (rows.length > maxRows) throw invalidInput(`Ответ длиннее ${maxRows} строк: сузьте отбор`);
  const independent = asked.by.map((name) => !determinedBy[name]?.some((other) => asked.by.includes(other)));
  const parentAt = parent ? by.indexOf(parent) : -1;
  return rows.map((row) => {
    const cell = cellOf(indicator, asked.by, row);
    return {
      ...cell,
      place: cell.key.filter((_, at) => independent[at]),
      ...(parent && { parent: row[`d${parentAt}`] ?? null }),
    };
  });
}

/** Rows of one query; says so when the warehouse is not filled yet or does not answer. */
export const readRows = <T>(query: string, params: Record<string, unknown> = {}): Promise<T[]> =>
  answered(async (abort_signal) => {
    const result = await warehouseClient().query({
      query,
      query_params: params,
      format: 'JSONEachRow',
      clickhouse_settings: readSettings,
      abort_signal,
    });
    return result.json<T>();
  });

/** Unprotected cells of a table however long, piece by piece in the order of their keys, for tables in which nothing is hidden. */
export async function streamCells(
  indicator: Indicator,
  asked: Asked,
  { scope, tick, maxRows, signal }: { scope: Scopes; tick: number; maxRows: number; signal: AbortSignal },
  take: (cells: Cell[]) => Promise<void>,
): Promise<void> {
  const { query, params } = compile(indicator, asked, await compileContext(tick), scope);
  const order = asked.by.map((_, at) => `d${at}`).join(', ');
  await answered(async (silent) => {
    const result = await warehouseClient().query({
      query: `${query}\nORDER BY ${order}\nLIMIT ${maxRows + 1}`,
      query_params: params,
      format: 'JSONEachRow',
      clickhouse_settings: { ...readSettings, max_execution_time: 600 },
      abort_signal: AbortSignal.any([silent, signal]),
    });
    let read = 0;
    for await (const rows of result.stream<WarehouseRow>()) {
      silent.throwIfAborted();
      signal.throwIfAborted();
      read += rows.length;
      if (read > maxRows) throw invalidInput(`Ответ длиннее ${maxRows} строк: сузьте отбор`);
      await take(rows.map((row) => cellOf(indicator, asked.by, row.json())));
    }
  });
}

const cellOf = (indicator: Indicator, by: readonly string[], row: WarehouseRow): Cell => ({
  key: by.map((_, at) => row[`d${at}`] ?? null),
  value: valueOf(indicator, row),
  numerator: row.numerator,
  denominator: indicator.denominator ? row.denominator : null,
  n: row.n,
  flags: [],
});

async function answered<T>(work: (abort_signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await whileAnswering(work);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === unknownTable || /Dictionary .* not found/.test(String((error as Error).message)))
      throw unavailable('Данные ещё загружаются в хранилище, подождите минуту');
    if (code === tooSlow) throw unavailable('Запрос слишком долгий: сузьте отбор');
    if (code && /^E[A-Z]+$/.test(code)) throw unavailable('Хранилище данных не отвечает, подождите минуту');
    throw error;
  }
}
const unknownTable = '60';
const tooSlow = '159';

/** Where `organisation` stands among the independent dimensions. */
export const nestedAt = (by: readonly string[]) =>
  Math.max(by.filter((name) => !determinedBy[name]?.some((other) => by.includes(other))).indexOf('organisation'), 0);

// Totals of municipalities are published, so the schools of each must not give one of them away.
function parentOf(indicator: Indicator, by: readonly string[], context: CompileContext) {
  if (!by.includes('organisation')) return undefined;
  return factsUsed(indicator).every((fact) => dimensionSql(fact, 'municipality', context)) ? 'municipality' : undefined;
}

const scale: Partial<Record<Indicator['unit'], number>> = { percent: 100, per1000: 1000 };

/** Sum ÷ sum; no denominator, no figure. */
export function valueOf(
  { denominator, unit }: Pick<Indicator, 'denominator' | 'unit'>,
  row: { numerator: number | null; denominator: number | null },
): number | null {
  if (!denominator) return row.numerator;
  if (row.numerator === null || !row.denominator) return null;
  return (row.numerator / row.denominator) * (scale[unit] ?? 1);
}
