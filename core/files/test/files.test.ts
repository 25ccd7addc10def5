import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { definePlugin, inTransaction, route, sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { deleteFile, filesOf, sendFile, sentFile, storeFile, type StoredFile } from '../api';
import { checkFile, checkWaiting } from '../check';
import { pathOf } from '../disk';
import { sweep } from '../sweep';
import { jpeg, multipart, pdf } from './samples';
import { z } from 'zod';

const access = { signedIn: 'a test' } as const;
const owner = (id: string) => ({ plugin: 'folder', type: 'letter', id });
const rules = { types: ['pdf', 'jpeg'], maxBytes: 300_000, isPersonal: true } as const;
const One = z.object({ id: z.string(), file: z.uuid() });
const participantId = '01900000-0000-7000-8000-000000000001';

const folder = definePlugin({
  id: 'folder',
  title: 'Folder',
  requires: ['files'],
  routes: [
    route({
      method: 'POST',
      path: '/letters/{id}',
      access,
      params: One.pick({ id: true }),
      upload: { maxBytes: 400_000 },
      handler: ({ params, request }) => storeFile(sentFile(request.payload), rules, owner(params.id)),
    }),
    route({
      method: 'POST',
      path: '/breaks',
      access,
      upload: { maxBytes: 400_000 },
      handler: async ({ request }) => {
        await storeFile(sentFile(request.payload), rules, owner('x'));
        throw new Error('later');
      },
    }),
    route({
      method: 'GET',
      path: '/letters/{id}/{file}',
      access,
      params: One,
      database: false,
      handler: ({ params, h }) => inTransaction({}, () => sendFile(h, params.file, owner(params.id))),
    }),
    route({
      method: 'DELETE',
      path: '/letters/{id}/{file}',
      access,
      params: One,
      handler: async ({ params }) => {
        await deleteFile(params.file, owner(params.id));
        return { deleted: true };
      },
    }),
  ],
});

/** Speaks clamd's INSTREAM and knows one virus. */
const scanner = (): Promise<Server> =>
  new Promise((ready) => {
    const server = createServer((socket) => {
      let heard = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (piece: Buffer) => {
        heard = Buffer.concat([heard, piece]);
        if (!heard.subarray(0, 10).equals(Buffer.from('zINSTREAM\0'))) return;
        const parts: Buffer[] = [];
        for (let at = 10; at + 4 <= heard.length;) {
          const length = heard.readUInt32BE(at);
          if (length === 0) {
            const isBad = Buffer.concat(parts).includes('EICAR');
            socket.end(isBad ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
            return;
          }
          parts.push(heard.subarray(at + 4, at + 4 + length));
          at += 4 + length;
        }
      });
    });
    server.listen(0, '127.0.0.1', () => ready(server));
  });

const portOf = (server: Server) => (server.address() as { port: number }).port;

describe('Stored files', () => {
  let test: TestApp;
  let me: Awaited<ReturnType<TestApp['as']>>;
  const send = (name: string, content: Buffer, path = '/letters/1') =>
    me(`/api/folder${path}`, multipart(name, content));
  const stored = async (name = 'письмо.pdf', content = pdf(randomUUID())) =>
    (await send(name, content)).body as StoredFile;
  const onDisk = () => {
    try {
      return readdirSync(join(test.config.dataFolder, 'files'), { recursive: true }).filter(
        (name) => String(name).length > 5,
      );
    } catch {
      return [];
    }
  };
  const uploads = () => readdirSync(join(test.config.dataFolder, 'uploads'));
  const events = (id: string) =>
    test
      .work(() => sql<{ event: string }>`SELECT event FROM core.audit_events WHERE object_id = ${id} ORDER BY id`)
      .then((rows) => rows.map(({ event }) => event));

  beforeAll(async () => {
    test = await createTestApp({ only: ['files'], also: [folder], settings: { REGISO_OWN_FILE_QUOTA_MB: '1' } });
    mkdirSync(join(test.config.dataFolder, 'uploads'), { recursive: true });
    me = await test.as({});
  });
  afterAll(() => test.stop());
  afterEach(() => delete test.config.scanner);

  it('lie under names of their own with their digest, and come back as a download nothing runs', async () => {
    const content = pdf('письмо');
    const { id, ...file } = await stored('../../Письмо (2).pdf', content);
    expect(file).toMatchObject({ name: 'Письмо (2).pdf', type: 'pdf', bytes: content.length, isGivenOut: true });
    expect(file.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(readFileSync(pathOf(id))).toEqual(content);
    expect(uploads()).toEqual([]);
    const { status, headers, text } = await me(`/api/folder/letters/1/${id}`);
    expect([status, Buffer.byteLength(text, 'latin1') > 0]).toEqual([200, true]);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': content.length,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
    expect(headers['content-disposition']).toContain(
      "filename*=UTF-8''%D0%9F%D0%B8%D1%81%D1%8C%D0%BC%D0%BE%20%282%29.pdf",
    );
    expect(await events(id)).toEqual(['files.stored', 'files.read']);
  });

  it('are given under their own record only', async () => {
    const { id } = await stored();
    expect((await me(`/api/folder/letters/2/${id}`)).status).toBe(404);
    expect((await me(`/api/folder/letters/2/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await test.call(`/api/folder/letters/1/${id}`)).status).toBe(401);
    expect(await test.work(() => filesOf({ ...owner('1'), plugin: 'other' }))).toEqual([]);
    expect((await test.work(() => filesOf(owner('1')))).map((file) => file.id)).toContain(id);
  });

  it('leave nothing when they are refused or the transaction is lost', async () => {
    const before = onDisk();
    for (const [name, content] of [
      ['a.pdf', Buffer.alloc(0)],
      ['a.pdf', Buffer.from('<html>')],
      ['a.exe', pdf()],
      ['a.pdf', pdf('x'.repeat(350_000))],
    ] as const)
      expect((await send(name, content)).status).toBeGreaterThanOrEqual(400);
    expect((await send('a.pdf', pdf('x'.repeat(500_000)))).status).toBe(413);
    expect((await me('/api/folder/letters/1', { method: 'POST', payload: {} })).status).toBe(400);
    expect(onDisk()).toEqual(before);
    // What is cut off for its size is left to the sweep by the reader of uploads.
    const cut = uploads();
    expect((await send('a.pdf', pdf('lost'), '/breaks')).status).toBe(500);
    expect(uploads()).toEqual(cut);
    const [orphan = ''] = onDisk().filter((name) => !before.includes(name));
    const path = join(test.config.dataFolder, 'files', String(orphan));
    expect(await sweep()).toEqual({ orphans: 0, uploads: 0 });
    utimesSync(path, new Date(0), new Date(0));
    writeFileSync(join(test.config.dataFolder, 'uploads', 'left'), 'x');
    utimesSync(join(test.config.dataFolder, 'uploads', 'left'), new Date(0), new Date(0));
    const kept = await stored();
    utimesSync(pathOf(kept.id), new Date(0), new Date(0));
    expect(await sweep()).toEqual({ orphans: 1, uploads: 1 });
    expect(onDisk()).toHaveLength(before.length + 1);
    expect((await me(`/api/folder/letters/1/${kept.id}`)).status).toBe(200);
  });

  it('are deleted with their content, and the deletion stays in the audit', async () => {
    const { id } = await stored();
    expect((await me(`/api/folder/letters/1/${id}`, { method: 'DELETE' })).body).toEqual({ deleted: true });
    expect((await me(`/api/folder/letters/1/${id}`)).status).toBe(404);
    expect(await events(id)).toEqual(['files.stored', 'files.deleted', 'access.record-missed']);
    expect(
      onDisk()
        .map(String)
        .some((name) => name.endsWith(id)),
    ).toBe(false);
  });

  it('fit into the room of who sends them, also when many come at once', async () => {
    me = await test.as({});
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send('a.pdf', pdf(randomUUID() + 'x'.repeat(250_000)))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    for (const { body } of answers.filter(({ status }) => status !== 200))
      expect(body).toMatchObject({ code: 'file-no-room' });
    const operator = await test.as({ roles: ['operator'] });
    expect((await operator('/api/files/rooms')).body).toMatchObject({ personQuota: 1_048_576 });
    expect((await me('/api/files/rooms')).status).toBe(403);
    me = await test.as({});
    const path = join(test.config.dataFolder, 'uploads', 'sent');
    writeFileSync(path, pdf());
    const file = await test.work(() => storeFile({ path, filename: 'a.pdf' }, rules, owner('3'), { participantId }));
    expect((await operator('/api/files/rooms')).body).toMatchObject({
      items: expect.arrayContaining([{ participantId, files: 1, bytes: file.bytes }]) as unknown,
    });
  });

  it('wait for the scanner; what it finds is never given out', async () => {
    const server = await scanner();
    test.config.scanner = { host: '127.0.0.1', port: portOf(server) };
    const operator = await test.as({ roles: ['operator'] });
    try {
      const [good, bad] = [await stored(), await stored('b.pdf', pdf(`EICAR ${randomUUID()}`))];
      expect(good).toMatchObject({ state: 'unchecked', isGivenOut: false });
      expect(await me(`/api/folder/letters/1/${good.id}`)).toMatchObject({
        status: 409,
        body: { code: 'file-unchecked' },
      });
      expect((await operator('/api/files/held')).body).toMatchObject({ hasScanner: true, infected: 0 });
      const queued = await test.work(() => sql`SELECT 1 FROM core.outbox WHERE name = 'files/check-file'`);
      expect(queued.length).toBe(2);
      expect([await checkFile(good.id), await checkFile(bad.id)]).toEqual(['clean', 'infected']);
      expect((await me(`/api/folder/letters/1/${good.id}`)).status).toBe(200);
      expect(await me(`/api/folder/letters/1/${bad.id}`)).toMatchObject({
        status: 409,
        body: { code: 'file-infected' },
      });
      expect(
        onDisk()
          .map(String)
          .some((name) => name.endsWith(bad.id)),
      ).toBe(false);
      expect(await events(bad.id)).toEqual(['files.stored', 'files.infected']);
      expect((await operator('/api/files/held')).body).toMatchObject({
        infected: 1,
        items: expect.arrayContaining([
          expect.objectContaining({ id: bad.id, threat: 'Eicar-Test-Signature' }),
        ]) as unknown,
      });
    } finally {
      server.close();
    }
  });

  it('stay unchecked while the scanner is away, and are looked at later, also by a program', async () => {
    const server = await scanner();
    test.config.scanner = { host: '127.0.0.1', port: portOf(server) };
    await new Promise((closed) => server.close(closed));
    const { id } = await stored('c.jpg', jpeg());
    await expect(checkFile(id)).rejects.toThrow();
    expect(await me(`/api/folder/letters/1/${id}`)).toMatchObject({ status: 409 });
    test.config.scanner = { command: ['sh', '-c', 'exit 2', '{file}'] };
    await expect(checkFile(id)).rejects.toThrow('ended with 2');
    test.config.scanner = { command: ['sh', '-c', '! grep -q EICAR "$0"', '{file}'] };
    await test.work(
      () => sql`UPDATE core.files SET stored_at = now() - interval '6 minutes' WHERE state = 'unchecked'`,
    );
    expect(await checkWaiting()).toBeGreaterThan(0);
    expect((await me(`/api/folder/letters/1/${id}`)).status).toBe(200);
  });

  it('say so when their content is lost', async () => {
    const { id } = await stored();
    await import('../disk').then(({ removeContent }) => removeContent(id));
    expect(await me(`/api/folder/letters/1/${id}`)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });
});
