import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from '@regiso/core/testing';
import { openBrowser, placeUi } from '@regiso/core/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { startProduct, type Product } from './smoke/product';

/** Patience of a machine with two cores that three suites share: they take four times as long as alone. */
const seconds = (alone: number) => 4_000 * alone;

let product: Product;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'regiso-journey-'));
const complaints: string[] = [];

beforeAll(async () => {
  await placeUi(folder);
  product = await startProduct(folder);
  await product.untilFigures();
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function visitor(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ru-RU' });
  context.setDefaultTimeout(seconds(30));
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}

async function signedIn(login: string): Promise<Page> {
  const page = await visitor();
  await page.goto(`${product.address}/app/`);
  await page.getByLabel('Имя для входа').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(`demo-${login}`);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.getByRole('heading', { name: /Здравствуйте/ }).waitFor();
  return page;
}

async function sample(page: Page, kind: string): Promise<string> {
  await page.goto(`${product.address}/app/imports`);
  await page.getByRole('radio', { name: kind }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Образец CSV' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

async function load(page: Page, name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  await page.locator('input[type=file]').setInputFiles(path);
  await checkAndLoad(page);
  await page.getByText(/Сохранен\S+ \d+ строк/).waitFor();
}

async function checkAndLoad(page: Page) {
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByText(/Провер\S+ [\d\s]+ строк\S*\. Ничего ещё не сохранено/).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: /^Загрузить [\d\s]+ строк/ }).click();
}

/** A file of the real data beside the checkout; said aloud when it is not there, refused in CI. */
function realFile(name: string): string | undefined {
  const path = resolve(__dirname, '../../shared/data', name);
  if (existsSync(path)) return path;
  if (process.env.CI) throw new Error(`${path} is absent: journeys on real data must run in CI`);
  console.warn(`${path} is absent: its journey is skipped`);
  return undefined;
}

/** A page of the portal does not change by itself: it is opened anew until it shows the text. */
const shownSoon = (page: Page, text: string) =>
  eventually(async () => {
    await page.reload();
    expect(await page.locator('main').innerText()).toContain(text);
  }, seconds(15));

const school = 'МАОУ СОШ № 1 (образец)';

it('a visitor finds a school on the portal, on the map and its exam results', async () => {
  const page = await visitor();
  await page.goto(product.address);
  await page.getByRole('combobox', { name: 'Название, номер или село' }).fill('абатская школа');
  await page.getByRole('button', { name: 'Найти' }).click();
  await page.getByRole('link', { name: 'МАОУ «СОШ № 201»', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /СОШ № 201/ }).waitFor();
  await page.getByRole('link', { name: 'Карта', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Карта организаций' }).waitFor();
  await page.getByRole('link', { name: 'Экзамены', exact: true }).click();
  expect(await page.locator('svg[role=img], figure svg').count()).toBeGreaterThan(0);
  await page.context().close();
});

it('a registrar loads a register and results; portal, map and an open dashboard follow within seconds', async () => {
  const analyst = await signedIn('analyst');
  await analyst.goto(`${product.address}/app/dashboards/exams.results?year=2026`);
  const figure = analyst.getByRole('region', { name: 'Участников' });
  await figure.getByText(/n = \d/).waitFor();
  const shown = async () => Number((await figure.innerText()).match(/n = ([\d\s]+)/)?.[1]?.replace(/\s/g, ''));
  const before = await shown();

  const registrar = await signedIn('registrar');
  const register = await sample(registrar, 'Реестр организаций');
  expect(register).toContain(school);
  const [head = '', line = ''] = register.split('\r\n');
  const town = line.split(';')[head.split(';').indexOf('Муниципалитет')] ?? '';
  const ofTown = { name: new RegExp(`^${town.split(' ')[0]} `) };
  const map = analyst.locator('[data-tile=map]');
  await map.getByRole('button', { name: 'Таблица', exact: true }).click();
  const onMap = async () => (await map.getByRole('row', ofTown).innerText()).replace(/\s+/g, ' ');
  const mapBefore = await onMap();
  const visit = await visitor();
  const schoolsOnMap = async () => {
    await visit.goto(`${product.address}/map?view=tiles&kind=school`);
    return Number((await visit.getByRole('row', ofTown).first().innerText()).replace(/\D/g, ''));
  };
  const schoolsBefore = await schoolsOnMap();
  await load(registrar, 'register.csv', register);

  const results = await sample(registrar, 'Результаты экзаменов: предмет в строке');
  await load(registrar, 'results.csv', results);

  const loaded = Date.now();
  await eventually(async () => expect(await shown()).toBe(before + 58), seconds(15));
  await eventually(async () => expect(await onMap()).not.toBe(mapBefore), seconds(5));
  await eventually(async () => expect(await schoolsOnMap()).toBe(schoolsBefore + 1), seconds(5));
  console.log(`the dashboard, its map and the map of the portal followed in ${(Date.now() - loaded) / 1_000} s`);

  await visit.goto(`${product.address}/organisations?q=${encodeURIComponent('школа 1 образец')}`);
  await visit.getByRole('link', { name: school }).click();
  await shownSoon(visit, '68,4');
}, 300_000);

it('an operator adds a kind of exam; a wrong code is said at its field and loses nothing', async () => {
  const page = await signedIn('operator');
  await page.goto(`${product.address}/app/exams/reference?tab=kinds`);
  await page.getByRole('button', { name: 'Добавить вид экзамена' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Название', { exact: false }).first().fill('Региональная контрольная работа');
  await dialog.getByLabel('Название по-английски').fill('Regional test');
  await dialog.getByLabel('Код').fill('РКР 1');
  await dialog.getByRole('button', { name: 'Добавить вид экзамена' }).click();
  await dialog.getByText('строчные латинские буквы').first().waitFor();
  await dialog.getByLabel('Код').fill('regional-test');
  await dialog.getByRole('button', { name: 'Добавить вид экзамена' }).click();
  await page.getByRole('cell', { name: 'regional-test' }).waitFor();
  expect(complaints.splice(0).filter((text) => !text.includes('422') && !text.includes('400'))).toEqual([]);
  await page.goto(`${product.address}/app/exams/reference`);
  await page
    .getByRole('row', { name: /Биология/ })
    .first()
    .click();
  await page.getByRole('columnheader', { name: 'Первичный балл' }).waitFor();
});

const registry = realFile('organisations/moscow-registry-2023.csv');
const year = realFile('exams/as-published/poland-e8-2023.csv.gz');
const whenReal = registry && year ? it : it.skip;

whenReal(
  'a registrar loads a real registry and a real year of results as their publishers made them',
  async () => {
    const page = await signedIn('registrar');
    const choose = async (kind: string, path: string) => {
      await page.goto(`${product.address}/app/imports`);
      await page.getByRole('radio', { name: kind }).check();
      await page.locator('input[type=file]').setInputFiles(path);
      await page.getByRole('button', { name: 'Проверить' }).waitFor();
    };
    await choose('Реестр организаций', registry ?? '');
    await checkAndLoad(page);
    await page.getByText('Сохранены 583 строки').waitFor();

    await choose('Результаты экзаменов: предметы в столбцах', year ?? '');
    await page.getByLabel('Экзамен', { exact: true }).fill('e8');
    await page.getByLabel('Год', { exact: true }).fill('2023');
    await page.getByLabel('Завести недостающие организации').check();
    await page.getByLabel('Код региона (ISO 3166)').fill('PL');
    await page.getByLabel('Название региона').fill('Польша');
    await checkAndLoad(page);
    await page.getByText(/Сохранен\S+ 12\s\d{3} строк/).waitFor();

    const found = await visitor();
    await found.goto(`${product.address}/organisations?q=${encodeURIComponent('Aleksandrów Kujawski')}`);
    await found
      .getByRole('link', { name: /SZKOŁA PODSTAWOWA NR 3/ })
      .first()
      .click();
    await shownSoon(found, '59,0');
  },
  300_000,
);

it('nothing complained on the way', () => {
  expect(complaints).toEqual([]);
});
