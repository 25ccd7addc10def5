import { z } from 'zod';
import { inTransaction } from '../server/database';
import { styleNonce } from '../server/headers';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { homeRegion, todayHere } from '../territory/home';
import { checkPage } from './check-page';
import { documentByCode, revokeDocument, sendDocument } from './documents';

const access = { permission: 'documents.manage' } as const;
const One = z.object({ id: z.uuid() });

const asksEnglish = (languages: unknown) => typeof languages === 'string' && /^en\b/i.test(languages);

const check = route({
  method: 'GET',
  path: '//check/{code}',
  access: { public: 'whoever holds a printed document may check it; the page shows no personal data' },
  summary: 'Whether a printed document is genuine and still holds',
  params: z.object({ code: z.string().max(200) }),
  query: z.object({ lang: z.enum(['ru', 'en']).optional().catch(undefined) }),
  handler: async ({ params, query, request, h }) => {
    const code = params.code.toLowerCase();
    const found = /^[0-9a-z]{32}$/.test(code) ? await documentByCode(code) : undefined;
    const language = query.lang ?? (asksEnglish(request.headers['accept-language']) ? 'en' : 'ru');
    return h
      .response(checkPage(found, language, styleNonce(request)))
      .code(found ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('Cache-Control', 'no-store');
  },
});

const DocumentLine = z.object({
  id: z.string(),
  template: z.string(),
  title: z.string(),
  titleEn: z.string(),
  number: z.string(),
  issuedOn: z.string(),
  validUntil: z.string().nullable(),
  isExpired: z.boolean(),
  revokedOn: z.string().nullable(),
  revokedBecause: z.string().nullable(),
  sha256: z.string(),
});

const list = route({
  method: 'GET',
  path: '/issued',
  access,
  summary: 'Issued documents, the newest first',
  query: z.strictObject({
    number: z.string().max(60).optional(),
    after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ items: z.array(DocumentLine), next: z.string().nullable() }),
  handler: async ({ query: { number, after, limit } }) => {
    const rows = await sql<z.infer<typeof DocumentLine>>`SELECT id, template, title, title_en AS "titleEn", number,
        issued_on::text AS "issuedOn", valid_until::text AS "validUntil",
        coalesce(valid_until < ${todayHere()}::date, false) AS "isExpired",
        (revoked_at AT TIME ZONE ${homeRegion().timeZone})::date::text AS "revokedOn", revoked_because AS "revokedBecause", sha256
      FROM core.documents WHERE (${number ?? null}::text IS NULL OR number = ${number ?? null})
        AND (${after ?? null}::uuid IS NULL OR id < ${after ?? null}) ORDER BY id DESC LIMIT ${limit + 1}`;
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});

const file = route({
  method: 'GET',
  path: '/issued/{id}/file',
  access,
  summary: 'The stored document; the reading is recorded',
  params: One,
  database: false,
  handler: ({ params, h }) => inTransaction({}, () => sendDocument(h, params.id)),
});

const revoke = route({
  method: 'POST',
  path: '/issued/{id}/revoke',
  access,
  summary: 'Take a document back, with a reason',
  params: One,
  payload: z.strictObject({ reason: z.string().trim().min(3, 'Укажите причину').max(500) }),
  reply: z.object({ id: z.string() }),
  handler: async ({ params: { id }, payload }) => {
    await revokeDocument(id, payload.reason);
    return { id };
  },
});

export const routes = [check, list, file, revoke];
