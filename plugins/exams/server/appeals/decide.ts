import { audit, conflict, context, forbidden, homeRegion, invalidInput, notFound, sql, todayHere } from '@regiso/core';
import type { AppealDecision, AppealKind, AppealState } from '../../shared/appeals';
import { unitHighest } from '../persons/exam-words';
import { pointsOf, primaryTitle, scaleReader } from '../persons/points';
import { accountsOf, lockResult, reviseResult, tellFamily, type Revised, type Standing } from '../persons/revise';
import { spoken } from './file';

type Held = {
  id: string;
  resultId: string;
  personId: string;
  kind: AppealKind;
  state: AppealState;
  receivedOn: string;
};

const me = () => context().actor?.accountId ?? null;

async function lockAppeal(id: string): Promise<Held> {
  const [row] = await sql<Held>`SELECT id, result_id AS "resultId", person_id AS "personId", kind, state,
    received_on::text AS "receivedOn" FROM exams.appeals WHERE id = ${id} FOR UPDATE`;
  if (!row) throw notFound('Апелляция не найдена');
  const account = me();
  if (account && (await accountsOf(row.personId)).includes(account))
    throw forbidden('Это ваша апелляция или апелляция вашего ребёнка: ею занимается другой человек');
  return row;
}

/** The commission begins to look at an appeal; from now on it is not withdrawn. Throws 403, 404 and 409. */
export async function takeUp(id: string): Promise<void> {
  const { state, personId } = await lockAppeal(id);
  if (state !== 'received') throw conflict('Апелляция уже в другом состоянии. Обновите страницу.');
  await sql`UPDATE exams.appeals SET state = 'review', taken_by = ${me()}, taken_at = now() WHERE id = ${id}`;
  await audit('exams.appeal-taken', { type: 'exam-appeal', id, personId });
  await tellFamily(personId, {
    kind: 'exams.appeal',
    title: 'Комиссия рассматривает апелляцию',
    titleEn: 'The commission looks at the appeal',
    once: `exam-appeal-${id}-review`,
  });
}

/**
 * Enters the decision of the commission, once. Satisfied, an appeal on marks gives the result its new value, and one on the
 * procedure annuls it; the former value is kept. Throws 400, 403, 404 and 409.
 */
export async function decideAppeal(id: string, decision: AppealDecision): Promise<void> {
  const appeal = await lockAppeal(id);
  if (appeal.state === 'received') throw conflict('Сначала примите апелляцию к рассмотрению');
  if (appeal.state !== 'review') throw conflict('По этой апелляции решение уже есть');
  const { isSatisfied, protocol, decidedOn, answer } = decision;
  if (decidedOn > todayHere() || decidedOn < appeal.receivedOn)
    throw invalidInput([{ path: ['payload', 'decidedOn'], message: 'День решения — от подачи до сегодняшнего дня' }]);
  const replaced = isSatisfied ? await change(appeal, decision) : null;
  const state = isSatisfied ? 'satisfied' : 'rejected';
  await sql`UPDATE exams.appeals SET state = ${state}, protocol = ${protocol}, decided_on = ${decidedOn}::date, answer = ${answer || null},
    replaced_revision = ${replaced}, decided_by = ${me()}, decided_at = now(), ended_at = now() WHERE id = ${id}`;
  await audit('exams.appeal-decided', { type: 'exam-appeal', id, personId: appeal.personId }, { state });
  await tellFamily(appeal.personId, {
    kind: 'exams.appeal',
    title: 'По апелляции принято решение',
    titleEn: 'The appeal is decided',
    once: `exam-appeal-${id}-decided`,
  });
}

async function change({ resultId, kind }: Held, decision: AppealDecision): Promise<number> {
  const standing = await lockResult(resultId, homeRegion().timeZone);
  const ground = `Апелляция удовлетворена: ${decision.protocol}, ${spoken(decision.decidedOn)}`;
  if (kind === 'procedure') return reviseResult(standing, { status: 'annulled', primary: null, result: null }, ground);
  if (standing.status !== 'valid') throw conflict('Результат аннулирован: апелляция о баллах невозможна');
  return reviseResult(standing, await revisedBy(standing, decision), ground);
}

async function revisedBy({ unit, ...exam }: Standing, { primary, result }: AppealDecision): Promise<Revised> {
  const given = { primary, result, literacy: null, geometry: null };
  const counted = await pointsOf(given, { ...exam, unit, maximum: unitHighest[unit] }, scaleReader());
  if ('message' in counted)
    throw invalidInput([
      { path: ['payload', counted.column === primaryTitle ? 'primary' : 'result'], message: counted.message },
    ]);
  if (counted.result === exam.result && counted.primary === exam.primary)
    throw invalidInput([{ path: ['payload', 'result'], message: 'Это прежний результат: напишите новый' }]);
  return { status: 'valid', primary: counted.primary, result: counted.result };
}
