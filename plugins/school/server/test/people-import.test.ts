import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { problemsWorkbook } from '../../../../core/imports/downloads';
import { forgetOldFiles } from '../../../../core/imports/files';
import { waitingRows } from '../../../../core/imports/retention';
import { runImportJob } from '../../../../core/imports/jobs';
import type { RunDetail } from '../../../../core/imports/detail';
import type { CandidateView } from '../../../../core/imports/routes';
import { multipart, workbookOf, xlsx } from '../../../../core/imports/test/files';
import type { StagedView } from '../../../../core/imports/waiting';
import { aSnils, writePerson } from '../../../../core/people/test/builders';
import { daysAfter } from '../services/clock';
import { aClass, aPupil, aPrimaryDeputy, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app, 'tobolsk-city');
  from = day(-50);
}, 120_000);
afterAll(() => app.stop());

type Who = Pick<School['head'], 'call'>;
const pupilHead = ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Пол', 'СНИЛС', 'Класс', 'Зачислен с'];
const staffHead = [
  'Фамилия',
  'Имя',
  'Отчество',
  'Дата рождения',
  'Пол',
  'СНИЛС',
  'Должность',
  'Работает с',
  'Предметы',
];
const day = (days: number) => daysAfter(todayHere(), days);
let from = '';

/** A file that a head teacher sends and starts; the job that a worker would run is run here. */
async function bring(content: Buffer, more: { kind?: string; who?: Who; dryRun?: boolean } = {}) {
  const { kind = 'school-pupils', who = school.head, dryRun = false } = more;
  const sent = await who.call('/api/imports/files', multipart({ kind, name: 'список.xlsx', content }));
  const { id } = sent.body as RunDetail;
  await who.call(`/api/imports/runs/${id}/start`, { method: 'POST', payload: { dryRun } });
  const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };
  await runImportJob.handler({ runId: id } as never, run);
  return (await who.call(`/api/imports/runs/${id}`)).body as RunDetail;
}
const pupils = (...rows: unknown[][]) => xlsx([pupilHead, ...rows]);
const staff = (...rows: unknown[][]) => xlsx([staffHead, ...rows]);
const counts = ({ counts: { rows: _, ...all } }: RunDetail) => Object.values(all);

const waiting = async (who: Who = school.head) =>
  ((await who.call('/api/imports/staged')).body as { items: StagedView[] }).items;
const offered = async (id: string, who: Who = school.head) => {
  const answer = await who.call(`/api/imports/staged/${id}/candidates`);
  return { status: answer.status, cards: answer.body as CandidateView[] };
};
const decide = (id: string, payload: object, who: Who = school.head) =>
  who.call(`/api/imports/staged/${id}/match`, { method: 'POST', payload });

const letters = 'абвгдежзик';
/** No two are namesakes. */
const surnameOf = (n: number) =>
  `Пробн${[...String(n).padStart(3, '0')].map((digit) => letters[Number(digit)]).join('')}`;
const aRow = (
  n: number,
  more: Partial<{ name: string; birth: unknown; snils: string; className: string; since: string }> = {},
) => {
  const { name = 'Вера', birth = '14.03.2013', snils = '', className = '7А', since = from } = more;
  return [surnameOf(n), name, 'Ильинична', birth, 'ж', snils, className, since];
};
const stays = (surname: string) =>
  app.work(
    () => sql`SELECT c.letter, p.starts_on::text AS since, p.ends_on::text AS until FROM school.pupils p
      JOIN school.classes c ON c.id = p.class_id JOIN core.persons h ON h.id = p.person_id
      WHERE h.surname = ${surname} ORDER BY p.starts_on`,
  );

describe('Pupils and staff of a school from files (ADM-03)', () => {
  it('come 900 and 60 at once: checked first, saved, and nothing changes when the files come again', async () => {
    const names = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ';
    await app.work(async () => {
      for (const letter of names) await aClass(school, null, { grade: 5, letter, pupils: 0 });
    });
    const children = Array.from({ length: 900 }, (_, n) =>
      aRow(n, {
        className: `5${names[n % names.length]}`,
        birth: new Date(Date.UTC(2014, n % 12, 1 + (n % 28))),
        snils: aSnils(),
      }),
    );
    const file = await pupils(...children);
    const before = await app.work(() => sql`SELECT count(*)::int AS n FROM core.persons`);
    expect(counts(await bring(file, { dryRun: true }))).toEqual([900, 0, 0, 0, 0]);
    expect(await app.work(() => sql`SELECT count(*)::int AS n FROM core.persons`)).toEqual(before);
    const saved = await bring(file);
    expect(counts(saved)).toEqual([900, 0, 0, 0, 0]);
    const people = Array.from({ length: 60 }, (_, n) => [
      ...[
        surnameOf(n),
        'Олег',
        'Иванович',
        '09.12.1979',
        'м',
        aSnils(),
        'Учитель',
        day(-400),
        n % 2 ? 'Алгебра, геометрия' : '',
      ],
    ]);
    const posts = await staff(...people);
    expect(counts(await bring(posts, { kind: 'school-staff' }))).toEqual([60, 0, 0, 0, 0]);
    expect(counts(await bring(file))).toEqual([0, 0, 900, 0, 0]);
    expect(counts(await bring(posts, { kind: 'school-staff' }))).toEqual([0, 0, 60, 0, 0]);
    const [kept] = await app.work(
      () => sql`SELECT (SELECT count(*)::int FROM school.pupils WHERE organisation_id = ${school.organisationId}) AS pupils,
        (SELECT count(*)::int FROM school.posts WHERE organisation_id = ${school.organisationId}) AS posts,
        (SELECT count(*)::int FROM core.person_organisations WHERE organisation_id = ${school.organisationId}) AS links,
        (SELECT count(*)::int FROM core.import_files f JOIN core.import_runs r ON r.id = f.run_id
          WHERE r.id = ${saved.id} OR r.shape ? 'preview' AND r.state = 'done' AND NOT r.dry_run) AS files`,
    );
    // A file about people goes with its first rows once it is saved.
    expect(kept).toEqual({ pupils: 900, posts: 60, links: 960, files: 0 });
    const events = await app.work(
      () => sql<{ event: string }>`SELECT DISTINCT event FROM core.audit_events WHERE actor_id = ${school.head.id}
        AND event = ANY ('{people.person-created,people.linked,school.pupils-placed,school.posts-saved,imports.file-imported}')`,
    );
    expect(events).toHaveLength(5);
  }, 120_000);

  it('name what is wrong in a row by its column and never repeat it; the file of errors goes in again', async () => {
    await app.work(() => aClass(school, null, { letter: 'О', pupils: 0 }));
    const good = (n: number, more: object = {}) => aRow(n, { className: '7О', ...more });
    const wrong = await pupils(
      good(901, { snils: '112-233-445 96' }),
      good(902, { birth: '31.02.2013' }),
      good(903, { className: '7Щ' }),
      good(904),
      good(904),
      good(905, { since: '01.09.1999' }),
      good(906, { name: 'Вера2' }),
    );
    const run = await bring(wrong);
    expect(counts(run)).toEqual([1, 0, 0, 0, 6]);
    expect(run.problems.map(({ line, column, message }) => [line, column, message])).toEqual([
      [2, 'СНИЛС', 'Контрольное число СНИЛС не сходится: проверьте, нет ли опечатки'],
      [3, 'Дата рождения', 'Нужна дата вида 01.09.2026'],
      [4, 'Класс', 'Такого класса в учебном году школы нет'],
      [6, null, 'Этот человек уже есть в строке 5 файла'],
      [7, 'Зачислен с', 'На этот день в школе нет учебного года с классами'],
      [8, 'Имя', 'Только буквы, пробел, дефис и апостроф'],
    ]);
    const english = await school.head.call(`/api/imports/runs/${run.id}`, { headers: { 'accept-language': 'en' } });
    expect((english.body as RunDetail).problems.map(({ message }) => message).join()).not.toMatch(/[а-яё]/i);
    // Who is refused leaves no card, and what is kept of the row cannot be read in the database.
    const [row] = await app.work(
      () => sql<{
        cards: number;
        text: string;
      }>`SELECT (SELECT count(*)::int FROM core.persons WHERE surname = ${surnameOf(903)}) AS cards,
        (SELECT string_agg(p::text, '') FROM core.import_problems p WHERE run_id = ${run.id}) AS text`,
    );
    expect([row?.cards, row?.text.includes(surnameOf(901))]).toEqual([0, false]);
    const book = await bookOf(run);
    const sheet = book.worksheets[0]!;
    expect(sheet.getCell('A2').value).toBe(surnameOf(901));
    sheet.getCell('F2').value = '';
    sheet.getCell('D3').value = '28.02.2013';
    const again = await bring(Buffer.from(await book.xlsx.writeBuffer()));
    expect(counts(again)).toEqual([2, 0, 1, 0, 3]);
    const read = await school.head.call(`/api/imports/runs/${run.id}/problems.xlsx`);
    expect(read.status).toBe(200);
    const [event] = await app.work(
      () => sql`SELECT details FROM core.audit_events WHERE event = 'imports.problems-read' AND object_id = ${run.id}`,
    );
    expect(event).toMatchObject({ details: { kind: 'school-pupils', rows: 6 } });
  });

  const bookOf = async ({ id, shape }: RunDetail) => {
    const pieces: Buffer[] = [];
    for await (const piece of problemsWorkbook(id, shape?.headings ?? [], 'ru')) pieces.push(piece as Buffer);
    return workbookOf(Buffer.concat(pieces));
  };

  it('come to the card that is surely theirs, filled in where it is empty, and move with their history', async () => {
    const { known } = await app.work(async () => {
      await aClass(school, null, { letter: 'Э', pupils: 0 });
      const { classId } = await aClass(school, null, { letter: 'Ю', pupils: 0 });
      await aClass(school, null, { grade: 8, letter: 'Ю', pupils: 0 });
      return { known: await aPupil(school.organisationId, classId) };
    });
    const [card] = await app.work(
      () => sql<{ surname: string; name: string }>`UPDATE core.persons SET patronymic = NULL, sex = NULL
        WHERE id = ${known.personId} RETURNING surname, name`,
    );
    const born = `01.03.${Number(todayHere().slice(0, 4)) - 13}`;
    const row = (letter: string, since: string) => [card?.surname, card?.name, 'Ильич', born, 'м', '', letter, since];
    // Another patronymic than the key of the card knows: the names and the birth date say who it is.
    expect(counts(await bring(await pupils(row('7Ю', from))))).toEqual([0, 1, 0, 0, 0]);
    const [filled] = await app.work(() => sql`SELECT patronymic, sex FROM core.persons WHERE id = ${known.personId}`);
    expect(filled).toEqual({ patronymic: 'Ильич', sex: 'male' });
    expect(counts(await bring(await pupils(row('7Э', day(-5)))))).toEqual([0, 1, 0, 0, 0]);
    const moved = [
      { letter: 'Ю', since: day(-60), until: day(-6) },
      { letter: 'Э', since: day(-5), until: null },
    ];
    const ofKnown = () =>
      app.work(
        () => sql`SELECT c.letter, p.starts_on::text AS since, p.ends_on::text AS until FROM school.pupils p
          JOIN school.classes c ON c.id = p.class_id WHERE p.person_id = ${known.personId} ORDER BY p.starts_on`,
      );
    expect(await ofKnown()).toEqual(moved);
    const [event] = await app.work(
      () =>
        sql`SELECT details FROM core.audit_events WHERE event = 'school.pupil-moved' AND person_id = ${known.personId}`,
    );
    expect(event).toMatchObject({ details: { from: day(-5) } });
    // The list of before the move changes nothing; another grade is no move.
    expect(counts(await bring(await pupils(row('7Ю', day(-60)))))).toEqual([0, 0, 1, 0, 0]);
    const up = await bring(await pupils(row('8Ю', day(-2))));
    expect(up.problems[0]?.message).toContain('другой параллели');
    expect(await ofKnown()).toEqual(moved);
  });

  it('wait when they only look like somebody, till a person says which card it is or that it is nobody', async () => {
    await app.work(() => aClass(school, null, { letter: 'Л', pupils: 0 }));
    const row = (surname: string, name: string, born: string, snils = '') => [
      ...[surname, name, 'Ильич', born, 'м', snils, '7Л', from],
    ];
    const snils = aSnils();
    const [digit, swapped, apart, foreign] = await app.work(async () => {
      const at = { organisationId: school.organisationId };
      return [
        await writePerson({ surname: 'Похожев', name: 'Пётр', birthDate: '2013-03-12', snils: null }, at),
        await writePerson({ surname: 'Денис', name: 'Антон', birthDate: '2013-04-01', snils: null }, at),
        await writePerson({ surname: 'Другов', name: 'Пётр', birthDate: '2013-05-15', snils }, at),
        await writePerson(
          { surname: 'Дальнев', name: 'Пётр', birthDate: '2013-06-16', snils: null },
          { organisationId: other.organisationId },
        ),
      ];
    });
    const file = await pupils(
      row('Похожев', 'Петр', '13.03.2013'),
      row('Антон', 'Денис', '01.04.2013'),
      row('Переименов', 'Пётр', '15.05.2013', snils),
      row('Дальнев', 'Пётр', '16.06.2013'),
    );
    expect(counts(await bring(file))).toEqual([0, 0, 0, 4, 0]);
    const rows = await waiting();
    const of = (surname: string) => rows.find(({ about }) => about[0]?.value === surname);
    const id = (surname: string) => of(surname)?.id ?? '';
    expect(of('Похожев')).toMatchObject({
      aboutWhat: 'people',
      why: 'Есть похожий человек: дата рождения отличается одной цифрой',
      about: expect.arrayContaining([{ title: 'Дата рождения', value: '13.03.2013' }]),
    });
    expect(rows.flatMap(({ about }) => about.map(({ title }) => title))).not.toContain('СНИЛС');
    const [stored] = await app.work(
      () =>
        sql<{ text: string }>`SELECT string_agg(s::text, '') AS text FROM core.staged_rows s WHERE matched_at IS NULL`,
    );
    expect(stored?.text).not.toMatch(/Похожев|Пётр|2013/);

    expect((await offered(id('Похожев'))).cards).toMatchObject([
      { id: digit, likeness: ['birth-one-digit'], person: { surname: 'Похожев', birthDate: '2013-03-12' } },
    ]);
    // Of a card of another school only that it is there.
    expect((await offered(id('Дальнев'))).cards).toEqual([
      { id: foreign, likeness: ['same-name-birth'], person: null },
    ]);
    expect((await offered(id('Переименов'))).cards).toMatchObject([{ id: apart, likeness: ['same-snils'] }]);
    const asked = await app.work(
      () => sql<{ persons: string[] }>`SELECT details->'persons' AS persons FROM core.audit_events
        WHERE event = 'people.candidates-asked' AND actor_id = ${school.head.id} ORDER BY id`,
    );
    expect(asked.map(({ persons }) => persons)).toEqual([[digit], null, [apart]]);

    for (const who of [other.head, await aTeacher(app, school)]) {
      expect([403, 404]).toContain((await offered(id('Похожев'), who)).status);
      expect([403, 404]).toContain((await decide(id('Похожев'), { personId: digit }, who)).status);
    }
    expect((await decide(id('Похожев'), { personId: swapped })).status).toBe(404);
    expect((await decide(id('Похожев'), { organisationId: digit })).status).toBe(400);
    expect((await decide(id('Похожев'), {})).status).toBe(400);
    expect((await decide(id('Похожев'), { isNew: true, personId: digit })).status).toBe(400);

    expect((await decide(id('Похожев'), { isNew: true })).body).toEqual({ settled: 1, waiting: 0, why: null });
    expect((await decide(id('Антон'), { personId: swapped })).body).toMatchObject({ settled: 1 });
    expect((await decide(id('Дальнев'), { personId: foreign })).body).toMatchObject({ settled: 1 });
    // Nobody new can have a number that is another's.
    expect((await decide(id('Переименов'), { isNew: true })).status).toBe(409);
    expect((await decide(id('Переименов'), { personId: apart })).body).toMatchObject({ settled: 1 });
    expect((await decide(id('Антон'), { personId: swapped })).status).toBe(409);
    expect((await offered(id('Антон'))).status).toBe(409);
    expect(await waiting()).toEqual([]);

    const placed = await app.work(
      () => sql<{ id: string }>`SELECT p.person_id AS id FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
        WHERE c.letter = 'Л' AND c.grade = 7`,
    );
    const ids = placed.map((one) => one.id);
    expect(ids).toEqual(expect.arrayContaining([swapped, foreign, apart]));
    const made = ids.find((one) => ![swapped, foreign, apart].includes(one));
    const [pair] = await app.work(
      () =>
        sql`SELECT state FROM core.person_duplicates WHERE ${made} IN (first_id, second_id) AND ${digit} IN (first_id, second_id)`,
    );
    expect(pair).toEqual({ state: 'open' });
    // What was decided holds for the same file.
    expect(counts(await bring(file))).toEqual([0, 0, 4, 0, 0]);
    const [decided] = await app.work(
      () =>
        sql`SELECT details FROM core.audit_events WHERE event = 'imports.row-matched' AND object_id = ${id('Антон')}`,
    );
    expect(decided).toMatchObject({ details: { kind: 'school-pupils', target: swapped, rows: 1 } });
  });

  it('wait for each other when two rows of a file look alike', async () => {
    await app.work(() => aClass(school, null, { letter: 'Ф', pupils: 0 }));
    const file = await pupils(
      aRow(910, { className: '7ф', birth: '03.12.2013' }),
      aRow(910, { className: '7Ф', birth: '12.03.2013' }),
    );
    expect(counts(await bring(file))).toEqual([1, 0, 0, 1, 0]);
    const [row] = await waiting();
    expect(row?.why).toContain('день и месяц');
    expect((await decide(row?.id ?? '', { isNew: true })).status).toBe(200);
    expect(await stays(surnameOf(910))).toHaveLength(2);
  });

  it('have posts with their history', async () => {
    const row = (post: string, since: string, subjects = '') => [
      ...['Должностная', 'Инна', 'Львовна', '01.02.1980', 'ж', '', post, since, subjects],
    ];
    const load = async (...one: Parameters<typeof row>) => bring(await staff(row(...one)), { kind: 'school-staff' });
    expect(counts(await load('Учитель', day(-100)))).toEqual([1, 0, 0, 0, 0]);
    expect(counts(await load('Учитель', day(-100), 'алгебра'))).toEqual([0, 1, 0, 0, 0]);
    expect(counts(await load('Завуч', day(-10)))).toEqual([0, 1, 0, 0, 0]);
    expect(counts(await load('Директор', day(-50)))).toEqual([0, 0, 0, 0, 1]);
    expect((await load('Учитель', day(-1), 'Магия')).problems[0]).toMatchObject({ column: 'Предметы' });
    const posts = await app.work(
      () => sql`SELECT p.title, p.subjects, p.starts_on::text AS since, p.ends_on::text AS until FROM school.posts p
        JOIN core.persons h ON h.id = p.person_id WHERE h.surname = 'Должностная' ORDER BY p.starts_on`,
    );
    expect(posts).toEqual([
      { title: 'Учитель', subjects: ['algebra'], since: day(-100), until: day(-11) },
      { title: 'Завуч', subjects: [], since: day(-10), until: null },
    ]);
    const year = (await school.head.call(`/api/school/years/${school.yearId}`)).body as { staff: object[] };
    expect(year.staff).toContainEqual(expect.objectContaining({ name: 'Должностная Инна Львовна', post: 'Завуч' }));
  });

  it('are imported by the head teacher and the administrator, into their own school alone', async () => {
    const content = await pupils(aRow(930, { className: '5А' }));
    const send = (who: Who, participantId?: string) =>
      who.call('/api/imports/files', multipart({ kind: 'school-pupils', name: 'а.xlsx', participantId, content }));
    const { participantId } = school;
    const administrator = await somebody(
      app,
      [{ role: 'participant-administrator', subsystem: 'school', participantId }],
      participantId,
    );
    const primary = await aPrimaryDeputy(app, school);
    const kindsOf = async (who: Who) =>
      ((await who.call('/api/imports/kinds')).body as { kind: string; participant: { id: string } | null }[]).map(
        ({ kind, participant }) => [kind, participant?.id],
      );
    for (const who of [school.head, administrator]) {
      expect(await kindsOf(who)).toEqual([
        ['school-pupils', participantId],
        ['school-staff', participantId],
      ]);
      expect((await send(who)).body).toMatchObject({ participantId });
      expect((await send(who, other.participantId)).status).toBe(404);
    }
    expect((await send(primary)).status).toBe(403);
    expect((await send(await aTeacher(app, school))).status).toBe(403);
    const operator = { call: await app.as({ roles: ['operator'] }) };
    expect((await send(operator)).status).toBe(400);
    expect((await send(operator, participantId)).body).toMatchObject({ participantId });
    const listed = (await operator.call('/api/imports/kinds/school-pupils/participants')).body as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([participantId, other.participantId]));
    const own = (await school.head.call('/api/imports/kinds/school-pupils/participants')).body as { id: string }[];
    expect(own.map(({ id }) => id)).toEqual([participantId]);
    // By right of the region the class of the file is found as well.
    const run = (await send(operator, participantId)).body as RunDetail;
    await operator.call(`/api/imports/runs/${run.id}/start`, { method: 'POST', payload: {} });
    await runImportJob.handler({ runId: run.id } as never, {
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    });
    expect(counts((await operator.call(`/api/imports/runs/${run.id}`)).body as RunDetail)).toEqual([1, 0, 0, 0, 0]);
    expect((await other.head.call(`/api/imports/runs/${run.id}`)).status).toBe(404);
  });

  it('are forgotten when nobody saves the file or decides about the row', async () => {
    const alike = await pupils(
      aRow(940, { className: '5А', birth: '03.12.2013' }),
      aRow(940, { className: '5А', birth: '12.03.2013' }),
    );
    await bring(alike);
    expect(await waiting()).toHaveLength(1);
    const unsaved = await bring(alike, { dryRun: true });
    expect([unsaved.hasFile, unsaved.shape?.preview.length]).toEqual([true, 2]);
    await app.work(async () => {
      await sql`UPDATE core.import_runs SET created_at = now() - interval '4 days' WHERE id = ${unsaved.id}`;
      await forgetOldFiles();
      expect(await waitingRows.remove(new Date(), { persons: [], accounts: [] })).toBeGreaterThan(0);
    });
    const after = (await school.head.call(`/api/imports/runs/${unsaved.id}`)).body as RunDetail;
    expect([after.hasFile, after.shape?.preview.length]).toEqual([false, 0]);
    expect(await waiting()).toEqual([]);
  });

  it('go in as the samples say', async () => {
    for (const kind of ['school-pupils', 'school-staff'])
      expect((await school.head.call(`/api/imports/kinds/${kind}/sample.csv`)).text).toContain('Дата рождения');
  });
});
