import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, form, type TestApp } from '@regiso/core/testing';
import { conflictsAt, type DraftView, type Exchange, type Slot } from '../../shared';
import { activitiesOf, slotsApart, type ExchangeLoad, type Input } from '../exchange/activities';
import { digestOf } from '../exchange/draft-input';
import { fit } from '../exchange/fit';
import { hourOf, studentsOf, weekdayOf, weeksOf } from '../exchange/names';
import { readFet } from '../exchange/read-fet';
import { readLessons, tableOf } from '../exchange/table';
import { csvOf } from '../exchange/give';
import { writeFet } from '../exchange/write-fet';
import { writePerson } from '../../../../core/people/test/builders';
import { aClass, aJournal, aSchool, aTeacher, type School } from './builders';

const subjects = ['algebra', 'history', 'pe'];
const bells = [1, 2].flatMap((shift) =>
  [1, 2, 3].map((number) => ({
    ...{ shift, number },
    startsAt: `${String(7 + shift * 4 + number).padStart(2, '0')}:00`,
    endsAt: `${String(7 + shift * 4 + number).padStart(2, '0')}:45`,
  })),
);

/** Loads of three classes with groups, two shifts and a set; names with signs that XML and CSV must carry. */
const someLoads = fc
  .array(
    fc.record({
      classAt: fc.integer({ min: 0, max: 2 }),
      subjectAt: fc.integer({ min: 0, max: 2 }),
      subgroup: fc.constantFrom(null, null, 1, 2),
      teacherAt: fc.constantFrom(null, 0, 1, 2),
      hours: fc.constantFrom(0.5, 1, 2, 3.5),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((given) => {
    const found = new Map<string, ExchangeLoad>();
    for (const { classAt, subjectAt, subgroup, teacherAt, hours } of given) {
      const [id, subject] = [`l${classAt}${subjectAt}${subgroup ?? ''}`, subjects[subjectAt] ?? ''];
      found.set(id, {
        ...{ id, classId: `c${classAt}`, class: ['7А', '7Б', '10А'][classAt] ?? '', grade: classAt < 2 ? 7 : 10 },
        ...{ shift: classAt === 2 ? 2 : 1, weekDays: classAt === 1 ? 6 : 5, setNumber: classAt < 2 ? 1 : null },
        ...{
          subject,
          subgroup,
          hours,
          title: ['Алгебра & «начала»', 'История; "общая"', '<Физкультура>'][subjectAt] ?? '',
        },
        ...{ titleEn: subject, teacherId: teacherAt === null ? null : `t${teacherAt}` },
        // Two teachers of one name are two.
        teacher: teacherAt === null ? null : (['Семёнова Анна', 'Семёнова Анна', "О'Нил Ян"][teacherAt] ?? ''),
        exchangeNumber: found.get(id)?.exchangeNumber ?? found.size + 1,
      });
    }
    return [...found.values()];
  });

const somePlaces = fc.array(
  fc.record({
    loadAt: fc.nat(),
    weekday: fc.integer({ min: 1, max: 5 }),
    number: fc.integer({ min: 1, max: 3 }),
    weeks: fc.constantFrom('every', 'odd', 'even'),
    room: fc.constantFrom(null, '207', 'Спортзал; малый'),
  }),
  { maxLength: 25 },
);

/** Drafts as the editor lets them be made: what meets another lesson has a reason. */
const drafts = fc.tuple(someLoads, somePlaces).map(([loads, places]): Input => {
  const byId = new Map(loads.map((load) => [load.id, load]));
  const slots: Slot[] = [];
  for (const { loadAt, weekday, number, weeks, room } of places) {
    const load = loads[loadAt % loads.length];
    if (!load) continue;
    const place = { weekday, number, weeks, room } as const;
    const isThere = slots.some((slot) => slot.loadId === load.id && slot.weekday === weekday && slot.number === number);
    if (isThere) continue;
    const met = conflictsAt({ loads: byId, slots, bells }, load, place);
    slots.push({
      id: `s${slots.length}`,
      loadId: load.id,
      ...place,
      reason: met.length ? 'Решено: так и нужно; да' : null,
    });
  }
  return { organisation: 'Школа № 1', firstYear: 2026, loads, slots, bells };
});

describe('A draft that goes out and comes back', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'regiso-exchange-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fileOf = async (content: string | Buffer) => {
    const path = join(folder, 'file');
    await writeFile(path, content);
    return path;
  };
  const ways = {
    fet: async (input: Input) => readFet(await fileOf(writeFet(input, 'locked'))),
    csv: async (input: Input) => readLessons(await fileOf(csvOf(tableOf(input)))),
  };

  it.each(['fet', 'csv'] as const)('is the same draft: %s', async (way) => {
    await fc.assert(
      fc.asyncProperty(drafts, async (input) => {
        const read = await ways[way](input);
        const same = fit(input, read);
        expect([same.changes, same.problems, same.stays]).toEqual([[], [], input.slots.length]);
        const anew = fit({ ...input, slots: [] }, read);
        // Of lessons that meet each other on purpose whichever comes first needs no reason.
        const bare = (slots: readonly Slot[]) => digestOf(slots.map((slot) => ({ ...slot, reason: null })));
        expect(anew.problems.filter(({ kind }) => kind !== 'conflict')).toEqual([]);
        if (!anew.problems.length) expect(bare(anew.slots)).toBe(bare(input.slots));
        else expect(input.slots.some(({ reason }) => reason)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what FET is not shown out of the way of what FET gives back, under numbers that stay', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (input) => {
        const activities = activitiesOf(input);
        expect(new Set(activities.map(({ id }) => id)).size).toBe(activities.length);
        // Left to FET, only what it is not shown keeps its hour.
        const free = writeFet(input, 'free').split('<ConstraintActivityPreferredStartingTime>').length - 1;
        expect(free).toBe(activities.filter(({ isActive }) => !isActive).length);
        const apart = slotsApart(input);
        const places = activities
          .filter(({ slot, isActive }) => slot && isActive)
          .map(({ id, slot, load }) => {
            const hour = `${load.shift} смена, ${slot?.number}`;
            return `<Activity><Id>${id}</Id><Day>${slot?.weekday}</Day><Hour>${hour}</Hour><Room></Room></Activity>`;
          });
        const file = `\uFEFF<?xml version="1.0" encoding="UTF-8"?><Activities_Timetable>${places.join('')}</Activities_Timetable>`;
        const { changes, problems, stays } = fit(input, await readFet(await fileOf(file)));
        expect(problems).toEqual([]);
        expect(stays).toBe(input.slots.length - apart.size);
        expect(changes).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is read by names as people write them', () => {
    expect(['7а', '7 «А»', '7A-2', '7А, 1 гр.', '7А группа 2', 'кружок'].map((text) => studentsOf(text))).toEqual([
      { class: '7А', subgroup: null },
      { class: '7А', subgroup: null },
      { class: '7А', subgroup: 2 },
      { class: '7А', subgroup: 1 },
      { class: '7А', subgroup: 2 },
      undefined,
    ]);
    expect(['вт', 'Вторник', '2', 'Tue', 'восьмой'].map(weekdayOf)).toEqual([2, 2, 2, 2, undefined]);
    expect([hourOf('3', 1), hourOf('3 урок', 1), hourOf('2 смена, 3', 2), hourOf('2 смена, 3', 1)]).toEqual([
      ...[3, 3, 3, undefined],
    ]);
    expect([weeksOf('Чётные недели'), weeksOf('олимпиада+нечетные недели'), weeksOf('олимпиада')]).toEqual([
      ...['even', 'odd', undefined],
    ]);
  });

  it('is read at once however long its words are', async () => {
    const [gap, long] = [' '.repeat(200_000), 'я'.repeat(200_000)];
    expect([`7А${gap}2`, `7А${gap}!`, `7А${' -'.repeat(100_000)}`].map((text) => studentsOf(text))).toEqual([
      ...[{ class: '7А', subgroup: 2 }, undefined, undefined],
    ]);
    expect(weeksOf('олимпиада,'.repeat(50_000))).toBeUndefined();
    const activity = `<Activity><Subject>${long}</Subject><Duration>12</Duration>${'<Students>7А</Students>'.repeat(500)}</Activity>`;
    const { rows } = await readFet(await fileOf(`<fet><Activities_List>${activity}</Activities_List></fet>`));
    expect([rows.length, rows[0]?.subject.length]).toEqual([6_000, 1_000]);
  });
});

describe('Exchange of a draft', () => {
  let app: TestApp;
  let school: School;
  let other: School;
  let teacher: Awaited<ReturnType<typeof aTeacher>>;
  let journal: string;
  let second: string;
  beforeAll(async () => {
    app = await createTestApp({ only: ['school'] });
    school = await aSchool(app);
    other = await aSchool(app, 'tobolsk-city');
    teacher = await aTeacher(app, school);
    await app.work(async () => {
      const made = await aClass(school, teacher.personId, { letter: 'А', pupils: 0, hours: 2 });
      journal = made.journalId;
      second = await aJournal(made.classId, null, { subject: 'history', hours: 1 });
    });
  }, 120_000);
  afterAll(() => app.stop());

  type Who = { call: typeof school.head.call };
  const at = () => `/api/school/years/${school.yearId}/draft`;
  const detail = ({ body }: { body: unknown }) => (body as { detail?: string }).detail ?? '';
  const draft = async () => (await school.head.call(at())).body as DraftView;
  const step = (loadId: string, weekday: number, number: number) =>
    school.head.call(at(), { method: 'POST', payload: { loadId, to: { weekday, number, room: '207' } } });
  const save = (format: string, who: Who = school.head) =>
    who.call(`${at()}/file`, { method: 'POST', payload: { format } });
  const send = (content: string | Buffer, last: 'check' | 'take-in', fields = {}, who: Who = school.head) =>
    who.call(`${at()}/${last}`, form(fields, { name: 'школа.fet', content: Buffer.from(content) }));
  const check = async (content: string) => {
    const { status, body } = await send(content, 'check');
    expect([status, body]).toMatchObject([200, {}]);
    return body as Exchange;
  };
  const back = (who: Who = school.head) => who.call(`${at()}/take-back`, { method: 'POST', payload: {} });
  const table = (...rows: string[]) => `Класс;Предмет;Учитель;День;Урок;Кабинет\n${rows.join('\n')}`;

  it('gives the draft to whoever makes it, and to nobody else', async () => {
    expect((await step(journal, 1, 1)).status).toBe(200);
    const fet = await save('fet');
    expect(fet.headers['content-disposition']).toContain('.fet');
    expect(fet.text).toContain('<Students>7А</Students>');
    expect((await save('csv')).text).toContain('7А;;Алгебра;');
    expect([(await save('fet', teacher)).status, (await save('fet', other.head)).status]).toEqual([403, 404]);
    expect((await save('xls')).status).toBe(400);
    const [event] = await app.work(
      () => sql`SELECT details FROM core.audit_events WHERE event = 'school.timetable-given-out' ORDER BY id LIMIT 1`,
    );
    expect(event).toMatchObject({ details: { format: 'fet', placed: 'locked', lessons: 1 } });
  });

  it('takes a file in once it was checked, whole or not at all, again without a change, and back', async () => {
    const before = await draft();
    const file = table('7А;Алгебра;;Вторник;2;301', '7А;Алгебра;;среда;3;301', '7А;История;;Вт;2;');
    const found = await check(file);
    expect([found.put, found.moved, found.removed, found.unfit]).toEqual([1, 1, 0, 1]);
    expect(found.newRooms).toEqual(['301']);
    expect(found.problems).toMatchObject([{ line: 4, of: '7А, История', kind: 'conflict', met: [{ kind: 'class' }] }]);
    expect(await draft()).toEqual(before);
    const { seen } = found;
    expect(detail(await send(file, 'take-in', { seen }))).toContain('не подходят');
    expect(detail(await send(file, 'take-in', { seen: 'x', partly: 'yes' }))).toContain('тем временем');
    expect((await send(file, 'take-in', { partly: 'yes' })).status).toBe(400);
    expect(await draft()).toEqual(before);
    const sent = [
      await send(file, 'take-in', { seen, partly: 'yes' }, teacher),
      await send(file, 'take-in', { seen, partly: 'yes' }, other.head),
      await send(file, 'check', {}, teacher),
      await send(file, 'check', {}, other.head),
      await back(teacher),
      await back(other.head),
    ];
    expect(sent.map(({ status }) => status)).toEqual([403, 404, 403, 404, 403, 404]);
    expect((await send(file, 'take-in', { seen, partly: 'yes' })).status).toBe(200);
    const after = await draft();
    expect(after.slots.map(({ weekday, number, room }) => [weekday, number, room])).toEqual([
      [2, 2, '301'],
      [3, 3, '301'],
    ]);
    expect(after.slots.map(({ id }) => id)).toContain(before.slots[0]?.id);
    // Sent again, as after a lost answer.
    expect((await send(file, 'take-in', { seen, partly: 'yes' })).status).toBe(200);
    expect((await draft()).slots).toEqual(after.slots);
    expect(after.takenInAt).not.toBeNull();
    // A step after it keeps it from being taken back until that one is undone.
    const made = (await step(second, 5, 5)).body as { slotId: string };
    expect(detail(await back())).toContain('меняли');
    await school.head.call(at(), { method: 'POST', payload: { loadId: second, slotId: made.slotId, to: null } });
    expect((await back()).status).toBe(200);
    expect((await draft()).slots).toEqual(before.slots);
    expect(detail(await back())).toContain('нет');
    const events = await app.work(
      () =>
        sql<{
          details: object;
        }>`SELECT details FROM core.audit_events WHERE event = 'school.timetable-taken-in' ORDER BY id`,
    );
    expect(events.map(({ details }) => details)).toMatchObject([
      { format: 'csv', put: 1, moved: 1, removed: 0, unfit: 1 },
      { put: 0, moved: 0 },
    ]);
  });

  it('lays a file into what is in force when no draft has been begun, and forgets it once that is published', async () => {
    const publish = { method: 'POST', payload: { from: todayHere() } };
    expect((await school.head.call(`${at()}/publish`, publish)).status).toBe(200);
    const file = table('7А;История;;Пт;3;', '7А;Алгебра;;Пн;1;207');
    const found = await check(file);
    expect([found.stays, found.put, found.unfit]).toEqual([1, 1, 0]);
    expect((await send(file, 'take-in', { seen: found.seen })).status).toBe(200);
    expect((await draft()).slots).toHaveLength(2);
    expect((await back()).status).toBe(200);
    expect((await draft()).slots).toHaveLength(1);
    expect((await send(file, 'take-in', { seen: found.seen })).status).toBe(200);
    expect((await school.head.call(`${at()}/publish`, publish)).status).toBe(200);
    expect([(await draft()).takenInAt, detail(await back())]).toEqual([null, expect.stringContaining('нет') as string]);
  });

  it('says of each row what does not fit', async () => {
    const name = (await draft()).loads.find(({ teacherId }) => teacherId)?.teacher ?? '';
    const { problems } = await check(
      table(
        '9Ж;Алгебра;;Пн;1;',
        '7А;Зельеварение;;Пн;1;',
        '7А-2;Алгебра;;Пн;1;',
        '7А;Алгебра;Снегг С.;Пн;1;',
        `7А;История;${name};Пн;1;`,
        '7А;История;;восьмой;1;',
        '7А;История;;Сб;1;',
        '7А;История;;Пн;12;',
        '7А;История;;Пн;;',
        `7А;История;;Пн;2;${'к'.repeat(21)}`,
        '7А;История;;Пн;3;',
        '7А;История;;Пн;3;',
        ';История;;Пн;3;',
      ),
    );
    expect(problems.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'class-unknown'],
      [3, 'subject-unknown'],
      [4, 'no-load'],
      [5, 'teacher-unknown'],
      [6, 'teacher-other'],
      [7, 'day-unknown'],
      [8, 'day-free'],
      [9, 'hour-unknown'],
      [10, 'place-half'],
      [11, 'room-long'],
      [13, 'twice'],
      [14, 'cells'],
    ]);
    expect(problems.find(({ kind }) => kind === 'teacher-other')?.what).toBe(name);
  });

  it('takes what FET exports: activities by their numbers, the timetable as a table', async () => {
    const text = (await save('fet')).text;
    const ids = [...text.matchAll(/<Id>(\d+)<\/Id>/g)].map(([, id]) => id);
    const xml = (id: string | undefined) =>
      `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<Activities_Timetable>\n<Activity>\n\t<Id>${id}</Id>\n\t<Day>Четверг</Day>\n\t<Hour>4</Hour>\n\t<Room></Room>\n</Activity>\n</Activities_Timetable>`;
    const placed = await check(xml(ids[0]));
    expect([placed.format, placed.moved, placed.unfit]).toEqual(['fet-activities', 1, 0]);
    expect((await check(xml('7'))).problems).toMatchObject([{ kind: 'id-unknown', what: '7' }]);
    const csv = `\uFEFF"Activity Id","Day","Hour","Students Sets","Subject","Teachers","Activity Tags","Room","Comments"\n"${ids[0]}","Пятница","5","7А","Алгебра","","нечётные недели","207",""\n`;
    const exported = await check(csv);
    expect(exported.changes).toMatchObject([
      { kind: 'moved', to: { weekday: 5, number: 5, weeks: 'odd', room: '207' } },
    ]);
  });

  it('refuses what is no timetable in a sentence, and changes nothing', async () => {
    const before = await draft();
    const lessons = (count: number, each: string) =>
      `<fet><Activities_List>${`<Activity>${each}</Activity>`.repeat(count)}</Activities_List></fet>`;
    const students = (count: number) => '<Students>7А</Students>'.repeat(count);
    const together = `"Activity Id","Day","Hour","Students Sets","Subject"\n${`"1","Пн","1","${'7А+'.repeat(99)}","Алгебра"\n`.repeat(61)}`;
    const bomb = `<?xml version="1.0"?><!DOCTYPE fet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><fet>&b;</fet>`;
    const files: [string | Buffer, number, string][] = [
      ['', 400, 'пуст'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0, 0, 5, 6, 7, 8]), 400, 'не таблица'],
      [Buffer.from([0x1f, 0x8b, 8, 0, 0]), 400, 'сжат'],
      [bomb, 400, 'ENTITY'],
      ['<fet>&b;</fet>', 400, 'повреждён'],
      ['<?xml version="1.0"?><fet><Activities_List>', 400, 'повреждён'],
      ['<html><body>Расписание</body></html>', 400, 'не файл FET'],
      ['<Teachers_Timetable></Teachers_Timetable>', 400, 'по учителям'],
      [`<x>${'<y>'.repeat(50)}${'</y>'.repeat(50)}</x>`, 400, 'не файл FET'],
      [Buffer.from('<fet><Mode>Школа</Mode></fet>', 'utf16le'), 400, ''],
      [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<fet></fet>', 'utf16le')]), 400, 'UTF-8'],
      [
        Buffer.concat([Buffer.from('<fet><Comments>'), Buffer.from([0xd8, 0xea]), Buffer.from('</Comments></fet>')]),
        400,
        'UTF-8',
      ],
      [lessons(6_001, ''), 400, 'больше 6000'],
      [lessons(1, `<Duration>12</Duration>${students(501)}`), 400, 'больше 6000'],
      [lessons(2, students(3_001)), 400, 'больше 6000'],
      [lessons(1, '<Teacher>Снегг С.</Teacher>'.repeat(21)), 400, 'больше 20 учителей'],
      [together, 400, 'больше 6000'],
      ['Фамилия;Имя\nИванов;Пётр', 400, 'Нет обязательных столбцов'],
      ['"Students Sets","Subject","Teachers"\n"7А","Алгебра",""', 400, '«День»'],
      [Buffer.alloc(11 * 1_048_576, 'a'), 413, 'больше 10 МБ'],
    ];
    for (const [content, status, words] of files) {
      const answer = await send(content, 'check');
      expect([answer.status, detail(answer)]).toEqual([status, expect.stringContaining(words) as string]);
    }
    expect((await school.head.call(`${at()}/check`, form({}))).status).toBe(400);
    expect(await draft()).toEqual(before);
  });

  it('does what its check told and nothing else: other teachers, bells or another file are checked again', async () => {
    const { slots, loads } = await draft();
    const name = loads.find(({ id }) => id === journal)?.teacher ?? '';
    const file = table(`7А;Алгебра;${name};Чт;4;`, '7А;История;;Чт;5;');
    const found = await check(file);
    expect([found.unfit, found.changes.length]).toEqual([0, 2]);
    const refused = async (content: string, { seen }: Exchange) => {
      const answer = await send(content, 'take-in', { seen, partly: 'yes' });
      expect([answer.status, detail(answer)]).toEqual([409, expect.stringContaining('тем временем') as string]);
      expect((await draft()).slots).toEqual(slots);
    };
    await refused(table('7А;История;;Чт;5;'), found);
    await app.work(async () => {
      const place = { organisationId: school.organisationId, role: 'staff' } as const;
      const other = await writePerson({ birthDate: '1981-04-03', surname: 'Другов', name: 'Олег' }, place);
      await sql`UPDATE school.loads SET teacher_id = ${other} WHERE id = ${journal}`;
      await sql`UPDATE school.loads SET teacher_id = ${teacher.personId} WHERE id = ${second}`;
    });
    await refused(file, found);
    // Whoever leads the subject now is not told to who asks about another.
    const again = await check(file);
    expect(again.problems).toMatchObject([{ line: 2, kind: 'teacher-other', what: name }]);
    expect(JSON.stringify(again)).not.toContain('Другов');
    await app.work(() => sql`DELETE FROM school.bells WHERE year_id = ${school.yearId} AND number = 7`);
    await refused(file, again);
    const { seen } = await check(file);
    expect((await send(file, 'take-in', { seen, partly: 'yes' })).status).toBe(200);
    expect((await send(file, 'take-in', { seen, partly: 'yes' })).status).toBe(200);
    // A file of which nothing is left to take is no repeat of another.
    const none = table(`9Ж;Алгебра;${name};Чт;4;`);
    expect((await send(none, 'take-in', { seen, partly: 'yes' })).status).toBe(409);
  });
});
