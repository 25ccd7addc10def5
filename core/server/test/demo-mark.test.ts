import { Workbook } from '@protobi/exceljs';
import { createTestApp, type TestApp } from '../../testing';
import { printPdf } from '../../documents/pdf';
import { bookBytes, demoWords } from '../demo-mark';
import { sql } from '../sql';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ only: [] });
}, 60_000);
afterAll(() => app.stop());

async function linesOf() {
  const book = new Workbook();
  book.addWorksheet('Первый').addRow(['Школа', 1]);
  book.addWorksheet('Второй');
  const read = new Workbook();
  await read.xlsx.load((await bookBytes(book)) as never);
  return read.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues()));
}

test('every sheet of a workbook, and every page of a paper, says when it is of the demonstration', async () => {
  for (const text of await linesOf()) expect(text).not.toContain(demoWords);
  await app.work(() => sql`INSERT INTO core.settings (name, value) VALUES ('demo', '{"size": "small"}')`);
  const marked = await linesOf();
  expect(marked).toHaveLength(2);
  for (const text of marked) expect(text).toContain(demoWords);
  const paper = {
    title: 'Справка',
    number: '1',
    day: '1 сентября 2026',
    issuer: 'Школа',
    checkAddress: 'http://localhost/c',
  };
  const plain = await printPdf({ ...paper, content: ['Текст'] });
  const demo = await printPdf({ ...paper, content: ['Текст'], isDemo: true });
  expect(demo.length).toBeGreaterThan(plain.length);
});
