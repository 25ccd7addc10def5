import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { audit, inTransaction, installed, sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { writeAnchor } from '../anchors';
import { cursorOf, type Position } from '../rows';
import { sealAll } from '../seal';
import { presentPlace, stream, type StreamFormat } from '../stream';
import { sendToSyslog, syslogLine, syslogTarget } from '../syslog';
import { settled } from './settled';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ only: [] });
  // What the start has written may stand behind a transaction of another suite, and would come as new.
  await settled(test);
});
afterAll(() => test.stop());

const writeNow = (count = 1) =>
  test.work(async () => {
    for (let at = 0; at < count; at += 1) await audit('access.signed-in', { type: 'account' }, { method: `${at}` });
  });

const write = async (count?: number) => {
  await writeNow(count);
  await settled(test);
};

async function streamed(after: Position, format: StreamFormat = 'json') {
  const lines: string[] = [];
  const end = await stream({
    after,
    format,
    once: true,
    signal: new AbortController().signal,
    write: async (some) => void lines.push(...some),
    keep: () => undefined,
  });
  return { lines, end };
}

describe('The stream for a SIEM', () => {
  it('gives each row once as JSON, and goes on from where it was', async () => {
    const from = await presentPlace();
    await write(3);
    const first = await streamed(from);
    expect(first.lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { event: 'access.signed-in', object_type: 'account', details: { method: '0' }, process: 'test' },
      { details: { method: '1' } },
      { details: { method: '2' } },
    ]);
    const { cursor } = JSON.parse(first.lines.at(-1) ?? '{}') as { cursor: string };
    expect(cursor).toBe(cursorOf(first.end));
    await write(2);
    expect((await streamed(first.end)).lines).toHaveLength(2);
  });

  it('gives more than one batch, in the order of sealing', async () => {
    const from = await presentPlace();
    await test.work(
      () => sql`INSERT INTO core.audit_events (event, object_type, object_id)
        SELECT 'access.signed-in', 'account', n::text FROM generate_series(1, 2500) n`,
    );
    await settled(test);
    const { lines } = await streamed(from);
    const cursors = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(cursors).toHaveLength(2_500);
    expect([...cursors].sort()).toEqual(cursors);
  });

  it('misses no row of a transaction that began earlier and commits later', async () => {
    const from = await presentPlace();
    let commit: () => void = () => undefined;
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((done) => (written = done));
    const slow = inTransaction({ process: 'slow' }, async () => {
      await audit('access.signed-out', { type: 'account' });
      written();
      await new Promise<void>((done) => (commit = done));
    });
    await isWritten;
    await writeNow();
    const early = await streamed(from);
    expect(early.lines).toEqual([]);
    commit();
    await slow;
    await settled(test);
    const processes = (await streamed(early.end)).lines.map(
      (line) => (JSON.parse(line) as { process: string }).process,
    );
    expect(processes).toEqual(['slow', 'test']);
  });

  it('follows new rows until it is told to stop, and keeps its place only after the lines are taken', async () => {
    const stop = new AbortController();
    const taken: string[] = [];
    const kept: Position[] = [];
    const from = await presentPlace();
    const following = stream({
      after: from,
      format: 'json',
      signal: stop.signal,
      everyMs: 20,
      write: async (lines) => {
        expect(kept.length).toBe(taken.length);
        taken.push(...lines);
      },
      keep: (place) => void kept.push(place),
    });
    await write();
    while (taken.length < 1) await new Promise((next) => setTimeout(next, 20));
    await write();
    while (taken.length < 2) await new Promise((next) => setTimeout(next, 20));
    stop.abort();
    expect(await following).toEqual(kept.at(-1));
  });

  it('does not keep its place when the lines are not taken', async () => {
    const from = await presentPlace();
    await write();
    const kept: Position[] = [];
    const broken = stream({
      after: from,
      format: 'json',
      once: true,
      signal: new AbortController().signal,
      write: () => Promise.reject(new Error('the pipe is closed')),
      keep: (place) => void kept.push(place),
    });
    await expect(broken).rejects.toThrow('the pipe is closed');
    expect(kept).toEqual([]);
  });

  it('speaks syslog', async () => {
    const from = await presentPlace();
    await write();
    const [line] = (await streamed(from, 'syslog')).lines;
    expect(line).toMatch(
      /^<110>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \S+ regiso \d+ audit \[regiso@32473 .*event="access.signed-in".*\] access.signed-in: A person signed in$/,
    );
  });
});

describe('Syslog', () => {
  const event = { at: '2026-03-01T00:00:00Z', kind: 'audit', text: 'one\ntwo' };

  it('escapes what would end a value or a message', () => {
    const line = syslogLine({ ...event, values: { a: 'x"]\\\ny', nothing: null } });
    expect(line).toContain('[regiso@32473 a="x\\"\\]\\\\ y"] one two');
    expect(line).not.toContain('\n');
    expect(syslogLine({ ...event, values: { nothing: null } })).toContain(' audit - one two');
  });

  it('is sent by UDP one message a line, and by TCP with their lengths', async () => {
    const udp = createSocket('udp4');
    const datagrams: string[] = [];
    udp.on('message', (message) => datagrams.push(message.toString()));
    await new Promise<void>((ready) => udp.bind(0, '127.0.0.1', ready));
    await sendToSyslog(`udp://127.0.0.1:${udp.address().port}`, ['один', 'два']);
    while (datagrams.length < 2) await new Promise((next) => setTimeout(next, 10));
    udp.close();
    expect(datagrams).toEqual(['один', 'два']);

    let received = '';
    const tcp = createServer((socket) => socket.on('data', (data) => (received += data.toString())));
    await new Promise<void>((ready) => tcp.listen(0, '127.0.0.1', ready));
    await sendToSyslog(`tcp://127.0.0.1:${(tcp.address() as { port: number }).port}`, ['один', 'два']);
    tcp.close();
    expect(received).toBe('8 один6 два');
  });

  it('says when nobody takes it, and what an address looks like', async () => {
    await expect(sendToSyslog('tcp://127.0.0.1:1', ['x'])).rejects.toThrow('ECONNREFUSED');
    expect(syslogTarget('tls://logs.example')).toEqual({ protocol: 'tls:', hostname: 'logs.example', port: 6514 });
    expect(() => syslogTarget('http://x')).toThrow('is not a syslog server');
    expect(() => syslogTarget('logs')).toThrow('is not a syslog server');
  });

  it('gets the anchors when the settings name it', async () => {
    const udp = createSocket('udp4');
    const heard = new Promise<string>((done) => udp.once('message', (message) => done(message.toString())));
    await new Promise<void>((ready) => udp.bind(0, '127.0.0.1', ready));
    installed().config.auditSyslog = `udp://127.0.0.1:${udp.address().port}`;
    await write();
    await sealAll();
    const anchor = await writeAnchor();
    expect(await heard).toContain(`hash="${anchor?.hash}"`);
    udp.close();
    delete installed().config.auditSyslog;
  });
});
