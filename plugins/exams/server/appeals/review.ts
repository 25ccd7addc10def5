import { audit, context, notFound, part, peopleBrief, sql, todayHere } from '@regiso/core';
import type { AppealCard, AppealLine, AppealQuery } from '../../shared/appeals';
import { accountsOf } from '../persons/revise';
import { appealsWhere } from './views';

type Exam = Pick<AppealCard, 'kindTitle' | 'kindTitleEn' | 'subjectTitle' | 'subjectTitleEn' | 'heldOn' | 'unit'>;
const examColumns = part`k.title AS "kindTitle", k.title_en AS "kindTitleEn", s.title AS "subjectTitle",
  s.title_en AS "subjectTitleEn", b.held_on::text AS "heldOn", b.unit`;
const examTables = part`exams.appeals a JOIN exams.person_results r ON r.id = a.result_id
  JOIN exams.batches b ON b.id = r.batch_id JOIN exams.exam_kinds k ON k.code = b.kind JOIN exams.subjects s ON s.code = b.subject`;
const isOverdue = () => part`(a.state IN ('received', 'review') AND a.decide_by < ${todayHere()}::date)`;

type ListRow = Omit<AppealLine, 'name'> & { personId: string };

/** Appeals for the commission, the open ones first by the day they are due; the reading is recorded for everybody shown. */
export async function listAppeals({ state, overdue }: AppealQuery): Promise<AppealLine[]> {
  const late = overdue === 'true' ? part`AND ${isOverdue()}` : part``;
  const rows = await sql<ListRow>`SELECT a.id, a.number, a.kind, a.state, a.person_id AS "personId",
      a.received_on::text AS "receivedOn", a.decide_by::text AS "decideBy", ${isOverdue()} AS "isOverdue",
      a.decided_on::text AS "decidedOn", ${examColumns}
    FROM ${examTables} WHERE (${state ?? null}::text IS NULL OR a.state = ${state ?? null}) ${late}
    ORDER BY a.ended_at IS NOT NULL, CASE WHEN a.ended_at IS NULL THEN a.decide_by END, a.received_at DESC, a.id LIMIT 300`;
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  if (personIds.length) await audit('exams.appeals-read', { type: 'region', personIds }, { appeals: rows.length });
  const nameOf = await namesOf(personIds);
  return rows.map(({ personId, ...row }) => ({ ...row, name: nameOf(personId) }));
}

/** «Иванова Мария Петровна» by the id of the card. */
export async function namesOf(personIds: readonly string[]): Promise<(id: string) => string> {
  const cards = await peopleBrief(personIds, ['surname', 'name', 'patronymic']);
  return (id) => {
    const card = cards.get(id);
    return card ? [card.surname, card.name, card.patronymic].filter(Boolean).join(' ') : '';
  };
}

type More = Exam
  & Pick<AppealCard, 'resultId' | 'origin' | 'isOverdue' | 'now' | 'decidedBy' | 'takenBy'> & { personId: string };

/** One appeal before the commission; the reading is recorded. Throws 404. */
export async function appealCard(id: string): Promise<AppealCard> {
  const [appeal] = await appealsWhere(part`a.id = ${id}`);
  const [more] =
    await sql<More>`SELECT a.result_id AS "resultId", a.origin, a.person_id AS "personId", ${isOverdue()} AS "isOverdue",
      json_build_object('result', r.result, 'primaryPoints', r.primary_points, 'status', r.status) AS now,
      (SELECT name FROM core.accounts WHERE id = a.decided_by) AS "decidedBy",
      (SELECT name FROM core.accounts WHERE id = a.taken_by) AS "takenBy", ${examColumns}
    FROM ${examTables} WHERE a.id = ${id}`;
  if (!appeal || !more) throw notFound('Апелляция не найдена');
  const { personId, ...rest } = more;
  await audit('exams.appeals-read', { type: 'exam-appeal', id, personId }, { appeals: 1 });
  const account = context().actor?.accountId;
  const isOwn = account !== undefined && (await accountsOf(personId)).includes(account);
  return { ...appeal, ...rest, name: (await namesOf([personId]))(personId), isOwn };
}
