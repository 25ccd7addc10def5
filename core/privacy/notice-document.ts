import { z } from 'zod';
import { issueDocument } from '../documents/api';
import { documentTemplate } from '../server/document';
import { sql } from '../server/sql';
import { findIncident } from './incidents';
import { noticeOf } from './notice-text';

const Notice = z.strictObject({ heading: z.string(), lines: z.array(z.tuple([z.string(), z.string()])) });

const template = (id: string, title: string, titleEn: string, prefix: string) =>
  documentTemplate({
    ...{ id, title, titleEn, prefix, data: Notice },
    render: ({ heading, lines }) => [
      { text: heading, bold: true, margin: [0, 0, 0, 12] },
      {
        layout: 'lightHorizontalLines',
        table: {
          widths: [170, '*'],
          body: lines.map(([name, value]) => [{ text: name, color: '#566172' }, value]),
        },
      },
    ],
  });

/** Both notices of 152-FZ, article 21, part 3.1, as numbered documents. */
export const noticeDocuments = {
  first: template(
    'privacy.incident-first',
    'Первое уведомление об инциденте с персональными данными',
    'First notice of an incident with personal data',
    'УИ',
  ),
  result: template(
    'privacy.incident-result',
    'Уведомление о результатах расследования инцидента',
    'Notice of the results of the investigation of an incident',
    'УР',
  ),
};

/** Issues a notice as it stands now; what is learnt later goes into another one. Throws 404 for an unknown incident. */
export async function issueNotice(id: string, which: keyof typeof noticeDocuments) {
  const incident = await findIncident(id);
  const [operator] = await sql<{
    name: string;
  }>`SELECT name FROM core.bodies WHERE duty = 'operator' ORDER BY id LIMIT 1`;
  return issueDocument(noticeDocuments[which], noticeOf(incident, which), {
    ...{ plugin: 'privacy', type: 'incident', id },
    issuer: operator?.name ?? 'Оператор РЕГИСО',
  });
}
