/** An error as ClickHouse reports it: number, name, HTTP status. */
export class EngineError extends Error {
  constructor(
    readonly number: number,
    readonly status: number,
    message: string,
    name: string,
  ) {
    super(`Code: ${number}. DB::Exception: ${message} (${name})`);
  }
}

const missing = new Set([16, 36, 46, 47, 60, 73, 81, 115, 128, 141, 271].map(String));
const bad = new Set([6, 25, 26, 27, 38, 41, 43, 53, 57, 62, 70, 72, 82, 117, 130, 376, 456, 457].map(String));

/** Any failure of the engine with the number and HTTP status that ClickHouse gives it. */
export function asEngineError(error: unknown) {
  if (error instanceof EngineError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const [, number = '1001'] = /^Code: (\d+)/.exec(text) ?? [];
  const status = statusOf(number);
  const failure = new EngineError(Number(number), status, text, 'STD_EXCEPTION');
  if (/^Code: \d+/.test(text)) failure.message = text.trim();
  return failure;
}

function statusOf(number: string) {
  if (number === '516' || number === '497') return 403;
  if (number === '159') return 408;
  if (number === '48') return 501;
  if (number === '202') return 503;
  if (missing.has(number)) return 404;
  return bad.has(number) ? 400 : 500;
}
