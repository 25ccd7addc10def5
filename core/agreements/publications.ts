import { audit } from '../server/audit';
import { context } from '../server/context';
import { forgetActor } from '../access/sign-ins';
import { conflict, invalidInput, notFound } from '../server/errors';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { z } from 'zod';
import type { KeptFile } from './kept-file';

/** What the operator publishes (3.1): forms of agreements, rules, regulations, requirements of information security. */
const documentKinds = ['agreement-form', 'rules', 'regulation', 'security'] as const;
const DocumentKind = z.enum(documentKinds);

export const PublishedVersion = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  titleEn: z.string().nullable(),
  effectiveOn: z.string(),
  whatChanged: z.string().nullable(),
  fileName: z.string(),
  size: z.int(),
  sha256: z.string(),
  publishedAt: z.string(),
  withdrawnAt: z.string().nullable(),
  withdrawReason: z.string().nullable(),
  /** `current` is the one to go by today. */
  state: z.enum(['current', 'coming', 'former', 'withdrawn']),
});
export type PublishedVersion = z.infer<typeof PublishedVersion>;
export const PublishedDocument = z.object({
  series: z.string(),
  kind: DocumentKind,
  versions: z.array(PublishedVersion),
});
export type PublishedDocument = z.infer<typeof PublishedDocument>;

const text = (longest: number) => z.string().trim().min(1, 'Заполните поле').max(longest);
const empty = z.literal('').transform(() => undefined);

/** Fields beside the file; a form sends empty ones as ''. */
export const Publication = z.object({
  kind: z.enum(documentKinds, 'Выберите вид документа'),
  title: text(300),
  titleEn: z.union([empty, text(300)]).optional(),
  effectiveOn: z.iso.date('Нужна дата'),
  whatChanged: z.union([empty, text(1_000)]).optional(),
  series: z.union([empty, z.uuid()]).optional(),
});
export type Publication = z.infer<typeof Publication>;

type Row = PublishedVersion & { series: string; kind: PublishedDocument['kind'] };

/** All published documents with their versions, the newest first; of several in force the latest is current. */
export async function publishedDocuments(): Promise<PublishedDocument[]> {
  const today = todayHere();
  const rows = await sql<Row>`
    SELECT d.id, d.series, d.kind, d.version, d.title, d.title_en AS "titleEn", d.effective_on::text AS "effectiveOn",
      d.what_changed AS "whatChanged", d.file_name AS "fileName", d.size, d.sha256, d.published_at AS "publishedAt",
      d.withdrawn_at AS "withdrawnAt", d.withdraw_reason AS "withdrawReason",
      CASE WHEN d.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN d.effective_on > ${today}::date THEN 'coming'
        WHEN EXISTS (SELECT FROM core.published_documents n WHERE n.series = d.series AND n.version > d.version
          AND n.withdrawn_at IS NULL AND n.effective_on <= ${today}::date) THEN 'former' ELSE 'current' END AS state
    FROM core.published_documents d
    ORDER BY array_position(${[...documentKinds]}::text[], d.kind), d.series, d.version DESC LIMIT 500`;
  const documents = new Map<string, PublishedDocument>();
  for (const { series, kind, ...version } of rows) {
    const known = documents.get(series);
    if (known) known.versions.push(version);
    else documents.set(series, { series, kind, versions: [version] });
  }
  return [...documents.values()];
}

/** Changes whenever what is published, or what of it is in force today, changes. */
export async function publishedVersion(): Promise<string> {
  const [row] = await sql<{ version: string }>`SELECT concat_ws('/', count(*), count(withdrawn_at), max(published_at),
      count(*) FILTER (WHERE effective_on <= ${todayHere()}::date)) AS version FROM core.published_documents`;
  return row?.version ?? '';
}

/** Publishes a document, or the next version of one. Throws 400 for a version that would begin before the one it follows. */
export async function publish(given: Publication, file: KeptFile): Promise<string> {
  const former = given.series ? await lastOf(given.series) : undefined;
  if (former && given.effectiveOn < former.effectiveOn)
    throw invalidInput([{ path: ['payload', 'effectiveOn'], message: 'Раньше прежней редакции' }]);
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.published_documents (series, version, kind, title, title_en, effective_on, what_changed, file_name,
      media_type, size, sha256, bytes, published_by)
    VALUES (coalesce(${former?.series ?? null}::uuid, uuidv7()), ${(former?.version ?? 0) + 1}, ${former?.kind ?? given.kind},
      ${given.title}, ${given.titleEn ?? null}, ${given.effectiveOn}, ${given.whatChanged ?? null}, ${file.fileName},
      ${file.mediaType}, ${file.size}, ${file.sha256}, ${file.bytes}, ${context().actor?.accountId ?? null})
    ON CONFLICT DO NOTHING RETURNING id`;
  if (!row) throw conflict('Эту редакцию только что опубликовал другой человек. Обновите страницу');
  const version = (former?.version ?? 0) + 1;
  await audit(
    'agreements.document-published',
    { type: 'published-document', id: row.id },
    { kind: given.kind, version },
  );
  return row.id;
}

type Last = { series: string; kind: string; version: number; effectiveOn: string };

async function lastOf(series: string): Promise<Last> {
  const [row] = await sql<Last>`SELECT series, kind, version, effective_on::text AS "effectiveOn"
    FROM core.published_documents WHERE series = ${series} ORDER BY version DESC LIMIT 1`;
  if (!row) throw notFound('Такого документа нет');
  return row;
}

/** Takes a version off the current ones; it stays to be read, marked with the reason. */
export async function withdraw(id: string, reason: string) {
  const [row] = await sql`UPDATE core.published_documents SET withdrawn_at = now(), withdraw_reason = ${reason}
    WHERE id = ${id} AND withdrawn_at IS NULL RETURNING id`;
  if (!row) {
    await fileOf(id);
    throw conflict('Документ уже отозван');
  }
  // Whoever had to read it first need not any more.
  await forgetActor();
  await audit('agreements.document-withdrawn', { type: 'published-document', id });
}

/** The file of a version. Throws 404. */
export async function fileOf(id: string) {
  const [row] = await sql<
    Omit<KeptFile, 'size'>
  >`SELECT file_name AS "fileName", media_type AS "mediaType", sha256, bytes
    FROM core.published_documents WHERE id = ${id}`;
  if (!row) throw notFound('Документ не найден');
  return row;
}
