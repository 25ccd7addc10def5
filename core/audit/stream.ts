import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '../server/database';
import { sql } from '../server/sql';
import { meaningOf } from './catalogue';
import { presentEra } from './eras';
import { beforeTransaction, cursorOf, positionOf, readRows, valuesOf, type Position, type Row } from './rows';
import { syslogLine } from './syslog';

export type StreamFormat = 'json' | 'syslog';

type StreamOptions = {
  after: Position;
  format: StreamFormat;
  /** Takes lines away; the place is kept only when it returns. */
  write(lines: readonly string[]): Promise<void>;
  /** Told how far the stream has come, after each write. */
  keep(place: Position): void;
  /** Ends when there is nothing new, instead of waiting. */
  once?: boolean;
  signal: AbortSignal;
  everyMs?: number;
};

const process = 'audit/stream';

/**
 * Gives committed rows after a place, each once in the order of sealing, and follows new ones. A row appears when every
 * transaction that began before its own is over, so none is missed by one that goes on from the kept place.
 */
export async function stream(options: StreamOptions): Promise<Position> {
  const { signal, once, everyMs = 1_000 } = options;
  let place = options.after;
  while (!signal.aborted) {
    const rows = await nextRows(place);
    if (rows.length) {
      await options.write(rows.map(lineOf[options.format]));
      place = positionOf(rows.at(-1) as Row);
      options.keep(place);
      continue;
    }
    if (once) break;
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return place;
}

// A batch at a time: a reader that is slow to take lines must not keep a transaction open.
const nextRows = (after: Position): Promise<Row[]> =>
  inTransaction({ process, readOnly: true }, async () => {
    for await (const rows of readRows(after, await horizon(), 1_000)) return rows;
    return [];
  });

async function horizon(): Promise<Position> {
  const [row] = await sql<{ xid: string }>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid`;
  return beforeTransaction(await presentEra(), row?.xid ?? '0');
}

/** The place of all that is committed by now: a stream from there gives only what comes after. */
export const presentPlace = () => inTransaction({ process, readOnly: true }, horizon);

const lineOf: Record<StreamFormat, (row: Row) => string> = { json: jsonLine, syslog: syslogRow };

/** One object a row: what is not known is left out, `cursor` is where to go on. */
function jsonLine(row: Row): string {
  const { era: _, xid: _xid, details, roles, ...rest } = valuesOf(row);
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return JSON.stringify({
    cursor: cursorOf(positionOf(row)),
    ...known,
    ...(roles && { roles: JSON.parse(roles) as unknown }),
    details: JSON.parse(details ?? '{}') as unknown,
  });
}

function syslogRow(row: Row): string {
  const { era: _, xid: _xid, at, ...values } = valuesOf(row);
  const event = values.event ?? '';
  return syslogLine({
    at: at ?? '-',
    kind: 'audit',
    values: { cursor: cursorOf(positionOf(row)), ...values },
    text: `${event}: ${meaningOf(event)}`,
  });
}
