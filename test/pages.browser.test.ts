import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createTestApp, eventually } from '@regiso/core/testing';
import { openCabinet, type Cabinet } from '../core/testing/cabinet';
import { administrators, knownRoles } from '../core/access/roles';

const root = resolve(__dirname, '..');

/** Addresses of every page that a room or a subsystem declares, a parameter being the id of nothing. */
function declaredPages(): string[] {
  const within = (folder: string) => readdirSync(join(root, folder)).map((name) => join(folder, name));
  return [...within('core'), ...within('plugins'), 'warehouse', 'dashboards']
    .map((folder) => join(root, folder, 'ui/index.tsx'))
    .filter((file) => existsSync(file) && !file.includes('/template/'))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const id = /\bid: '([\w-]+)'/.exec(text)?.[1] ?? '';
      const paths = [...text.matchAll(/\bpath: '([^']+)'[^}]*?\btitle:/gs)].map(([, path]) => path ?? '');
      return paths.map((path) => `/app/${id}${path === '/' ? '' : path}`.replace(/\$\w+/g, () => randomUUID()));
    });
}

// Administrators hold their right within a subsystem, and nothing that the others together do not.
const everybody = () => knownRoles().filter((role) => !(administrators as readonly string[]).includes(role));

let cabinet: Cabinet;
beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp());
}, 240_000);
afterAll(() => cabinet?.stop());

test('every page of every room and subsystem loads, with a heading and without a word of complaint', async () => {
  const paths = declaredPages();
  expect(paths.length).toBeGreaterThan(60);
  const { page, complaints } = await cabinet.as(everybody(), '/app/');
  const broken: string[] = [];
  page.on('requestfailed', (request) => {
    // What is still on its way when the next page is opened is broken off, not missing.
    const isBrokenOff = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (request.resourceType() === 'script' && !isBrokenOff) broken.push(request.url());
  });
  const faults: string[] = [];
  for (const path of paths) {
    await page.goto(cabinet.site + path, { waitUntil: 'load' });
    const heading = page.getByRole('heading', { level: 1 }).first();
    await heading.waitFor().catch(() => faults.push(`${path}: no heading`));
    const text = await page.locator('main').innerText();
    if (/Этот раздел вам не открыт|Такой страницы нет/.test(text)) faults.push(`${path}: ${text.slice(0, 80)}`);
    faults.push(...complaints.splice(0).map((complaint) => `${path}: ${complaint}`));
  }
  expect([...faults, ...broken]).toEqual([]);
}, 240_000);

test('the viewer of the API opens by itself, lists every subsystem and asks nobody outside', async () => {
  const { page, complaints } = await cabinet.open('/documentation');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.reload({ waitUntil: 'networkidle' });
  await page.locator('.opblock-tag').first().waitFor();
  const { plugins } = (await (await fetch(`${cabinet.site}/api/access/me`)).json()) as { plugins: string[] };
  const { paths } = (await (await fetch(`${cabinet.site}/documentation/openapi.json`)).json()) as { paths: object };
  const served = new Set(Object.keys(paths).flatMap((path) => /^\/api\/([\w-]+)\//.exec(path)?.[1] ?? []));
  expect(served.size).toBeGreaterThan(10);
  await eventually(async () => {
    const tags = await page
      .locator('.opblock-tag')
      .evaluateAll((all) => all.map((tag) => tag.getAttribute('data-tag')));
    expect(plugins.filter((id) => served.has(id) && !tags.includes(id))).toEqual([]);
  });
  await page.locator('#operations-tag-system').click();
  await page.locator('.opblock').first().waitFor();
  expect([...new Set(asked)]).toEqual([cabinet.site]);
  expect(complaints).toEqual([]);
});
