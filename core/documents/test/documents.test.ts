import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { definePlugin, documentTemplate, issueDocument, sql } from '../../server';
import { anAgreement, anOrganisation } from '../../agreements/test/builders';
import { createTestApp, type TestApp } from '../../testing';
import { printPdf } from '../pdf';

const receipt = documentTemplate({
  id: 'desk.receipt',
  title: 'Расписка',
  titleEn: 'Receipt',
  prefix: 'РП',
  data: z.strictObject({ name: z.string() }),
  render: ({ name }) => [{ text: `Принято от: ${name}` }],
});
const undeclared = documentTemplate({ ...receipt, id: 'desk.other' });
const desk = definePlugin({ id: 'desk', title: 'Desk', requires: ['documents'], documents: [receipt] });
const subject = (given: object = {}) => ({
  plugin: 'desk',
  type: 'letter',
  id: '1',
  issuer: 'ГКУ «Оператор» <b>',
  ...given,
});

describe('Numbered documents', () => {
  let test: TestApp;
  let operator: Awaited<ReturnType<TestApp['as']>>;
  const issue = (given: object = {}) =>
    test.work(() => issueDocument(receipt, { name: 'Иванова Мария' }, subject(given)));
  /** Gives a document a code that the test knows; codes are kept nowhere. */
  const withCode = async (id: string) => {
    const code = randomUUID().replaceAll('-', '');
    await test.work(async () => {
      await sql`INSERT INTO core.documents SELECT (jsonb_populate_record(d, jsonb_build_object('id', uuidv7(), 'serial',
        (SELECT max(serial) + 1000 FROM core.documents), 'code_sha256',
        ${createHash('sha256').update(code).digest('hex')}::text))).* FROM core.documents d WHERE id = ${id}`;
    });
    const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.documents ORDER BY id DESC LIMIT 1`);
    return { code, id: row?.id ?? '' };
  };

  beforeAll(async () => {
    test = await createTestApp({
      only: ['documents', 'agreements'],
      also: [desk],
      settings: { REGISO_PUBLIC_URL: 'https://regiso.example' },
    });
    operator = await test.as({ roles: ['operator'] });
  });
  afterAll(() => test.stop());

  it('run without gaps under parallel work, also when some of it is lost', async () => {
    const lost = (at: number) =>
      test.work(async () => {
        await issueDocument(receipt, { name: 'x' }, subject());
        if (at % 3 === 0) throw new Error('lost');
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 15 }, (_, at) => lost(at)));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    const rows = await test.work(
      () => sql<{ serial: number }>`SELECT serial FROM core.documents WHERE template = 'desk.receipt' ORDER BY serial`,
    );
    expect(rows.map(({ serial }) => serial)).toEqual(Array.from({ length: 10 }, (_, at) => at + 1));
    expect((await issue()).number).toMatch(/^РП-20\d\d-000011$/);
  });

  it('are PDFs with a digest, given out as they were stored, the reading recorded', async () => {
    const { id, number, sha256 } = await issue();
    const answer = await test.app.server.inject(`/api/documents/issued/${id}/file`);
    expect(answer.statusCode).toBe(401);
    const { status, headers } = await operator(`/api/documents/issued/${id}/file`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(headers['content-disposition']).toContain(encodeURIComponent(number));
    const [row] = await test.work(() => sql<{ pdf: Buffer }>`SELECT pdf FROM core.documents WHERE id = ${id}`);
    expect(row?.pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(
      createHash('sha256')
        .update(row?.pdf ?? '')
        .digest('hex'),
    ).toBe(sha256);
    const events = await test.work(() => sql`SELECT event FROM core.audit_events WHERE object_id = ${id} ORDER BY id`);
    expect(events).toEqual([{ event: 'documents.issued' }, { event: 'documents.read' }]);
    const { body } = await operator('/api/documents/issued?limit=1');
    expect(body).toMatchObject({ items: [{ id, number, revokedOn: null, isExpired: false }], next: id });
  });

  it('say by which right one sees them, to whoever keeps them only', async () => {
    const { id } = await issue();
    const why = (who: typeof operator, of = id) => who(`/api/access/why/documents.issued/${of}`);
    expect((await why(operator)).body).toMatchObject({
      title: 'Выданный документ',
      because: [{ role: 'operator', scope: 'region', ground: expect.any(String) as string }],
    });
    const stranger = await test.as({ permissions: ['audit.read'] });
    expect((await why(stranger)).status).toBe(404);
    // What is no document and what is no number at all are alike.
    for (const other of [randomUUID(), 'nothing']) expect((await why(operator, other)).status).toBe(404);
  });

  it('do not change and are not deleted, whoever asks the database', async () => {
    const { id } = await issue();
    const attempts = [
      () => sql`UPDATE core.documents SET issuer = 'другой' WHERE id = ${id}`,
      () => sql`UPDATE core.documents SET pdf = ${Buffer.from('%PDF-')} WHERE id = ${id}`,
      () => sql`DELETE FROM core.documents WHERE id = ${id}`,
    ];
    for (const attempt of attempts) await expect(test.work(attempt)).rejects.toThrow(/issued document|never deleted/);
  });

  it('are checked by anyone on a page that names nobody', async () => {
    const issued = await issue();
    const { code } = await withCode(issued.id);
    const page = await test.call(`/check/${code.toUpperCase()}`);
    expect(page.status).toBe(200);
    for (const text of ['Документ действителен', 'Расписка', issued.number, 'ГКУ «Оператор» &#60;b&#62;'])
      expect(page.text).toContain(text);
    expect(page.text).not.toContain('Иванова');
    expect(page.text).toContain('noindex');
    const english = await test.call(`/check/${code}`, { headers: { 'accept-language': 'en-GB' } });
    expect(english.text).toContain('The document is valid');
    for (const wrong of ['x', '0'.repeat(32), encodeURIComponent('<script>'), 'a'.repeat(300)]) {
      const { status, text } = await test.call(`/check/${wrong}`);
      expect([400, 404]).toContain(status);
      expect(text).not.toContain('<script>');
    }
    expect((await test.call(`/check/${'0'.repeat(32)}`)).text).toContain('Такого документа нет');
  });

  it('say that they were taken back or have expired', async () => {
    const { code, id } = await withCode((await issue()).id);
    const revoke = (payload: object) => operator(`/api/documents/issued/${id}/revoke`, { method: 'POST', payload });
    expect((await revoke({ reason: '' })).status).toBe(400);
    expect((await revoke({ reason: 'Выдан по ошибке' })).body).toEqual({ id });
    expect((await revoke({ reason: 'Ещё раз' })).status).toBe(409);
    const { text } = await test.call(`/check/${code}`);
    expect(text).toContain('Документ отозван');
    expect(text).not.toContain('Выдан по ошибке');
    const lasting = await withCode((await issue({ validUntil: '2999-01-01' })).id);
    expect((await test.call(`/check/${lasting.code}`)).text).toContain('1\u00a0января\u00a02999');
  });

  it('are refused when no manifest declares them', async () => {
    await expect(test.work(() => issueDocument(undeclared, { name: 'x' }, subject()))).rejects.toThrow('not declared');
  });

  it('read no file and no address, whatever a template is told', async () => {
    const common = { title: 'x', number: '1', day: 'x', issuer: 'x', checkAddress: 'https://regiso.example/check/x' };
    for (const image of ['/etc/passwd', 'http://127.0.0.1:1/x.png'])
      await expect(printPdf({ ...common, content: [{ image }] })).rejects.toThrow();
  });

  it('make the card of an agreement, once for one key', async () => {
    const organisationId = await test.work(() => anOrganisation());
    const { body } = await operator('/api/agreements/participants', {
      method: 'POST',
      payload: { participant: { organisationId }, agreement: anAgreement(), sign: true },
    });
    const id = (body as { agreements: { id: string }[] }).agreements[0]?.id ?? '';
    const key = randomUUID();
    const card = () =>
      operator(`/api/agreements/agreements/${id}/card`, { method: 'POST', headers: { 'idempotency-key': key } });
    const first = await card();
    expect(first).toMatchObject({
      status: 200,
      body: { number: expect.stringMatching(/^КС-20\d\d-000001$/) as string },
    });
    expect((await card()).body).toEqual(first.body);
    const [row] = await test.work(() => sql`SELECT count(*)::int AS n FROM core.documents WHERE subject_id = ${id}`);
    expect(row).toEqual({ n: 1 });
  });
});
