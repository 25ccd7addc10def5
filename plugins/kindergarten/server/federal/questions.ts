import { audit, conflict, inReach, me, notFound, part, sql, startJob } from '@regiso/core';
import type { FederalDecision, FederalQuestion } from '../../shared';
import { fullName } from '../services/applications';
import { openGiven } from './given';
import { exchange } from './load';
import type { Decisions } from './take';

const within = () => inReach(exchange, { municipality: part`r.municipality_id` });

type Asked = Omit<FederalQuestion, 'child' | 'guardian' | 'ground'> & { given: Buffer };

/** Applications of the portal that wait for a person, the oldest filed first; the reading is recorded. */
export async function federalQuestions(limit = 100): Promise<FederalQuestion[]> {
  const rows = await sql<Asked>`SELECT r.id, r.portal_id AS "portalId", r.number, r.filed_at AS "filedAt",
      m.short_name AS municipality, r.question, r.reasons, r.given
    FROM kindergarten.federal_rows r LEFT JOIN core.municipalities m ON m.id = r.municipality_id
    WHERE r.state = 'asked' AND ${within()} ORDER BY r.filed_at, r.id LIMIT ${limit}`;
  await audit('kindergarten.federal-questions-read', { type: 'federal-row' }, { rows: rows.length });
  return rows.map(({ given: sealed, ...row }) => {
    const { child, guardian, ground } = openGiven(row.id, sealed);
    const shown = (one: typeof child) => ({
      name: fullName({ ...one, patronymic: one.patronymic ?? null }),
      birthDate: one.birthDate ?? null,
    });
    return { ...row, child: shown(child), guardian: shown(guardian), ground };
  });
}

type Row = { id: string; state: string; question: keyof Decisions | null };

/** Writes what a person has decided; the application then goes on, or back to the portal. Throws 404 and 409. */
export async function decideFederal(id: string, { decision, reason }: FederalDecision): Promise<void> {
  const [row] = await sql<Row>`SELECT r.id, r.state, r.question FROM kindergarten.federal_rows r
    WHERE r.id = ${id} AND ${within()} FOR UPDATE`;
  if (!row) throw notFound('Заявление не найдено');
  if (!row.question) throw conflict('По этому заявлению уже решено. Обновите страницу.');
  if (row.question === 'kinship' && decision === 'other')
    throw conflict('О родстве решают, верен ли документ. Обновите страницу.');
  if (decision === 'reject')
    await sql`UPDATE kindergarten.federal_rows SET state = 'rejected', question = NULL, issue = ${reason},
      decided_by = ${me().accountId} WHERE id = ${id}`;
  else
    await sql`UPDATE kindergarten.federal_rows SET state = 'waiting', question = NULL, decided_by = ${me().accountId},
      decisions = decisions || ${JSON.stringify({ [row.question]: decision })}::jsonb WHERE id = ${id}`;
  const details = { question: row.question, decision };
  await audit('kindergarten.federal-row-decided', { type: 'federal-row', id }, details, { purpose: reason });
  if (decision !== 'reject') await startJob('kindergarten', 'take-federal');
}
