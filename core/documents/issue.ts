import { createHash, randomBytes } from 'node:crypto';
import type { z, ZodType } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import type { DocumentTemplate } from '../server/document';
import { holdsDemo } from '../server/demo-mark';
import { enabledPlugins, installed } from '../server/installed';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { printPdf } from './pdf';
import { dayText } from './words';

/** The record a document is about, and whose data it holds. */
export type DocumentSubject = {
  plugin: string;
  type: string;
  id: string;
  participantId?: string;
  personId?: string;
  /** Its last day; without one it holds until it is taken back. */
  validUntil?: string;
  /** Who issues it: an organisation, never a person. */
  issuer: string;
};

export type IssuedDocument = { id: string; number: string; issuedOn: string; sha256: string };

/** 160 bits in letters that are read well aloud. */
const newCode = () => [...randomBytes(32)].map((byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte & 31]).join('');
export const digestOf = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/**
 * Makes a document in the present transaction: the next number of its template and year, without gaps because it is given
 * back when the transaction is lost (so transactions of one template wait for each other), its PDF, and the code that
 * checks it. The caller has checked the right to the record.
 */
export async function issueDocument<S extends ZodType>(
  template: DocumentTemplate<S>,
  data: z.input<S>,
  subject: DocumentSubject,
): Promise<IssuedDocument> {
  const isDeclared = enabledPlugins().some(({ documents }) => documents?.some(({ id }) => id === template.id));
  if (!isDeclared) throw new Error(`Document ${template.id} is not declared in any manifest`);
  const content = template.render(template.data.parse(data));
  const issuedOn = todayHere();
  const { issuer } = subject;
  const code = newCode();
  const { number, year, serial } = await nextNumber(template, issuedOn);
  const day = dayText(issuedOn, 'ru');
  const isDemo = await holdsDemo();
  const { title } = template;
  const pdf = await printPdf({ title, number, day, issuer, checkAddress: checkAddress(code), content, isDemo });
  const sha256 = digestOf(pdf);
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.documents (template, title, title_en, year, serial, number, code_sha256, issued_on, issuer, valid_until,
      plugin, subject_type, subject_id, participant_id, person_id, issued_by, sha256, pdf)
    VALUES (${template.id}, ${template.title}, ${template.titleEn}, ${year}, ${serial}, ${number}, ${digestOf(code)},
      ${issuedOn}, ${issuer}, ${subject.validUntil ?? null}, ${subject.plugin}, ${subject.type}, ${subject.id},
      ${subject.participantId ?? null}, ${subject.personId ?? null}, ${context().actor?.accountId ?? null}, ${sha256}, ${pdf})
    RETURNING id`;
  const id = row?.id ?? '';
  const object = { type: 'document', id, ...(subject.personId && { personId: subject.personId }) };
  await audit('documents.issued', object, { template: template.id, number, sha256 });
  return { id, number, issuedOn, sha256 };
}

async function nextNumber({ id, prefix }: Pick<DocumentTemplate, 'id' | 'prefix'>, day: string) {
  const year = Number(day.slice(0, 4));
  const [row] = await sql<{
    last: number;
  }>`INSERT INTO core.document_series (template, year, last) VALUES (${id}, ${year}, 1)
    ON CONFLICT (template, year) DO UPDATE SET last = core.document_series.last + 1 RETURNING last`;
  const serial = row?.last ?? 0;
  return { year, serial, number: `${prefix}-${year}-${String(serial).padStart(6, '0')}` };
}

function checkAddress(code: string) {
  const { publicUrl, host, port } = installed().config;
  return `${(publicUrl ?? `http://${host}:${port}`).replace(/\/+$/, '')}/check/${code}`;
}
