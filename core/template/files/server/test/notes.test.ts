import { randomUUID } from 'node:crypto';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import plugin from '..';

const aNote = () => ({ organisationId: randomUUID(), writtenOn: '2026-09-01', pages: 3 });

describe('Notes', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['participants'], also: [plugin] });
  });
  afterAll(() => test.stop());

  it('are refused to nobody and forbidden without the permission', async () => {
    expect((await test.call('/api/sample/notes')).status).toBe(401);
    const stranger = await test.as({});
    expect((await stranger('/api/sample/notes')).status).toBe(403);
  });

  it('are written with an audit event and listed', async () => {
    const writer = await test.as({ roles: ['operator'] });
    const note = aNote();
    const written = await writer('/api/sample/notes', { method: 'POST', payload: note });
    expect(written.body).toMatchObject(note);
    const listed = await writer(`/api/sample/notes?organisation=${note.organisationId}`);
    expect(listed.body).toEqual([written.body]);
  });

  it('say which field is wrong', async () => {
    const writer = await test.as({ roles: ['operator'] });
    const answer = await writer('/api/sample/notes', { method: 'POST', payload: { ...aNote(), pages: 0 } });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', issues: [{ path: ['payload', 'pages'] }] },
    });
  });
});
