import pino from 'pino';
import { currentContext } from './context';

// From the environment itself: something is logged before the settings are read, and what is wrong with them above all.
const logger = pino({
  level: process.env.REGISO_LOG_LEVEL ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});

type Details = Record<string, unknown>;

// Sequelize errors carry the whole SQL with its values in these fields; they must never reach the log.
const secretFields = new Set([
  'sql',
  'parameters',
  'parent',
  'original',
  'fields',
  'errors',
  'value',
  'detail',
  'where',
]);

/** An error as name, code, message and stack, without the SQL and values that database errors carry. */
export function plainError(error: unknown): Details {
  if (!(error instanceof Error)) return { message: String(error) };
  const own = Object.entries(error).filter(([name, value]) => !secretFields.has(name) && typeof value !== 'object');
  const database = 'sql' in error || 'parent' in error || 'severity' in error;
  return {
    name: error.name,
    ...(!database && { message: error.message }),
    ...(database && { message: firstClause(error.message) }),
    ...Object.fromEntries(own),
    stack: error.stack
      ?.split('\n')
      .slice(database ? 1 : 0, 12)
      .join('\n'),
  };
}

// "duplicate key value violates unique constraint "x"" is safe; what follows a colon may quote a value.
const firstClause = (message: string) => message.split(/[:\n]/)[0] ?? '';

const write =
  (level: 'debug' | 'info' | 'warn' | 'error') =>
  (message: string, details: Details = {}) => {
    const context = currentContext();
    const { error, ...rest } = details;
    logger[level](
      {
        ...(context && { request: context.requestId, plugin: context.plugin, actor: context.actor?.accountId }),
        ...rest,
        ...(error !== undefined && { error: plainError(error) }),
      },
      message,
    );
  };

/** JSON lines to standard output. Actor, request and plugin are added; personal data is not for logs. */
export const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
