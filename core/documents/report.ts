import type { DocumentPiece } from '../server/document';
import { printer } from './pdf';

type Report = {
  title: string;
  language: 'ru' | 'en';
  content: readonly DocumentPiece[];
  /** Stands at the foot of every page, such as that the figures are of the demonstration. */
  notes: readonly string[];
};

type Nodes = { getFollowingNodesOnPage(): unknown[] };

/** Pages of figures to be read: A4 lying down, without a number and a code, for it is no document. */
export function printReport({ title, language, content, notes }: Report): Promise<Buffer> {
  const pageOf = (page: number, pages: number) =>
    language === 'ru' ? `Страница ${page} из ${pages}` : `Page ${page} of ${pages}`;
  return printer()
    .createPdf({
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: [40, 40, 40, 48],
      language,
      info: { title, creator: 'РЕГИСО' },
      displayTitle: true,
      defaultStyle: { fontSize: 10, lineHeight: 1.2, color: '#1b2430' },
      styles: {
        heading: { fontSize: 13, bold: true, margin: [0, 16, 0, 6] },
        quiet: { color: '#566172' },
        head: { bold: true, fillColor: '#eef2f7' },
      },
      // A heading stands with what it is of.
      pageBreakBefore: ({ headlineLevel }: { headlineLevel?: number }, nodes: Nodes) =>
        headlineLevel === 1 && nodes.getFollowingNodesOnPage().length === 0,
      content: [{ text: title, fontSize: 20, bold: true, margin: [0, 0, 0, 6] }, ...content],
      footer: (page: number, pages: number) => ({
        margin: [40, 8, 40, 0],
        fontSize: 8,
        color: '#566172',
        columnGap: 12,
        columns: [
          { width: '*', text: notes.join(' · ') },
          { width: 'auto', text: pageOf(page, pages), noWrap: true },
        ],
      }),
    })
    .getBuffer();
}
