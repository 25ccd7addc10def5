import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { openBrowser, openWindow } from '@regiso/core/testing/browser';
import type { Browser } from 'playwright-core';
import { anOrganisation } from './a-register';

const image = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('A map over the images of a tile server', () => {
  const asked: { path: string; referer: string | undefined }[] = [];
  const tiles: Server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', referer: request.headers.referer });
    response.setHeader('content-type', 'image/png');
    response.end(image);
  });
  let app: TestApp;
  let browser: Browser;
  let site = '';
  let school = '';

  beforeAll(async () => {
    await new Promise<void>((done) => tiles.listen(0, '127.0.0.1', done));
    const { port } = tiles.address() as AddressInfo;
    app = await createTestApp({
      only: ['portal'],
      settings: {
        REGISO_TILE_SERVER: `http://127.0.0.1:${port}/{z}/{x}/{y}.png`,
        REGISO_TILE_ATTRIBUTION: '© участники OpenStreetMap',
      },
    });
    school = await app.work(() => anOrganisation({ address: 'ул. Примерная, 1', lat: 57.15, lon: 65.54 }));
    site = (await app.app.start()) ?? '';
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    tiles.close();
  });

  it.each(['/map', '/organisations/'])(
    '%s asks for them, tells it not where, and names whose they are',
    async (path) => {
      asked.length = 0;
      const { page, complaints } = await openWindow(browser);
      await page.goto(site + (path === '/map' ? path : path + school), { waitUntil: 'networkidle' });
      expect(complaints).toEqual([]);
      expect(asked.length).toBeGreaterThan(1);
      for (const { path: tile, referer } of asked)
        expect([tile, referer]).toEqual([expect.stringMatching(/^\/\d+\/\d+\/\d+\.png$/), undefined]);
      expect(await page.getByText('© участники OpenStreetMap').isVisible()).toBe(true);
    },
  );
});
