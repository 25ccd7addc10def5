import { audit, conflict, context, forbidden, homeRegion, notFound, notify, sql } from '@regiso/core';
import type { Annulment, AnnulmentInput, WaitingAnnulment } from '../../shared/revisions';
import { namesOf } from '../appeals/review';
import { lockResult, reviseResult, tellFamily, type Revised, type Standing } from './revise';

const me = () => context().actor?.accountId ?? null;

/** Proposes to annul a result, or to give an annulled one back: nothing changes until a second person confirms. Throws 404 and 409. */
export async function proposeAnnulment(resultId: string, { action, protocol, reason }: AnnulmentInput): Promise<void> {
  const standing = await lockResult(resultId, homeRegion().timeZone);
  demandStanding(standing, action);
  const [made] = await sql<{ id: string }>`INSERT INTO exams.annulments (result_id, action, protocol, reason, asked_by)
    VALUES (${resultId}, ${action}, ${protocol}, ${reason}, ${me()})
    ON CONFLICT (result_id) WHERE state = 'proposed' DO NOTHING RETURNING id`;
  if (!made) throw conflict('Изменение этого результата уже ждёт подтверждения');
  const object = { type: 'exam-result', id: resultId, personId: standing.personId };
  await audit('exams.annulment-proposed', object, { action });
  await notify({
    kind: 'exams.annulment',
    audience: { permission: 'exams.approve-results' },
    title: 'Решение о результате экзамена ждёт подтверждения',
    titleEn: 'A decision on an exam result waits to be confirmed',
    link: `/app/exams/person-results/${resultId}`,
    once: `exam-annulment-${made.id}`,
  });
}

function demandStanding({ isDecided, status }: Standing, action: AnnulmentInput['action']) {
  if (!isDecided) throw conflict('Результат ещё не утверждён: исправьте файл и верните пакет');
  if (action === 'annul' && status === 'annulled') throw conflict('Результат уже аннулирован');
  if (action === 'restore' && status === 'valid') throw conflict('Результат действует: отменять нечего');
}

type Proposed = { id: string; resultId: string; askedBy: string | null; state: string } & AnnulmentInput;

async function lockProposal(id: string): Promise<Proposed> {
  const [row] =
    await sql<Proposed>`SELECT id, result_id AS "resultId", action, protocol, reason, state, asked_by AS "askedBy"
    FROM exams.annulments WHERE id = ${id} FOR UPDATE`;
  if (!row) throw notFound('Предложение не найдено');
  if (row.state !== 'proposed') throw conflict('Предложение уже решено. Обновите страницу.');
  return row;
}

/** A second person confirms: the result changes, its former value stays in the history, the family is told. Throws 403, 404 and 409. */
export async function confirmAnnulment(id: string): Promise<string> {
  const { resultId, action, protocol, reason, askedBy } = await lockProposal(id);
  if (askedBy === me()) throw forbidden('Подтверждает другой человек: это решение внесли вы');
  const standing = await lockResult(resultId, homeRegion().timeZone);
  demandStanding(standing, action);
  const next: Revised =
    action === 'annul' ? { status: 'annulled', primary: null, result: null } : await lastValid(resultId);
  await reviseResult(standing, next, `${protocol}. ${reason}`);
  await decided(id, 'confirmed', null);
  const object = { type: 'exam-result', id: resultId, personId: standing.personId };
  await audit('exams.annulment-decided', object, { action, state: 'confirmed' });
  if (standing.publishedOn)
    await tellFamily(standing.personId, {
      kind: 'exams.result-changed',
      title: action === 'annul' ? 'Результат экзамена аннулирован' : 'Результат экзамена восстановлен',
      titleEn: action === 'annul' ? 'An exam result was annulled' : 'An exam result was given back',
      once: `exam-annulment-${id}-confirmed`,
    });
  return resultId;
}

async function lastValid(resultId: string): Promise<Revised> {
  const [row] = await sql<Revised>`SELECT status, primary_points AS primary, result FROM exams.result_revisions
    WHERE result_id = ${resultId} AND status = 'valid' ORDER BY revision DESC LIMIT 1`;
  if (!row) throw conflict('Прежнего значения нет: результат был аннулирован ещё в файле');
  return row;
}

/** Refuses what was proposed; the result stays. Whoever has proposed may take it back so. Throws 404 and 409. */
export async function refuseAnnulment(id: string, answer: string): Promise<string> {
  const { resultId, action } = await lockProposal(id);
  const { personId } = await lockResult(resultId, homeRegion().timeZone);
  await decided(id, 'refused', answer);
  await audit('exams.annulment-decided', { type: 'exam-result', id: resultId, personId }, { action, state: 'refused' });
  return resultId;
}

const decided = (id: string, state: 'confirmed' | 'refused', answer: string | null) =>
  sql`UPDATE exams.annulments SET state = ${state}, answer = ${answer}, decided_by = ${me()}, decided_at = now() WHERE id = ${id}`;

/** What was proposed about a result, the last first. */
export const annulmentsOf = (resultId: string) => sql<Annulment>`SELECT n.id, n.action, n.state, n.protocol, n.reason,
    (SELECT name FROM core.accounts WHERE id = n.asked_by) AS "askedBy", n.asked_at AS "askedAt",
    (SELECT name FROM core.accounts WHERE id = n.decided_by) AS "decidedBy", n.decided_at AS "decidedAt", n.answer,
    n.asked_by IS NOT DISTINCT FROM ${me()}::uuid AS "isOwn"
  FROM exams.annulments n WHERE n.result_id = ${resultId} ORDER BY n.asked_at DESC, n.id DESC LIMIT 50`;

/** What waits for a second person, the oldest first; the reading is recorded. */
export async function waitingAnnulments(): Promise<WaitingAnnulment[]> {
  type Row = Omit<WaitingAnnulment, 'name'> & { personId: string };
  const rows =
    await sql<Row>`SELECT n.id, n.action, n.asked_at AS "askedAt", n.asked_by IS NOT DISTINCT FROM ${me()}::uuid AS "isOwn",
      n.result_id AS "resultId", r.person_id AS "personId", k.title AS "kindTitle", k.title_en AS "kindTitleEn",
      s.title AS "subjectTitle", s.title_en AS "subjectTitleEn", b.held_on::text AS "heldOn"
    FROM exams.annulments n JOIN exams.person_results r ON r.id = n.result_id JOIN exams.batches b ON b.id = r.batch_id
      JOIN exams.exam_kinds k ON k.code = b.kind JOIN exams.subjects s ON s.code = b.subject
    WHERE n.state = 'proposed' ORDER BY n.asked_at, n.id LIMIT 200`;
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  if (personIds.length)
    await audit('exams.person-results-read', { type: 'region', personIds }, { results: rows.length });
  const nameOf = await namesOf(personIds);
  return rows.map(({ personId, ...row }) => ({ ...row, name: nameOf(personId) }));
}
