import { z } from 'zod';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { conflict, forbidden, invalidInput, notFound } from '../server/errors';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { canActFor } from './can-act';
import { cardInReach } from './card';
import { placeOf, seal } from './sealed';
import { Day } from './words';

export const ConsentInput = z.strictObject({
  purpose: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  version: z.int().min(1).max(10_000),
  /** Who gives it: the person or who stands for the child. */
  givenBy: z.uuid(),
  givenOn: Day,
});
export type ConsentInput = z.output<typeof ConsentInput>;

export const ConsentForm = z.object({
  purpose: z.string(),
  version: z.int(),
  title: z.string(),
  titleEn: z.string(),
  text: z.string(),
  publishedAt: z.string(),
});

export const ConsentView = z.object({
  id: z.string(),
  purpose: z.string(),
  title: z.string(),
  titleEn: z.string(),
  version: z.int(),
  /** The version that is in force; an older consent does not cover what it adds. */
  present: z.int(),
  givenBy: z.string(),
  givenOn: z.string(),
  withdrawnOn: z.string().nullable(),
});

export const NewForm = z.strictObject({
  purpose: z.string().regex(/^[a-z][a-z-]{1,40}$/, 'Латинские буквы и дефис'),
  title: z.string().trim().min(3).max(200),
  titleEn: z.string().trim().min(3).max(200),
  text: z.string().trim().min(20, 'Нужен полный текст согласия').max(20_000),
});

/** The texts people agree to, in their present versions. */
export const consentForms = () =>
  sql<z.infer<typeof ConsentForm>>`SELECT DISTINCT ON (purpose) purpose, version, title, title_en AS "titleEn", text,
    published_at AS "publishedAt" FROM core.consent_forms ORDER BY purpose, version DESC LIMIT 200`;

/** Publishes a text as the next version for its purpose; consents already given stay with theirs. */
export async function publishForm({ purpose, title, titleEn, text }: z.output<typeof NewForm>) {
  const [row] = await sql<{ version: number }>`INSERT INTO core.consent_forms (purpose, version, title, title_en, text)
    SELECT ${purpose}, coalesce(max(version), 0) + 1, ${title}, ${titleEn}, ${text} FROM core.consent_forms WHERE purpose = ${purpose}
    RETURNING version`;
  const version = row?.version ?? 1;
  await audit(
    'people.consent-form-published',
    { type: 'consent-form', id: `${purpose}/${version}` },
    { purpose, version },
  );
  return { purpose, version };
}

/** Records a consent. Throws 403 when who gives it may not decide for the person, 409 when it stands already. */
export async function giveConsent(
  personId: string,
  { purpose, version, givenBy, givenOn }: ConsentInput,
): Promise<string> {
  await cardInReach(personId, 'people.edit', true);
  const [form] = await sql<{
    present: number;
  }>`SELECT max(version) AS present FROM core.consent_forms WHERE purpose = ${purpose}`;
  if (form?.present !== version)
    throw invalidInput([{ path: ['payload', 'version'], message: 'Согласие дают на действующую редакцию текста' }]);
  if (givenBy !== personId && !(await canActFor(givenBy, personId, 'apply')))
    throw forbidden('Этот человек не может давать согласие за ребёнка');
  const [row] = await beyondReach(
    'the card was in reach',
    () => sql<{ id: string }>`INSERT INTO core.person_consents (person_id, given_by, purpose, version, given_on)
      VALUES (${personId}, ${givenBy}, ${purpose}, ${version}, ${givenOn}) ON CONFLICT DO NOTHING RETURNING id`,
  );
  if (!row) throw conflict('Такое согласие уже дано');
  await audit('people.consent-given', { type: 'person', id: personId }, { purpose, version, by: givenBy });
  return row.id;
}

/** Withdraws a consent; it stays on record with its last day. Throws 404. */
export async function withdrawConsent(personId: string, id: string, reason: string) {
  await cardInReach(personId, 'people.edit', true);
  const [row] = await beyondReach(
    'the card was in reach',
    () => sql<{
      purpose: string;
      version: number;
    }>`UPDATE core.person_consents SET withdrawn_on = greatest(given_on, ${todayHere()}::date),
        withdraw_ground = ${seal(reason, placeOf('core.person_consents', 'withdraw_ground', id))}
      WHERE id = ${id} AND person_id = ${personId} AND withdrawn_on IS NULL RETURNING purpose, version`,
  );
  if (!row) throw notFound('Такого действующего согласия нет');
  await audit('people.consent-withdrawn', { type: 'person', id: personId }, row);
}

export const consentsShown = (personId: string) =>
  beyondReach(
    'the card was in reach',
    () => sql<z.infer<typeof ConsentView>>`SELECT c.id, c.purpose, f.title, f.title_en AS "titleEn", c.version,
        (SELECT max(n.version) FROM core.consent_forms n WHERE n.purpose = c.purpose) AS present,
        concat_ws(' ', g.surname, g.name, g.patronymic) AS "givenBy", c.given_on::text AS "givenOn",
        c.withdrawn_on::text AS "withdrawnOn"
      FROM core.person_consents c JOIN core.consent_forms f ON f.purpose = c.purpose AND f.version = c.version
      JOIN core.persons g ON g.id = c.given_by WHERE c.person_id = ${personId} ORDER BY c.withdrawn_on DESC NULLS FIRST, c.id DESC LIMIT 100`,
  );

/** Whether a consent for a purpose stands, for the version in force. */
export const hasConsent = (personId: string, purpose: string) =>
  beyondReach('asked by the subsystem that needs the consent', async () => {
    const [row] =
      await sql`SELECT 1 AS one FROM core.person_consents c WHERE c.person_id = ${personId} AND c.purpose = ${purpose}
      AND c.withdrawn_on IS NULL AND c.version = (SELECT max(version) FROM core.consent_forms WHERE purpose = ${purpose})`;
    return row !== undefined;
  });
