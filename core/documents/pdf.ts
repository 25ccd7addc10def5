import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type pdfmakeModule from 'pdfmake';
import { demoWords } from '../server/demo-mark';
import type { DocumentPiece } from '../server/document';

type Pdfmake = typeof pdfmakeModule;
let ready: Pdfmake | undefined;

/** Fonts lie in memory, so that a document can be forbidden every file and every address. */
export function printer(): Pdfmake {
  if (ready) return ready;
  // CommonJS without a default export, and heavy: read when the first document is made.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const pdfmake = require('pdfmake') as Pdfmake;
  const folder = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');
  // By their paths, for drawings take them from the disk.
  const font = (name: string) => {
    const path = join(folder, name);
    pdfmake.virtualfs.writeFileSync(path, readFileSync(path));
    return path;
  };
  pdfmake.setFonts({
    Roboto: {
      normal: font('Roboto-Regular.ttf'),
      bold: font('Roboto-Medium.ttf'),
      italics: font('Roboto-Italic.ttf'),
      bolditalics: font('Roboto-MediumItalic.ttf'),
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  ready = pdfmake;
  return ready;
}

export type Printed = {
  title: string;
  number: string;
  /** «1 сентября 2026» */
  day: string;
  issuer: string;
  checkAddress: string;
  content: readonly DocumentPiece[];
  /** The paper is of the demonstration, and says so on every page. */
  isDemo?: boolean;
};

/** One A4 document with its heading, and a foot with the code that leads to the page that checks it. */
export function printPdf({
  title,
  number,
  day,
  issuer,
  checkAddress,
  content,
  isDemo = false,
}: Printed): Promise<Buffer> {
  const line = { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 483, y2: 0, lineWidth: 0.5, lineColor: '#8a94a3' }] };
  return printer()
    .createPdf({
      pageSize: 'A4',
      pageMargins: [56, 56, 56, 130],
      language: 'ru',
      info: { title: `${title} № ${number}`, author: issuer, creator: 'РЕГИСО' },
      displayTitle: true,
      defaultStyle: { fontSize: 11, lineHeight: 1.25, color: '#1b2430' },
      content: [
        { text: issuer, color: '#566172' },
        { text: title, fontSize: 20, bold: true, margin: [0, 16, 0, 4] },
        { text: `№ ${number} от ${day}`, fontSize: 12, margin: [0, 0, 0, 20] },
        ...content,
      ],
      footer: (page: number, pages: number) => ({
        margin: [56, 10, 56, 0],
        stack: [
          line,
          {
            margin: [0, 10, 0, 0],
            columns: [
              { qr: checkAddress, fit: 84, width: 96, eccLevel: 'M' },
              {
                fontSize: 9,
                color: '#566172',
                stack: [
                  { text: 'Проверить документ', bold: true, color: '#1b2430' },
                  'Наведите камеру на код или откройте страницу:',
                  { text: checkAddress, color: '#1f5fa8' },
                  { text: `№ ${number} · страница ${page} из ${pages}`, margin: [0, 8, 0, 0] },
                  ...(isDemo ? [{ text: demoWords, bold: true }] : []),
                ],
              },
            ],
          },
        ],
      }),
    })
    .getBuffer();
}
