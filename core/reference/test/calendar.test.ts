import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { homeCalendar, todayHere } from '../../territory/home';
import { loadKeptYears } from '../../territory/kept-years';
import { calendarFindings } from '../../system/findings';
import { missingYear, type YearView } from '../calendar';
import { readCalendarFile } from '../calendar-file';

const address = '/api/reference/calendars';
const act = 'Постановление Правительства РФ (проверка)';
const moved = (year: number) => `${year}-01-01;выходной;
${year}-01-04;выходной;
${year}-01-05;выходной;
${year}-01-06;выходной;
${year}-01-07;выходной;Рождество Христово
${year}-01-08;выходной;
${year}-02-20;рабочий;Перенос
22.02.${year};выходной;Перенос с субботы
${year}-02-23;выходной;
${year}-03-08;выходной;
${year}-04-30;сокращённый;Накануне праздника
${year}-11-04;выходной;`;

let test: TestApp;
let operator: Awaited<ReturnType<TestApp['as']>>;
beforeAll(async () => {
  test = await createTestApp({ only: ['privacy', 'system'] });
  operator = await test.as({ roles: ['operator'] });
});
afterAll(() => test.stop());

const post = (path: string, payload: object, who = operator) => who(`${address}${path}`, { method: 'POST', payload });
const due = async () => {
  const person = await test.as({});
  const wish = { kind: 'correction', text: 'В моей карточке неверно указана должность.' };
  const { body } = await person('/api/privacy/own/requests', { method: 'POST', payload: wish });
  return { ...(body as { dueOn: string; receivedOn: string }), person };
};

describe('The production calendar', () => {
  it('shows the years with whose they are, and the next one as known by its holidays alone', async () => {
    const years = (await operator(address)).body as YearView[];
    expect(years).toContainEqual(expect.objectContaining({ year: 2026, origin: 'shipped', workingDays: 247 }));
    expect(years).toContainEqual(expect.objectContaining({ year: 2027, origin: 'holidays', version: 0 }));
    const one = (await operator(`${address}/2031`)).body as YearView;
    expect(one).toMatchObject({ origin: 'missing', workingDays: null, days: [] });
    const authority = await test.as({ roles: ['authority'] });
    expect((await authority(`${address}/2026`)).status).toBe(200);
    expect((await post('/2027/read', { text: moved(2027) }, authority)).status).toBe(403);
  });

  it('is asked for from 1 November on', () => {
    expect(missingYear('2026-10-31')).toBeUndefined();
    expect(missingYear('2026-11-01')).toBe(2027);
    expect(missingYear('2027-02-01')).toBe(2027);
    expect(calendarFindings('2026-12-30')).toEqual([
      { id: 'calendar-missing', level: 'warning', details: { year: '2027' } },
    ]);
    expect(calendarFindings('2026-10-31')).toEqual([]);
  });

  it('refuses to count days of a year that nobody has entered, with a sentence', async () => {
    expect(() => homeCalendar().addWorkingDays('2030-12-30', 3)).toThrow('Производственного календаря на 2030 год нет');
    expect(() => homeCalendar().isWorkingDay('2031-05-05')).toThrow('на 2031 год нет');
    expect(homeCalendar().isProvisional('2026-12-20', '2027-01-12')).toBe(true);
    expect(homeCalendar().isProvisional('2026-12-01', '2026-12-14')).toBe(false);
  });

  it('reads a year from a file of days, or from the open data of the ministry, and names the line it cannot read', async () => {
    const { body } = await post('/2027/read', { text: `день;вид;название\n${moved(2027)}` });
    expect(body).toContainEqual({ day: '2027-02-22', kind: 'free', title: 'Перенос с субботы' });
    const months = ['1,2,3,4,5,6,7,8,9,10,16,17,23,24,30,31', '6,7,13,14,21,22+,23,27,28', '6,7,8,13,14,20,21,27,28'];
    const others = Array.from({ length: 9 }, (_, at) => weekendsOf(2027, at + 4) + (at === 0 ? ',30*' : ''));
    const line = `2027,${[...months, ...others].map((cell) => `"${cell}"`).join(',')},247,118`;
    const days = readCalendarFile(`Год/Месяц,Январь\n2026,"1"\n${line}`, 2027);
    expect(days).toContainEqual({ day: '2027-02-20', kind: 'worked', title: 'Перенесённый рабочий день' });
    expect(days).toContainEqual({ day: '2027-02-22', kind: 'free', title: 'Перенесённый выходной' });
    expect(days).toContainEqual({ day: '2027-04-30', kind: 'short', title: 'Сокращённый день' });
    expect(days.filter(({ kind }) => kind === 'worked')).toHaveLength(1);
    for (const [text, sentence] of [
      ['2027-01-01;праздник;', 'Строка 1: вид дня'],
      ['2026-01-01;выходной;', 'это день другого года'],
      ['2027-01-01;выходной\nкогда-то', 'Строка 2: день пишется'],
      ['день;вид', 'нет ни одного дня'],
    ] as const)
      expect(JSON.stringify((await post('/2027/read', { text })).body)).toContain(sentence);
  });

  it('refuses days that contradict the Labour Code, another year, and a version that somebody wrote meanwhile', async () => {
    const days = readCalendarFile(moved(2027), 2027);
    const keep = (change: object) => post('/2027', { version: 0, act, days, ...change });
    for (const [change, sentence] of [
      [{ days: days.filter(({ day }) => day !== '2027-11-04') }, 'он должен быть выходным'],
      [{ days: [...days, { day: '2027-01-04', kind: 'free', title: '' }] }, 'Один день назван дважды'],
      [{ days: [...days, { day: '2027-03-10', kind: 'worked', title: '' }] }, 'он и так рабочий'],
      [{ days: [...days, { day: '2028-03-10', kind: 'free', title: '' }] }, 'день другого года'],
      [{ act: '' }, 'Назовите акт'],
    ] as const) {
      const answer = await keep(change);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain(sentence);
    }
    expect((await keep({ version: 3 })).body).toMatchObject({ status: 409, code: 'changed-meanwhile' });
    expect((await operator(`${address}/2027`)).body).toMatchObject({ version: 0 });
  });

  it('counts new terms by a new version and leaves those counted before as they were, in every process', async () => {
    const before = await due();
    const year = Number(todayHere().slice(0, 4));
    const shown = (await operator(`${address}/${year}`)).body as YearView;
    const days = shown.days.map(({ day, kind, title }) => ({ day, kind, title }));
    // The last day of the term becomes a day off.
    const answer = await post(`/${year}`, {
      version: shown.version,
      act,
      days: [...days, { day: before.dueOn, kind: 'free', title: 'Указ' }],
    });
    expect(answer.body).toMatchObject({ origin: 'operator', version: shown.version + 1, verified: false });
    const after = await due();
    expect(after.dueOn > before.dueOn).toBe(true);
    expect((await before.person('/api/privacy/own/requests')).body).toMatchObject([{ dueOn: before.dueOn }]);
    // What another process, or this one after a start, reads.
    await loadKeptYears();
    expect(homeCalendar().isWorkingDay(before.dueOn)).toBe(false);

    expect((await post(`/${year}/verify`, { version: shown.version + 1 })).body).toMatchObject({ verified: true });
    expect((await post(`/${year}/verify`, { version: shown.version + 7 })).status).toBe(409);
    const rows = test.work(() => sql`UPDATE core.calendar_years SET act = 'x'`);
    await expect(rows).rejects.toThrow('add a version');
  });

  it('names in the audit log who kept and who checked a year', async () => {
    const rows = await test.work(
      () =>
        sql<{ event: string }>`SELECT event FROM core.audit_events WHERE event LIKE 'reference.calendar%' ORDER BY id`,
    );
    expect(rows.map(({ event }) => event)).toEqual(['reference.calendar-kept', 'reference.calendar-verified']);
  });
});

function weekendsOf(year: number, month: number): string {
  const numbers: number[] = [];
  for (let number = 1; number <= 31; number += 1) {
    const day = new Date(Date.UTC(year, month - 1, number));
    if (day.getUTCMonth() === month - 1 && [0, 6].includes(day.getUTCDay())) numbers.push(number);
  }
  return numbers.join(',');
}
