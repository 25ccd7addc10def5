import type { BrowserContext, Page } from 'playwright-core';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { keepPicture, shownFaultsOf } from '@regiso/core/testing/browser';
import { openCabinet, type Cabinet } from '../../../../core/testing/cabinet';
import { daysAfter } from '../services/clock';
import { aClass, aGuardian, aLesson, aSchool, aTeacher } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let parent: Awaited<ReturnType<typeof aGuardian>>;
let made: Awaited<ReturnType<typeof aClass>>;
let lesson = '';
const yesterday = () => daysAfter(todayHere(), -1);

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  cabinet = await openCabinet(app);
  const school = await aSchool(app);
  teacher = await aTeacher(app, school);
  await app.work(async () => {
    made = await aClass(school, teacher.personId, { pupils: 3 });
    lesson = await aLesson(made.journalId, yesterday(), 2);
  });
  parent = await aGuardian(app, [made.children[0]?.personId ?? '']);
}, 240_000);
afterAll(() => cabinet?.stop());

async function signIn(page: Page, { login, password }: { login: string; password: string }) {
  await page.getByLabel('Имя для входа').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.getByRole('heading', { name: 'Вход в кабинет' }).waitFor({ state: 'detached' });
}

/** A new tab at an address; without a network what was kept, or the browser's own page. */
async function openTab(context: BrowserContext, path: string) {
  const page = await context.newPage();
  await page.goto(cabinet.site + path).catch(() => undefined);
  return page;
}

/** How many answers, files and workers this device holds for pages without a network. */
const heldIn = (page: Page) =>
  page.evaluate(async () => {
    const connection = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open('regiso-kept');
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error as Error);
    });
    const rooms = [...connection.objectStoreNames];
    const count = (room: string) =>
      new Promise<number>((done) => {
        const request = connection.transaction(room).objectStore(room).count();
        request.onsuccess = () => done(request.result);
      });
    const counts = await Promise.all(rooms.map(count));
    connection.close();
    const files = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length),
    );
    const workers = (await navigator.serviceWorker.getRegistrations()).length;
    const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
    return { answers: sum(counts), files: sum(files), workers };
  });
/** Whether the key of what is kept can be taken out, and all that is kept as the browser holds it. */
const asHeld = (page: Page) =>
  page.evaluate(async () => {
    const connection = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('regiso-kept');
      request.onsuccess = () => done(request.result);
    });
    const all = <T>(room: string) =>
      new Promise<T[]>((done) => {
        const request = connection.transaction(room).objectStore(room).getAll() as IDBRequest<T[]>;
        request.onsuccess = () => done(request.result);
      });
    const keys = await all<{ key: CryptoKey }>('owner');
    const rows = await all<{ sealed: ArrayBuffer }>('answers');
    connection.close();
    const text = rows.map(({ sealed }) => new TextDecoder().decode(sealed)).join();
    return { mayTake: keys.map(({ key }) => key.extractable), names: /Ученик|Борис|Алгебра|cells/.test(text) };
  });
const nothing = { answers: 0, files: 0, workers: 0 };

/** Once the page, its answers and the pages beside it are kept. */
const demandKept = (page: Page) =>
  eventually(async () => {
    const { answers, files, workers } = await heldIn(page);
    expect({ answers: answers > 3, files: files > 10, workers }).toEqual({ answers: true, files: true, workers: 1 });
    expect(
      await page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration('/app/'))?.active)),
    ).toBe(true);
  });

const marks = () => app.work(() => sql`SELECT value FROM school.marks WHERE lesson_id = ${lesson}`);
const changes = async () => {
  const [row] = await app.work(
    () => sql<{ count: number }>`SELECT count(*)::int AS count FROM school.cell_changes WHERE lesson_id = ${lesson}`,
  );
  return row?.count ?? 0;
};

test('a journal opens without a network, what is typed in it then reaches the server once, and signing out leaves nothing', async () => {
  const first = await cabinet.open(`/app/school/journals/${made.journalId}`);
  const context = first.page.context();
  await signIn(first.page, teacher);
  await first.page.getByRole('heading', { name: '7А, Алгебра' }).waitFor();
  await demandKept(first.page);
  expect(await asHeld(first.page)).toEqual({ mayTake: [false], names: false });
  const { answers } = await heldIn(first.page);
  await first.page.goto(`${cabinet.site}/app/school/journal`);
  await first.page.getByText('В списке 3 ученика').waitFor();
  // What is shown is kept a moment later.
  await eventually(async () => expect((await heldIn(first.page)).answers).toBeGreaterThan(answers));
  await first.page.close();

  await context.setOffline(true);
  const away = await openTab(context, `/app/school/journals/${made.journalId}`);
  await away.getByText(/Без сети: данные на \d\d:\d\d/).waitFor();
  await away.getByText('Отметки и посещение можно ставить').waitFor();
  expect(await shownFaultsOf(away, 'without net')).toEqual([]);
  await keepPicture(away, 'without-net-journal');
  const cell = away.getByRole('row', { name: /Борис/ }).getByRole('gridcell').nth(1);
  await cell.focus();
  await away.keyboard.press('4');
  await away.getByText('1 изменение ждёт связи').first().waitFor();
  await away.goto(`${cabinet.site}/app/school/journal`);
  await away.getByText(/Без сети: данные на/).waitFor();
  await away.getByRole('heading', { name: '2 урок, 7А, Алгебра' }).waitFor();
  await away.getByText('1 изменение ждёт связи').first().waitFor();
  // A page whose answers were never asked for says so.
  await away.goto(`${cabinet.site}/app/school/journals`);
  await away.getByText('Проверьте подключение к сети').waitFor();
  await away.close();
  expect(await marks()).toEqual([]);

  await context.setOffline(false);
  const back = await openTab(context, `/app/school/journals/${made.journalId}`);
  await eventually(async () => expect(await marks()).toEqual([{ value: 4 }]));
  await back.getByText('Всё сохранено').waitFor();
  expect(await back.getByText('Без сети').count()).toBe(0);
  expect(await changes()).toBe(1);

  // What was sent is in what is kept: the next edit is made on it, and meets no change of one's own.
  await back.waitForTimeout(1_000);
  await context.setOffline(true);
  await back.close();
  const again = await openTab(context, `/app/school/journals/${made.journalId}`);
  const same = again.getByRole('row', { name: /Борис/ }).getByRole('gridcell').nth(1);
  await again.getByText(/Без сети: данные на/).waitFor();
  expect(await same.innerText()).toBe('4');
  await same.focus();
  await again.keyboard.press('5');
  await again.getByText('1 изменение ждёт связи').first().waitFor();
  await context.setOffline(false);
  await eventually(async () => expect(await marks()).toEqual([{ value: 5 }]));
  await again.getByText('Без сети').waitFor({ state: 'detached' });
  expect(await changes()).toBe(2);

  await again.getByRole('button', { name: 'Выйти', exact: true }).first().click();
  await again.getByRole('heading', { name: 'Вход в кабинет' }).waitFor();
  await eventually(async () => expect(await heldIn(again)).toEqual(nothing));
  await context.setOffline(true);
  const left = await openTab(context, `/app/school/journals/${made.journalId}`);
  expect(await left.getByText('Алгебра').count()).toBe(0);
  await context.close();
}, 60_000);

test('a diary opens without a network; leaving without one removes it, and another account finds nothing', async () => {
  const { page, complaints } = await cabinet.open(`/app/school/diary?day=${yesterday()}`, {
    viewport: { width: 360, height: 740 },
  });
  const context = page.context();
  await signIn(page, parent);
  await page.getByRole('heading', { name: 'Алгебра' }).first().waitFor();
  await demandKept(page);
  await page.close();

  await context.setOffline(true);
  const away = await openTab(context, `/app/school/diary?day=${yesterday()}`);
  await away.getByText(/Без сети: данные на/).waitFor();
  await away.getByRole('heading', { name: 'Алгебра' }).first().waitFor();
  expect(await shownFaultsOf(away, 'diary without net')).toEqual([]);
  await keepPicture(away, 'without-net-diary');

  // Who leaves now has left: here at once, on the server as soon as it can be told.
  await away.getByRole('button', { name: 'Открыть меню' }).click();
  await away.getByRole('button', { name: 'Выйти', exact: true }).last().click();
  await away.getByText('Вы вышли. Данных на устройстве нет').waitFor();
  await keepPicture(away, 'without-net-left');
  await eventually(async () => expect(await heldIn(away)).toEqual(nothing));
  await context.setOffline(false);
  await away.getByRole('heading', { name: 'Вход в кабинет' }).waitFor();

  // Somebody else on the same device, first as a guest who wants nothing kept.
  await away.getByLabel('Чужой компьютер').check();
  await keepPicture(away, 'without-net-sign-in');
  await signIn(away, teacher);
  await away.goto(`${cabinet.site}/app/school/journals/${made.journalId}`);
  await away.getByRole('heading', { name: '7А, Алгебра' }).waitFor();
  await eventually(async () => expect(await heldIn(away)).toEqual(nothing));
  await away.evaluate(() => localStorage.removeItem('regiso-foreign-device'));
  await away.reload();
  await demandKept(away);

  // Whoever signs in then without a sign-out before finds nothing of the teacher, with a network and without.
  await context.clearCookies();
  await away.goto(`${cabinet.site}/app/`);
  await away.getByRole('heading', { name: 'Вход в кабинет' }).waitFor();
  await eventually(async () => expect(await heldIn(away)).toEqual(nothing));
  await signIn(away, parent);
  await away.goto(`${cabinet.site}/app/school/diary`);
  await demandKept(away);
  await context.setOffline(true);
  await away.goto(`${cabinet.site}/app/school/journals/${made.journalId}`);
  await away.getByText('Этот раздел вам не открыт').waitFor();
  await context.setOffline(false);

  // Where the region lets devices keep nothing, what they kept goes.
  app.config.keepsOnDevices = false;
  await away.goto(`${cabinet.site}/app/school/diary`);
  await away.getByRole('heading', { name: 'Дневник' }).waitFor();
  await eventually(async () => expect(await heldIn(away)).toEqual(nothing));
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);
