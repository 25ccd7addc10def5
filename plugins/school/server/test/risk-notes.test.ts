import { randomUUID } from 'node:crypto';
import { Workbook } from '@protobi/exceljs';
import { sql, todayHere, type DataOwner } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import type { RiskList, RiskNote } from '../../shared';
import { ownData } from '../own-data';
import { risksBook } from '../risks/book';
import { oldRiskNotes } from '../risks/notes-kept';
import { daysAfter } from '../services/clock';
import { aClass, aGuardian, aLesson, aPupil, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let leader: Awaited<ReturnType<typeof aTeacher>>;
let colleague: Awaited<ReturnType<typeof aTeacher>>;
let own: Awaited<ReturnType<typeof aClass>>;
const at = '/api/school';
type Who = { call: School['head']['call'] };

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  leader = await aTeacher(app, school);
  colleague = await aTeacher(app, school);
  own = await app.work(async () => {
    const made = await aClass(school, colleague.personId, { pupils: 2, leader: leader.personId });
    const lesson = await aLesson(made.journalId, daysAfter(todayHere(), -1));
    await sql`UPDATE school.lessons SET attendance_at = now() WHERE id = ${lesson}`;
    for (const { id } of made.children)
      await sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade,
          code, counts_as) SELECT id, ${id}, organisation_id, participant_id, municipality_id, day, subject, grade, 'absent', 'absent'
        FROM school.lessons WHERE id = ${lesson}`;
    return made;
  });
}, 120_000);
afterAll(() => app.stop());

const pupil = (n = 0) => own.children[n]?.id ?? '';
const notesOf = (id = pupil()) => `${at}/pupils/${id}/risk-notes`;
const write = (text: string, who: Who = leader, id = pupil(), key: string = randomUUID()) =>
  who.call(notesOf(id), { method: 'POST', payload: { text }, headers: { 'idempotency-key': key } });
const read = async (who: Who = leader, id = pupil()) => (await who.call(notesOf(id))).body as RiskNote[];
const listed = async (who: Who = leader) => (await who.call(`${at}/classes/${own.classId}/risks`)).body as RiskList;
const doneFor = async (n = 0, who?: Who) => (await listed(who)).pupils.find(({ id }) => id === pupil(n))?.done;

describe('What was done for a pupil', () => {
  it('stands in the list with the last of it, for whoever sees the list, and its history is kept', async () => {
    expect(await doneFor()).toEqual({ count: 0, last: null });
    expect((await write('  Позвонила маме  ')).status).toBe(200);
    expect((await write('Беседа с психологом', school.head)).status).toBe(200);
    const [last, first] = await read();
    expect([first?.text, last?.text]).toEqual(['Позвонила маме', 'Беседа с психологом']);
    expect(last?.who).toMatch(/^Человек /);
    expect(await doneFor(0, school.head)).toEqual({ count: 2, last });
    expect(await doneFor(1)).toEqual({ count: 0, last: null });
    const book = new Workbook();
    await book.xlsx.load((await risksBook(await listed())) as never);
    const cells: string[] = [];
    book.worksheets[0]?.eachRow((row) => row.eachCell(({ text }) => cells.push(text)));
    expect(cells.filter((text) => text.includes('Беседа с психологом (всего записей: 2)'))).toHaveLength(1);
  });

  it('is written once however often it is sent, sealed, and recorded without its words', async () => {
    const key = randomUUID();
    const before = (await read(leader, pupil(1))).length;
    for (let n = 0; n < 2; n += 1) expect((await write('Консультация', leader, pupil(1), key)).status).toBe(200);
    expect(await read(leader, pupil(1))).toHaveLength(before + 1);
    await app.work(async () => {
      const kept = await sql<{ note: Buffer }>`SELECT note FROM school.risk_notes`;
      expect(kept.some(({ note }) => note.toString('utf8').includes('Консультация'))).toBe(false);
      const seen = await sql<{ said: string; event: string }>`SELECT event, details::text AS said FROM core.audit_events
        WHERE event LIKE 'school.risk-note%'`;
      expect(new Set(seen.map(({ event }) => event))).toEqual(
        new Set(['school.risk-note-written', 'school.risk-notes-read']),
      );
      expect(seen.some(({ said }) => said.includes('Консультация'))).toBe(false);
    });
  });

  it('follows a pupil into another class of the school, where the former class teacher neither reads nor writes it', async () => {
    const moved = await app.work(async () => {
      const { classId } = await aClass(school, null, { letter: 'Б', pupils: 0, leader: leader.personId });
      const { id } = await aPupil(school.organisationId, classId, 0, daysAfter(todayHere(), -1));
      await sql`UPDATE school.pupils SET ends_on = ${daysAfter(todayHere(), -2)} WHERE id = ${pupil(1)}`;
      await sql`UPDATE school.pupils SET person_id = ${own.children[1]?.personId} WHERE id = ${id}`;
      return id;
    });
    expect((await read(leader, moved)).map(({ text }) => text)).toEqual(['Консультация']);
    expect((await leader.call(notesOf(pupil(1)))).status).toBe(404);
    expect((await write('Уже не мой', leader, pupil(1))).status).toBe(404);
    await app.work(() => sql`UPDATE school.pupils SET ends_on = NULL, starts_on = ${todayHere()} WHERE id = ${moved}`);
  });

  it('is for the class teacher and the head of the very school', async () => {
    expect((await colleague.call(notesOf())).status).toBe(403);
    expect((await write('Мимо', colleague)).status).toBe(403);
    const guardian = await aGuardian(app, [own.children[0]?.personId ?? '']);
    expect((await guardian.call(notesOf())).status).toBe(403);
    expect((await other.head.call(notesOf())).status).toBe(404);
    expect((await write('Мимо', other.head)).status).toBe(404);
    expect((await write('Мимо', leader, randomUUID())).status).toBe(404);
    expect((await write(' ')).status).toBe(400);
    expect((await write('x'.repeat(1001))).status).toBe(400);
    expect((await read()).map(({ text }) => text)).not.toContain('Мимо');
  });

  it('is given to the pupil with the own data, and removed after its term unless the law holds it', async () => {
    const person = own.children[0]?.personId ?? '';
    const owner = {
      accountId: randomUUID(),
      personId: person,
      people: [{ id: person, may: ['see', 'health'] }],
    } as DataOwner;
    expect(JSON.stringify(await app.work(() => ownData(owner)))).toContain('Позвонила маме');
    await app.work(() => sql`UPDATE school.risk_notes SET written_at = '2020-01-01' WHERE pupil_id = ${pupil()}`);
    const remove = (persons: string[]) =>
      app.work(() => oldRiskNotes.remove(new Date('2021-01-01'), { persons, accounts: [] } as never));
    expect(await remove([person])).toMatchObject({ count: 0 });
    expect(await remove([])).toEqual({ count: 2, persons: [person] });
    expect(await read()).toEqual([]);
  });
});
