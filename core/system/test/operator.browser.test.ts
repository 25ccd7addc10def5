import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { createTestApp } from '../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../testing/cabinet';
import { job } from '../../server/job';
import { queueOf } from '../../server/jobs';
import { definePlugin } from '../../server/plugin';

const broken = definePlugin({
  id: 'broken',
  title: 'Ломкая подсистема',
  jobs: [
    job({
      name: 'break-down',
      title: 'Сломаться',
      attempts: 1,
      handler: async () => {
        throw new Error('Ученик Иванов Пётр Сергеевич уже зачислен');
      },
    }),
  ],
});

let cabinet: Cabinet;
let operator: Visit;
jest.setTimeout(120_000);

beforeAll(async () => {
  setDefaultBackendFactory(createPostgresBackend as never);
  cabinet = await openCabinet(
    await createTestApp({ only: ['backup', 'reference', 'exams', 'portal'], also: [broken] }),
  );
  await queueOf('broken').add('break-down', {}, { jobId: 'first', attempts: 1 });
  operator = await cabinet.as(['operator'], '/app/system/state');
}, 120_000);
afterAll(() => cabinet.stop());

const go = (path: string, page = operator.page) =>
  page.goto(`${cabinet.site}/app/${path}`, { waitUntil: 'networkidle' });

test('the operator reads what is dangerous, why, and what to do, and goes to where it is done', async () => {
  const { page } = operator;
  await page.getByRole('heading', { name: 'Состояние системы' }).waitFor();
  const finding = page.getByRole('group', { name: 'Резервных копий нет' });
  await finding.getByText('Что сделать:').waitFor();
  await page.getByText('Подробно, на английском').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await finding.getByRole('link', { name: 'Открыть страницу' }).click();
  await page.getByRole('heading', { name: 'Резервные копии', level: 1 }).waitFor();
});

test('backups: none yet, how to restore; the page can be used by everybody', async () => {
  const { page } = operator;
  await go('backup');
  await page.getByText('Резервных копий ещё нет').waitFor();
  await page.getByText('regiso backup restore --target-time').waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('a failed job is shown without the person in its cause, tried again, and removed after a question', async () => {
  const { page } = operator;
  await go('system/jobs');
  const row = page.getByRole('row', { name: /Сломаться/ });
  await row.getByText('… уже зачислен').waitFor();
  expect(await page.getByText('Иванов').count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  await row.getByRole('button', { name: 'Повторить' }).click();
  await page.getByText('«Сломаться»: поставлено в очередь').waitFor();
  await row.getByText('Не удалось').waitFor();
  await row.getByRole('button', { name: 'Убрать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click();
  await page.getByText('Всё выполняется').waitFor();
});

test('subsystems have versions and health', async () => {
  const { page } = operator;
  await go('system/subsystems');
  await page
    .getByRole('row', { name: /Ломкая подсистема/ })
    .getByText('в порядке')
    .waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('a subsystem that is switched off leaves the menu and its pages at once, and comes back', async () => {
  const { page, complaints } = await cabinet.as(['operator'], '/app/system/subsystems');
  const inMenu = page.getByRole('navigation').getByRole('link', { name: 'Справочники экзаменов' });
  await inMenu.waitFor();
  const row = page.getByRole('row', { name: /^Экзамены/ });
  await row.getByRole('button', { name: 'Выключить' }).click();
  await page.getByRole('dialog').getByText('Вместе с ней остановятся: «Открытый портал».').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Выключить' }).click();
  await page
    .getByRole('row', { name: /^Открытый портал/ })
    .getByText('Сначала включите «Экзамены»')
    .waitFor();
  await inMenu.waitFor({ state: 'detached' });
  await go('exams/reference', page);
  await page.getByText('Такой страницы нет').waitFor();
  await go('system/subsystems', page);
  await row.getByRole('button', { name: 'Включить' }).click();
  await inMenu.waitFor();
  expect([...complaints, ...operator.complaints]).toEqual([]);
});
