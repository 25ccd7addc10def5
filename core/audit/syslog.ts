import { createSocket } from 'node:dgram';
import { connect as connectPlain, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls } from 'node:tls';

export type SyslogEvent = {
  at: string;
  /** What kind of message it is, such as `audit` or `anchor`. */
  kind: string;
  values: Readonly<Record<string, string | null>>;
  text: string;
};

// Facility 13 is the log audit, severity 6 is informational (RFC 5424).
const priority = 13 * 8 + 6;
// The number that RFC 5612 leaves for whoever has none of their own.
const ours = 'regiso@32473';

const escaped = (value: string) => value.replace(/["\\\]]/g, '\\$&').replace(/[\r\n]+/g, ' ');

/** One message of RFC 5424; values stand as structured data. */
export function syslogLine({ at, kind, values, text }: SyslogEvent): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [`${name}="${escaped(value)}"`],
  );
  const data = given.length ? `[${ours} ${given.join(' ')}]` : '-';
  return `<${priority}>1 ${at} ${hostname()} regiso ${process.pid} ${kind} ${data} ${text.replace(/[\r\n]+/g, ' ')}`;
}

const patienceMs = 5_000;

/** Sends lines to `udp://host:514`, `tcp://host:601` or `tls://host:6514`. Throws when the server does not take them. */
export async function sendToSyslog(target: string, lines: readonly string[]): Promise<void> {
  if (!lines.length) return;
  const { protocol, hostname: host, port } = syslogTarget(target);
  if (protocol === 'udp:') return sendDatagrams(host, port, lines);
  const secure = protocol === 'tls:';
  const socket = secure ? connectTls({ host, port, servername: host }) : connectPlain({ host, port });
  // Octet counting (RFC 6587) lets a message hold anything.
  const framed = lines.map((line) => `${Buffer.byteLength(line)} ${line}`).join('');
  await sendStream(socket, secure ? 'secureConnect' : 'connect', framed);
}

/** Reads the address of a syslog server. Throws a sentence for anything else. */
export function syslogTarget(target: string) {
  const {
    protocol,
    hostname: host,
    port,
  } = URL.canParse(target) ? new URL(target) : { protocol: '', hostname: '', port: '' };
  const usual = { 'udp:': 514, 'tcp:': 601, 'tls:': 6514 }[protocol];
  if (!usual || !host) throw new Error(`${target} is not a syslog server: write udp://, tcp:// or tls://host:port`);
  return { protocol, hostname: host.replace(/^\[|\]$/g, ''), port: Number(port) || usual };
}

async function sendDatagrams(host: string, port: number, lines: readonly string[]) {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    for (const line of lines) {
      await new Promise<void>((done, fail) => socket.send(line, port, host, (error) => (error ? fail(error) : done())));
    }
  } finally {
    socket.close();
  }
}

const sendStream = (socket: Socket, ready: string, text: string) =>
  new Promise<void>((done, fail) => {
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('the syslog server does not answer')));
    socket.once('error', fail);
    socket.once(ready, () => socket.end(text));
    socket.once('close', (broken) => {
      if (!broken) done();
    });
  });
