import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { command, type CommandInput } from '../server/command';
import { beginning, cursorOf, readCursor, type Position } from './rows';
import { presentPlace, stream, type StreamFormat } from './stream';
import { sendToSyslog, syslogTarget } from './syslog';

export const streamCommand = command({
  name: 'audit stream',
  title: 'rows of the audit log as they come, for a SIEM: one line each on standard output',
  quiet: true,
  options: [
    { flags: '--format <format>', title: 'json (JSON lines) or syslog (RFC 5424); json when left out' },
    { flags: '--to <server>', title: 'send them to udp://, tcp:// or tls://host:port as syslog instead' },
    { flags: '--state <file>', title: 'keep there how far it came, and go on from there next time' },
    { flags: '--after <cursor>', title: 'go on after a row: its cursor, `start` or `now`; start when left out' },
    { flags: '--once', title: 'end when there is nothing new' },
  ],
  run: async (input) => {
    const { options, signal } = input;
    const state = textOf(options.state);
    await stream({
      after: await placeOf(input),
      format: formatOf(input),
      write: writerOf(input),
      keep: (place) => state && keepIn(state, place),
      once: options.once === true,
      signal,
    });
  },
});

const textOf = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);

function formatOf({ options }: CommandInput): StreamFormat {
  const format = textOf(options.format) ?? (options.to ? 'syslog' : 'json');
  if (format === 'syslog' || (format === 'json' && !options.to)) return format;
  throw new Error('--format is json or syslog, and --to sends syslog');
}

async function placeOf({ options }: CommandInput): Promise<Position> {
  const state = textOf(options.state);
  if (state && existsSync(state)) return readCursor(readFileSync(state, 'utf8').trim());
  const after = textOf(options.after) ?? 'start';
  if (after === 'start') return beginning;
  return after === 'now' ? presentPlace() : readCursor(after);
}

function writerOf({ options }: CommandInput) {
  const target = textOf(options.to);
  if (!target) return print;
  syslogTarget(target);
  return (lines: readonly string[]) => sendToSyslog(target, lines);
}

// Waits until the lines are taken: what is kept as done must have left this process.
const print = (lines: readonly string[]) =>
  new Promise<void>((done, fail) =>
    process.stdout.write(`${lines.join('\n')}\n`, (error) => (error ? fail(error) : done())),
  );

function keepIn(file: string, place: Position) {
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${cursorOf(place)}\n`);
  renameSync(fresh, file);
}
