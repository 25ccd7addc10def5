import { definePlugin, notify, sql } from '../../server';
import { createTestApp, eventually } from '../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../testing/cabinet';

const probe = definePlugin({
  id: 'probe',
  title: 'Проба',
  requires: ['notices'],
  notices: [
    { id: 'probe.news', title: 'Новости пробы', titleEn: 'News of the probe', text: 'Есть новости.', textEn: 'News.' },
  ],
});

let cabinet: Cabinet;
let person: Visit;
let operator: Visit;
let accountId = '';
jest.setTimeout(120_000);

beforeAll(async () => {
  cabinet = await openCabinet(
    await createTestApp({ only: ['notices'], also: [probe], settings: { REGISO_PUSH_HOSTS: 'push.invalid' } }),
    { withPush: true },
  );
  person = await cabinet.as([], '/app/');
  accountId = await newest();
  operator = await cabinet.as(['operator'], '/app/notices/outbox');
}, 180_000);
afterAll(() => cabinet?.stop());

async function newest() {
  const [row] = await cabinet.test.work(
    () => sql<{ id: string }>`SELECT id FROM core.accounts ORDER BY created_at DESC LIMIT 1`,
  );
  return row?.id ?? '';
}

const tell = (title: string, link: `/${string}` = '/app/notices/settings') =>
  cabinet.test.work(() =>
    notify({ accountIds: [accountId], kind: 'probe.news', title, titleEn: `${title} (en)`, link }),
  );
const bell = (name: string) => person.page.getByRole('button', { name, exact: true });
const go = (visit: Visit, path: string) => visit.page.goto(`${cabinet.site}/app/${path}`, { waitUntil: 'networkidle' });
const readBefore = () =>
  cabinet.test.work(() => sql`SELECT title FROM core.notices WHERE read_at IS NOT NULL ORDER BY id`);

test('the bell counts what is unread, in words as well, and a notice leads to what it is about', async () => {
  const { page } = person;
  await bell('Уведомления, непрочитанных нет').click();
  await page.getByText('Непрочитанных уведомлений нет').waitFor();
  await page.keyboard.press('Escape');
  for (const title of ['Первое', 'Второе', 'Третье']) await tell(title);
  await page.reload({ waitUntil: 'networkidle' });
  await bell('Уведомления, 3 непрочитанных').click();
  const box = page.getByRole('dialog', { name: 'Уведомления' });
  await box.getByText('Третье').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await box.getByRole('link', { name: 'Второе' }).click();
  await page.getByRole('heading', { name: 'Настройки уведомлений', level: 1 }).waitFor();
  await bell('Уведомления, 2 непрочитанных').waitFor();
  expect(await readBefore()).toEqual([{ title: 'Второе' }]);
});

test('all notices are on a page of their own: unread first, marked one by one or all at once', async () => {
  const { page } = person;
  await go(person, 'notices');
  await page.getByRole('button', { name: 'Отметить прочитанным: Первое' }).click();
  await bell('Уведомления, 1 непрочитанное').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Прочитать все' }).click();
  await page.getByText('Всё прочитано').waitFor();
  await bell('Уведомления, непрочитанных нет').waitFor();
  await page.getByText('Все', { exact: true }).click();
  await page.getByRole('link', { name: 'Третье' }).waitFor();
  expect(await page.locator('main li').count()).toBe(3);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Третье (en)' }).waitFor();
  await page.getByRole('button', { name: 'Русский' }).click();
});

test('an address is proved by the code of a letter, which the operator of a demonstration can read', async () => {
  const { page } = person;
  await go(person, 'notices/settings');
  await page.getByLabel('Адрес почты').fill('не адрес');
  await page.getByRole('button', { name: 'Получить код' }).click();
  await page.getByText('Проверьте адрес почты').first().waitFor();
  await page.getByLabel('Адрес почты').fill('person@example.org');
  await page.getByRole('button', { name: 'Получить код' }).click();
  await page.getByText('На person@example.org отправлен код').waitFor();

  await operator.page.reload({ waitUntil: 'networkidle' });
  await operator.page.getByText('Почтовый сервер не задан').waitFor();
  await operator.page.getByRole('button', { name: /Прочитать письмо «Код подтверждения/ }).click();
  const letter = operator.page.getByRole('dialog');
  await letter.getByText('Кому: person@example.org').waitFor();
  const code = /\b\d{6}\b/.exec(await letter.innerText())?.[0] ?? '';
  expect(await faultsOf(operator.page)).toEqual([]);
  await operator.page.keyboard.press('Escape');

  await page.getByRole('textbox', { name: 'Код из письма' }).fill(code === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: 'Подтвердить' }).click();
  await page.getByText('Код не подошёл').waitFor();
  await page.getByRole('textbox', { name: 'Код из письма' }).fill(code);
  await page.getByRole('button', { name: 'Подтвердить' }).click();
  await page.getByText('Письма приходят на person@example.org').waitFor();
});

test('channels, one letter a day and quiet hours are kept', async () => {
  const { page } = person;
  await page.getByRole('checkbox', { name: 'Новости пробы: письмом' }).uncheck();
  await page.getByRole('switch', { name: 'Одним письмом в день' }).check();
  await page.getByRole('switch', { name: 'Тихие часы' }).check();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Настройки сохранены').waitFor();
  const [row] = await cabinet.test.work(
    () => sql`SELECT no_mail, digest_at, quiet_from FROM core.notice_settings WHERE account_id = ${accountId}`,
  );
  expect(row).toEqual({ no_mail: ['probe.news'], digest_at: '09:00:00', quiet_from: '22:00:00' });
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.getByRole('checkbox', { name: 'Новости пробы: письмом' }).isChecked()).toBe(false);
});

/** Only the subscription itself is put in the browser's place: a headless one has no push service to get it from. */
const withoutPushService = () => {
  const kept = 'subscription of the test';
  const made = () => {
    const endpoint = localStorage.getItem(kept);
    const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
    if (!endpoint) return null;
    return {
      endpoint,
      toJSON: () => ({ endpoint, keys }),
      unsubscribe: () => Promise.resolve(void localStorage.removeItem(kept)),
    };
  };
  Object.assign(PushManager.prototype, {
    getSubscription: () => Promise.resolve(made()),
    subscribe: ({ userVisibleOnly, applicationServerKey }: PushSubscriptionOptionsInit) => {
      if (!userVisibleOnly || (applicationServerKey as Uint8Array).length !== 65) throw new TypeError('refused');
      localStorage.setItem(kept, `https://push.invalid/${crypto.randomUUID()}`);
      return Promise.resolve(made());
    },
  });
};

test('a device is switched on, shows fixed words in the chosen language, and is switched off', async () => {
  const { page, complaints } = await cabinet.as([], '/app/', { permissions: ['notifications'] });
  await page.addInitScript(withoutPushService);
  const settings = `${cabinet.site}/app/notices/settings`;
  await page.goto(settings, { waitUntil: 'networkidle' });
  const here = page.getByRole('switch', { name: 'Показывать на этом устройстве' });
  await page.getByText('Пока ни одного устройства').waitFor();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  // It turns once the device is known to the server, which takes its time.
  await here.click();
  const list = page.getByRole('list', { name: 'Устройства, на которых показываются уведомления' });
  await list.getByText('Это устройство').waitFor();
  expect(await list.innerText()).toContain('Chrome · Linux');
  expect(await faultsOf(page)).toEqual([]);

  await page.getByLabel('Язык писем и уведомлений на устройствах').selectOption('en');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  const script = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/app/'))?.active?.scriptURL);
  await eventually(async () => expect(await script()).toContain('/app/sw.js?language=en'));
  await push(page);
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, lang }) => ({ title, body, lang }));
    });
  await eventually(async () =>
    expect(await shown()).toEqual([{ title: 'A new notice in REGISO', body: '', lang: 'en' }]),
  );

  await page.reload({ waitUntil: 'networkidle' });
  await eventually(async () => expect(await here.isChecked()).toBe(true));
  await here.click();
  await page.getByText('Пока ни одного устройства').waitFor();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(complaints).toEqual([]);
});

/** An empty push, as the browser gets it from its push service. */
async function push(page: Visit['page']) {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((found) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [own] = registrations.filter(({ scopeURL, isDeleted }) => scopeURL.endsWith('/app/') && !isDeleted);
      if (own) found(own.registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  await session.send('ServiceWorker.deliverPushMessage', { origin: cabinet.site, registrationId, data: '' });
}

test('a browser whose push service does not answer says so, and keeps nothing', async () => {
  const { page } = await cabinet.as([], '/app/', { permissions: ['notifications'] });
  await page.addInitScript(() => {
    PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no service', 'AbortError'));
  });
  await page.goto(`${cabinet.site}/app/notices/settings`, { waitUntil: 'networkidle' });
  const here = page.getByRole('switch', { name: 'Показывать на этом устройстве' });
  await here.click();
  await page.getByRole('alert').getByText('Включить не удалось').waitFor();
  expect(await here.isChecked()).toBe(false);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
});

test('a browser that has refused, or cannot, is told so and what to do', async () => {
  const { page } = await cabinet.as([], '/app/');
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  await page.goto(`${cabinet.site}/app/notices/settings`, { waitUntil: 'networkidle' });
  await page.getByText('Уведомления запрещены в браузере').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'));
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('Этот браузер не умеет показывать уведомления').waitFor();
  expect(await page.getByRole('switch', { name: 'Показывать на этом устройстве' }).count()).toBe(0);
});

test('the operator sends a failed letter again', async () => {
  const { page } = operator;
  await cabinet.test.work(
    () => sql`INSERT INTO core.mails (account_id, kind, state, attempts, problem)
      VALUES (${accountId}, 'probe.news', 'failed', 6, 'ETIMEDOUT')`,
  );
  await page.getByLabel('Показать').selectOption('failed');
  await page.getByRole('button', { name: 'Отправить снова «Новости пробы»' }).click();
  await page.getByText('Писем нет').waitFor();
  await eventually(async () => {
    const [row] = await cabinet.test.work(() => sql`SELECT state FROM core.mails WHERE kind = 'probe.news'`);
    expect(row).toEqual({ state: 'waiting' });
  });
});

test('the outbox is the operator’s alone, and a phone scrolls sideways on no page', async () => {
  const { page } = await cabinet.as([], '/app/notices/outbox', { viewport: { width: 360, height: 740 } });
  await page.getByText('Этот раздел вам не открыт').waitFor();
  expect((await page.request.get(`${cabinet.site}/api/notices/mails`)).status()).toBe(403);
  for (const path of ['notices', 'notices?show=all', 'notices/settings']) {
    await page.goto(`${cabinet.site}/app/${path}`, { waitUntil: 'networkidle' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
  expect([...person.complaints, ...operator.complaints]).toEqual([]);
});
