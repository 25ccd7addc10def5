import { homeCalendar, linkPerson, pseudonymsOf, sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import type { DayRow, MealCounts, MonthTable } from '../../shared';
import { markDay } from '../services/attendance';
import { daysAfter } from '../services/days';
import { aFamily, aKindergarten, key } from './builders';

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let other: Awaited<ReturnType<typeof aKindergarten>>;
let worked = '';
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  garden = await aKindergarten(test);
  other = await aKindergarten(test);
  worked = await test.work(() => Promise.resolve(homeCalendar().addWorkingDays(todayHere(), -1)));
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten';
const today = () => todayHere();
type Head = { call: (typeof garden)['head']['call'] };
const post = (who: Head, path: string, payload: object = {}) =>
  who.call(`${at}${path}`, { method: 'POST', payload, headers: key() });

async function aGroup(name: string, areaM2 = 50, at_ = garden) {
  const { body } = await post(at_.head, '/groups', {
    ...{ organisationId: at_.organisationId, schoolYear: 2026, name, ageFrom: 3, ageTo: 4, areaM2 },
    ...{ orientation: 'general', regime: 'full' },
  });
  return (body as { id: string }).id;
}

/** Children of one family who attend a group since long ago. */
async function attending(groupId: string, count = 1, place = garden) {
  const family = await aFamily(
    test,
    Array.from({ length: count }, (_, n) => `2022-0${n + 1}-04`),
  );
  const pupils = await test.work(async () => {
    const made: string[] = [];
    const pseudonyms = await pseudonymsOf(family.children);
    for (const child of family.children) {
      const startsOn = daysAfter(today(), -60);
      const link = await linkPerson(child, {
        ...{ organisationId: place.organisationId, subsystem: 'kindergarten', role: 'child', startsOn },
      });
      const [row] = await sql<{
        id: string;
      }>`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id,
          participant_id, group_id, link_id, starts_on)
        VALUES (${child}, ${pseudonyms.get(child)}, 2022, ${place.organisationId}, ${place.participantId}, ${groupId}, ${link},
          ${startsOn}) RETURNING id`;
      made.push(row?.id ?? '');
    }
    return made;
  });
  return { family, pupils };
}

const stays = (children: readonly string[]) =>
  test.work(
    () => sql<{ group_id: string; starts_on: string; ends_on: string | null; link_end: string | null }>`
      SELECT p.group_id, p.starts_on::text, p.ends_on::text, l.ends_on::text AS link_end FROM kindergarten.pupils p
      JOIN core.person_organisations l ON l.id = p.link_id WHERE p.person_id = ANY (${[...children]}::uuid[])
      ORDER BY p.person_id, p.starts_on`,
  );
const detail = (answer: { body: unknown }) => (answer.body as { detail: string }).detail;

describe('A list of children that was opened', () => {
  it('is seen by the family of each child in it and found by the person, and by no other family (PAR-25, OPR-07)', async () => {
    const [group, beside] = [await aGroup('Просмотр'), await aGroup('Рядом')];
    const { family } = await attending(group, 2);
    const { family: stranger } = await attending(beside);
    const operator = await test.as({ permissions: ['audit.read'] });
    const looks = async ({ call, children: [child] }: typeof family) => {
      const { body } = await call(`/api/people/own/children/${child}/seen`, { method: 'POST', payload: {} });
      const { items } = body as { items: { what: string; roles: string[] }[] };
      return items.filter(({ what }) => what === 'Прочитан список детей').map(({ roles }) => roles);
    };
    expect((await garden.head.call(`${at}/groups/${group}/attendance/${worked}`)).status).toBe(200);
    expect((await post(garden.head, '/pupils/search', { group })).status).toBe(200);
    expect(await looks(family)).toEqual([['kindergarten-head'], ['kindergarten-head']]);
    expect(await looks(stranger)).toEqual([]);
    expect((await post(garden.head, `/groups/${group}/months/${worked.slice(0, 7)}/file`)).status).toBe(200);
    const exported = { person: family.children[0], event: 'kindergarten.month-exported' };
    const taken = await operator('/api/audit/search', { method: 'POST', payload: exported });
    expect((taken.body as { items: unknown[] }).items).toHaveLength(1);
    const found = async (person = '') => {
      const payload = { person, event: 'kindergarten.children-read' };
      const { body } = await operator('/api/audit/search', { method: 'POST', payload });
      return (body as { items: { details: object }[] }).items.map(({ details }) => details);
    };
    expect(await found(family.children[1])).toEqual([
      { rows: 2, persons: 2 },
      { rows: 2, persons: 2 },
      { rows: 2, persons: 2 },
    ]);
    expect(await found(stranger.children[0])).toEqual([]);
  });

  it('says by which right one sees it: role, ground, agreement, scope; to nobody of another kindergarten', async () => {
    const group = await aGroup('Почему');
    const { family } = await attending(group);
    const why = (who: Head, id = group) => who.call(`/api/access/why/kindergarten.attendance/${id}`);
    expect((await why(garden.head)).body).toMatchObject({
      title: 'Посещение группы',
      because: [
        {
          ...{ role: 'kindergarten-head', scope: 'participant', ground: 'Приказ для проверки' },
          agreement: { dataScope: expect.any(String) as string },
        },
      ],
    });
    for (const who of [other.head, family]) expect((await why(who)).status).toBe(404);
    expect((await why(garden.head, 'nothing')).status).toBe(404);
  });
});

describe('A transfer', () => {
  it('ends the old stay the day before and is undone as a whole (KDG-10)', async () => {
    const [from, to] = [await aGroup('Перевод из'), await aGroup('Перевод в')];
    const { family, pupils } = await attending(from, 2);
    const before = await stays(family.children);
    const answer = await post(garden.head, '/pupils/transfer', { pupils, groupId: to, from: today() });
    expect([answer.status, answer.body]).toEqual([200, { act: expect.any(String) as string }]);
    const [old, next] = await stays(family.children.slice(0, 1));
    expect([old?.group_id, old?.ends_on]).toEqual([from, daysAfter(today(), -1)]);
    expect(next).toMatchObject({ group_id: to, starts_on: today(), ends_on: null });
    const again = await post(garden.head, '/pupils/transfer', { pupils, groupId: to, from: today() });
    expect([again.status, detail(again)]).toEqual([409, expect.stringContaining('обновите список')]);
    const { act } = answer.body as { act: string };
    expect((await post(other.head, `/pupil-acts/${act}/undo`)).status).toBe(404);
    expect((await post(garden.head, `/pupil-acts/${act}/undo`)).status).toBe(200);
    expect(await stays(family.children)).toEqual(before);
    expect((await post(garden.head, `/pupil-acts/${act}/undo`)).status).toBe(409);
    const { body } = await garden.head.call(`${at}/pupil-acts`);
    expect((body as { id: string }[]).find(({ id }) => id === act)).toMatchObject({
      ...{ kind: 'transfer', group: 'Перевод в', children: 2, onDay: today(), isUndone: true },
    });
  });

  it('is refused by capacity, quarantine, and another kindergarten', async () => {
    const [from, small, foreign] = [await aGroup('Откуда'), await aGroup('Малая', 2), await aGroup('Чужая', 50, other)];
    const { pupils } = await attending(from, 2);
    const move = (groupId: string) => post(garden.head, '/pupils/transfer', { pupils, groupId, from: today() });
    expect(detail(await move(small))).toBe('В группе «Малая» свободно мест: 1, выбрано детей: 2');
    expect((await move(foreign)).status).toBe(404);
    const paused = { until: daysAfter(today(), 5), ground: 'Ветряная оспа' };
    await post(garden.head, `/groups/${small}/quarantine`, paused);
    expect(detail(await move(small))).toContain('карантин');
  });

  it('into a group of another age needs the order that allows it', async () => {
    const { pupils } = await attending(await aGroup('По возрасту'));
    const elder = await aGroup('Подготовительная');
    await test.work(() => sql`UPDATE kindergarten.groups SET age_from = 6, age_to = 6 WHERE id = ${elder}`);
    const move = (given: object = {}) =>
      post(garden.head, '/pupils/transfer', { pupils, groupId: elder, from: today(), ...given });
    const refused = await move();
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('ageGround')]);
    const { body, status } = await move({ ageGround: 'Приказ № 12 от 01.09.2026' });
    expect(status).toBe(200);
    const [act] = await test.work(
      () => sql`SELECT ground FROM kindergarten.pupil_acts WHERE id = ${(body as { act: string }).act}`,
    );
    expect(act).toEqual({ ground: 'Приказ № 12 от 01.09.2026' });
  });
});

describe('A release', () => {
  it('ends stays and links, and its undo gives both back (KDG-11)', async () => {
    const { family, pupils } = await attending(await aGroup('Выпускная'), 2);
    const before = await stays(family.children);
    const payload = { pupils, on: today(), ground: 'to-school' };
    const answer = await post(garden.head, '/pupils/release', payload);
    expect(answer.status).toBe(200);
    expect((await stays(family.children)).map((one) => [one.ends_on, one.link_end])).toEqual([
      [today(), today()],
      [today(), today()],
    ]);
    expect((await post(garden.head, `/pupil-acts/${(answer.body as { act: string }).act}/undo`)).status).toBe(200);
    expect(await stays(family.children)).toEqual(before);
    expect((await post(other.head, '/pupils/release', payload)).status).toBe(404);
  });

  it('is not undone after thirty days', async () => {
    const { pupils } = await attending(await aGroup('Давняя'));
    const { body } = await post(garden.head, '/pupils/release', { pupils, on: today(), ground: 'by-family' });
    const { act } = body as { act: string };
    await test.work(
      () => sql`UPDATE kindergarten.pupil_acts SET done_at = now() - interval '31 days' WHERE id = ${act}`,
    );
    expect(detail(await post(garden.head, `/pupil-acts/${act}/undo`))).toContain('в течение 30 дней');
  });
});

const put = (who: Head, group: string, day: string, marks: object[]) =>
  who.call(`${at}/groups/${group}/attendance/${day}`, { method: 'PUT', payload: { marks } });
const meals = async (group: string, day: string) => {
  const { groups } = (await garden.head.call(`${at}/attendance/${day}`)).body as MealCounts;
  return groups.find(({ groupId }) => groupId === group);
};

describe('Attendance', () => {
  it('is marked for a group again and again with one outcome, and counted in meals (KDG-12, KDG-14)', async () => {
    const group = await aGroup('Отметки');
    const { pupils } = await attending(group, 3);
    const marks = [
      { pupilId: pupils[0], status: 'present' },
      { pupilId: pupils[1], status: 'absent', reason: 'illness' },
    ];
    for (let n = 0; n < 2; n++) expect((await put(garden.head, group, worked, marks)).status).toBe(200);
    expect(await meals(group, worked)).toMatchObject({ enrolled: 3, present: 1, absent: 1, unmarked: 1, meals: 2 });
    expect((await put(other.head, group, worked, marks)).status).toBe(404);
    const { body } = await garden.head.call(`${at}/groups/${group}/months/${worked.slice(0, 7)}`);
    const rows = (body as MonthTable).rows.map(({ present, absent, excused }) => [present, absent, excused]);
    expect(rows.sort()).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 0],
    ]);
    const file = await post(garden.head, `/groups/${group}/months/${worked.slice(0, 7)}/file`);
    expect(file.text).toContain('Б');
  });

  it('is refused on free days, days to come, strangers of the group and closed months', async () => {
    const group = await aGroup('Отказы');
    const { pupils } = await attending(group);
    const marks = [{ pupilId: pupils[0], status: 'present' }];
    expect(detail(await put(garden.head, group, '2026-01-01', marks))).toBe('Это нерабочий день');
    expect(detail(await put(garden.head, group, daysAfter(today(), 1), marks))).toContain('не наступил');
    const stranger = [{ pupilId: crypto.randomUUID(), status: 'present' }];
    expect(detail(await put(garden.head, group, worked, stranger))).toContain('нет в группе');
    expect((await put(garden.head, group, worked, [{ pupilId: pupils[0], status: 'absent' }])).status).toBe(400);
    const closed = daysAfter(`${today().slice(0, 7)}-01`, -1);
    expect((await post(garden.head, `/groups/${group}/months/${closed.slice(0, 7)}/close`)).status).toBe(200);
    const last = homeCalendar().addWorkingDays(daysAfter(closed, 1), -1);
    expect(detail(await put(garden.head, group, last, marks))).toContain('Месяц закрыт');
  });

  it('adds a child who comes after the meals were counted', async () => {
    const group = await aGroup('Опоздавшие');
    const { pupils } = await attending(group);
    const [pupilId = ''] = pupils;
    const at11 = new Date(`${worked}T06:00:00Z`);
    await test.work(() => markDay(group, worked, [{ pupilId, status: 'absent', reason: 'unknown' }], at11));
    expect(await meals(group, worked)).toMatchObject({ meals: 0, late: 0 });
    await test.work(() => markDay(group, worked, [{ pupilId, status: 'present', reason: null }], at11));
    expect(await meals(group, worked)).toMatchObject({ meals: 1, late: 1 });
  });

  it('stands absent for the days a family told of, which are not paid for (KDG-13)', async () => {
    const group = await aGroup('Семьи');
    const { family, pupils } = await attending(group);
    const stranger = await aFamily(test, ['2022-02-02']);
    const from = homeCalendar().addWorkingDays(today(), 1);
    const payload = { childId: family.children[0], from, to: from, reason: 'family' };
    expect((await post(stranger, '/own/absences', payload)).status).toBe(404);
    expect((await post(family, '/own/absences', { ...payload, from: daysAfter(today(), -1) })).status).toBe(409);
    const answer = await post(family, '/own/absences', payload);
    expect([answer.status, answer.body]).toEqual([200, { days: [from] }]);
    const { body } = await garden.head.call(`${at}/groups/${group}/attendance/${from}`);
    expect((body as { rows: DayRow[] }).rows).toEqual([
      expect.objectContaining({ pupilId: pupils[0], status: 'absent', reason: 'family', isAnnounced: true }),
    ]);
    expect(await meals(group, from)).toMatchObject({ enrolled: 1, absent: 1, announced: 1, meals: 0 });
    const [kept] = await test.work(
      () => sql`SELECT is_excused FROM kindergarten.attendance WHERE pupil_id = ${pupils[0]} AND day = ${from}`,
    );
    expect(kept).toEqual({ is_excused: true });
  });

  it('stands there again when the family takes the absence back before the meals are counted', async () => {
    const group = await aGroup('Передумали');
    const { family } = await attending(group);
    const [childId = ''] = family.children;
    const from = homeCalendar().addWorkingDays(today(), 1);
    const to = homeCalendar().addWorkingDays(today(), 2);
    await post(family, '/own/absences', { childId, from, to, reason: 'illness' });
    const own = async () => (await family.call(`${at}/own/absences`)).body as { absences: object[] }[];
    expect(await own()).toMatchObject([
      {
        ...{ childId, group: 'Передумали' },
        absences: [from, to].map((day) => ({ day, reason: 'illness', mayWithdraw: true })),
      },
    ]);
    const stranger = await aFamily(test, ['2022-02-02']);
    const withdraw = (who: Head, days: string[]) => post(who, '/own/absences/withdraw', { childId, days });
    expect((await withdraw(stranger, [from])).status).toBe(404);
    expect((await withdraw(family, [daysAfter(today(), -1)])).status).toBe(409);
    expect((await withdraw(family, [to])).body).toEqual({ days: [to] });
    expect((await withdraw(family, [to])).status).toBe(409);
    expect((await own())[0]?.absences).toEqual([{ day: from, reason: 'illness', mayWithdraw: true }]);
    expect(await meals(group, to)).toMatchObject({ enrolled: 1, absent: 0, meals: 1 });
    // Once the kindergarten is not connected the family changes nothing, either way.
    const suspended = (is: boolean) =>
      test.work(() =>
        is
          ? sql`INSERT INTO core.suspensions (participant_id, reason) VALUES (${garden.participantId}, 'Проверка')`
          : sql`DELETE FROM core.suspensions WHERE participant_id = ${garden.participantId}`,
      );
    await suspended(true);
    const told = await post(family, '/own/absences', { childId, from: to, to, reason: 'illness' });
    expect([told.status, detail(told)]).toEqual([409, 'Детский сад сейчас не подключён: позвоните в группу']);
    expect((await withdraw(family, [from])).status).toBe(409);
    await suspended(false);
    expect((await withdraw(family, [from])).status).toBe(200);
  });
});
