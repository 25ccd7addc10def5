import {
  audit,
  conflict,
  context,
  forbidden,
  homeRegion,
  invalidInput,
  notFound,
  part,
  sql,
  startJob,
} from '@regiso/core';
import type { Approval, BatchDetail, BatchState, BatchView } from '../../shared/persons';

type Piece = ReturnType<typeof part>;

const viewsWhere = (where: Piece, limit: number) => sql<BatchView>`SELECT b.id, b.kind, k.title AS "kindTitle",
    k.title_en AS "kindTitleEn", b.subject, s.title AS "subjectTitle", s.title_en AS "subjectTitleEn",
    b.held_on::text AS "heldOn", b.number, b.unit, b.state, b.is_paused AS "isPaused", c.results, c.published, c.annulled,
    b.created_at AS "createdAt", b.visible_from AS "visibleFrom", b.published_at AS "publishedAt"
  FROM exams.batches b JOIN exams.exam_kinds k ON k.code = b.kind JOIN exams.subjects s ON s.code = b.subject, LATERAL (
    SELECT count(*)::int AS results, count(r.published_at)::int AS published,
      (count(*) FILTER (WHERE r.status = 'annulled'))::int AS annulled
    FROM exams.person_results r WHERE r.batch_id = b.id) c
  WHERE ${where} ORDER BY b.created_at DESC, b.id LIMIT ${limit}`;

/** The last hundred batches, the newest first. */
export const listBatches = () => viewsWhere(part`true`, 100);

const name = (column: Piece) => part`(SELECT a.name FROM core.accounts a WHERE a.id = ${column})`;

/** A batch as whoever approves it looks at it: counts, scale, files and hands, and nobody's result. Throws 404. */
export async function batchDetail(id: string): Promise<BatchDetail> {
  const [view] = await viewsWhere(part`b.id = ${id}`, 1);
  if (!view) throw noBatch();
  type More = Omit<BatchDetail, keyof BatchView | 'files' | 'isOwn' | 'scale'> & {
    act: string | null;
    verified: boolean;
  };
  const [more] = await sql<More>`SELECT c.*, s.act, coalesce(s.verified, false) AS verified,
      ${name(part`b.decided_by`)} AS "decidedBy", b.decided_at AS "decidedAt", b.protocol, b.reject_reason AS "rejectReason"
    FROM exams.batches b LEFT JOIN exams.scales s ON s.id = b.scale_id, LATERAL (
      SELECT round(avg(result), 2)::float8 AS mean, min(result) AS least, max(result) AS most
      FROM exams.person_results WHERE batch_id = b.id) c WHERE b.id = ${id}`;
  if (!more) throw noBatch();
  const { act, verified, ...rest } = more;
  const files = await sql<
    BatchDetail['files'][number]
  >`SELECT f.file_sha256 AS sha256, ${name(part`f.brought_by`)} AS by,
      f.brought_at AS at FROM exams.batch_files f WHERE f.batch_id = ${id} ORDER BY f.id LIMIT 50`;
  return { ...view, ...rest, scale: act === null ? null : { act, verified }, files, isOwn: await hadAHand(id) };
}

async function hadAHand(id: string): Promise<boolean> {
  const [row] = await sql`SELECT 1 AS one FROM exams.batch_files
    WHERE batch_id = ${id} AND brought_by = ${context().actor?.accountId ?? null} LIMIT 1`;
  return row !== undefined;
}

const noBatch = () => notFound('Пакет результатов не найден');

type Locked = { id: string; state: BatchState; heldOn: string; results: number };

/** Locks a batch for a decision. Throws 404. */
async function lockBatch(id: string): Promise<Locked> {
  const [batch] = await sql<Omit<Locked, 'results'>>`SELECT id, state, held_on::text AS "heldOn" FROM exams.batches
    WHERE id = ${id} FOR UPDATE`;
  if (!batch) throw noBatch();
  const [count] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM exams.person_results WHERE batch_id = ${id}`;
  return { ...batch, results: count?.n ?? 0 };
}

const otherState = () => conflict('Пакет уже в другом состоянии. Обновите страницу.');

/**
 * A second person approves a draft and says from when it may be seen; the job shows it then. Throws 403 for whoever had a
 * hand in it, 409 for one that is no draft or empty.
 */
export async function approveBatch(id: string, { protocol, visibleFrom }: Approval): Promise<void> {
  const batch = await lockBatch(id);
  if (await hadAHand(id)) throw forbidden('Утверждает другой человек: в этом пакете есть строки, которые внесли вы');
  if (batch.state !== 'draft') throw otherState();
  if (!batch.results) throw conflict('В пакете нет ни одного результата');
  if (visibleFrom < batch.heldOn)
    throw invalidInput([{ path: ['payload', 'visibleFrom'], message: 'Результат не показывают раньше экзамена' }]);
  await sql`UPDATE exams.batches SET state = 'approved', decided_by = ${context().actor?.accountId ?? null}, decided_at = now(),
    protocol = ${protocol}, visible_from = ${visibleFrom}::timestamp AT TIME ZONE ${homeRegion().timeZone} WHERE id = ${id}`;
  await audit('exams.batch-approved', { type: 'exam-batch', id }, { results: batch.results, visibleFrom });
  await startJob('exams', 'publish-results');
}

/** Sends a draft back: a corrected file makes a new one, and what was rejected is kept. Throws 409. */
export async function rejectBatch(id: string, reason: string): Promise<void> {
  const batch = await lockBatch(id);
  if (batch.state !== 'draft') throw otherState();
  await sql`UPDATE exams.batches SET state = 'rejected', decided_by = ${context().actor?.accountId ?? null}, decided_at = now(),
    reject_reason = ${reason} WHERE id = ${id}`;
  await audit('exams.batch-rejected', { type: 'exam-batch', id }, { results: batch.results });
}

/** Stops a publication at its next safe point, or lets it go on: what is shown stays shown. Throws 409. */
export async function pausePublication(id: string, isPaused: boolean): Promise<void> {
  const batch = await lockBatch(id);
  if (batch.state !== 'approved' && batch.state !== 'publishing') throw otherState();
  await sql`UPDATE exams.batches SET is_paused = ${isPaused} WHERE id = ${id}`;
  await audit('exams.publication-paused', { type: 'exam-batch', id }, { isPaused });
  if (!isPaused) await startJob('exams', 'publish-results');
}
