import { randomUUID } from 'node:crypto';
import {
  audit,
  beyondReach,
  conflict,
  context,
  forbidden,
  homeRegion,
  invalidInput,
  notFound,
  notify,
  receive,
  sql,
  todayHere,
} from '@regiso/core';
import type { AppealInput, PaperAppealInput } from '../../shared/appeals';
import { actsFor } from '../persons/own-people';
import { lockResult, noResult, tellFamily, type Standing } from '../persons/revise';
import { sealText } from './views';
import { decideBy, fileBy } from './window';

type Filing = { origin: 'own' | 'paper'; receivedOn: string };
export type Filed = { id: string; number: string };

/**
 * Files an appeal of the signed-in participant or guardian about a published result; one that stands already is given back.
 * Throws 404 for a result that is not one's own to see, 403 where a court bars applying, 409 after the term.
 */
export async function fileOwn(resultId: string, input: AppealInput, today = todayHere()): Promise<Filed> {
  const people = await actsFor('apply');
  return beyondReach('a result of oneself or of one’s own child', async () => {
    const standing = await lockResult(resultId, homeRegion().timeZone);
    if (!standing.publishedOn || !people.may.has(standing.personId)) {
      if (standing.publishedOn && people.see.has(standing.personId))
        throw forbidden('Подавать заявления за этого участника вы не можете');
      throw noResult();
    }
    return fileAppeal(standing, input, { origin: 'own', receivedOn: today });
  });
}

/** Enters an appeal that came on paper, by the day on which it was handed in. Throws 400, 404 and 409. */
export async function fileOnPaper(resultId: string, { appeal, receivedOn }: PaperAppealInput): Promise<Filed> {
  if (receivedOn > todayHere())
    throw invalidInput([{ path: ['payload', 'receivedOn'], message: 'Этот день ещё не наступил' }]);
  const standing = await lockResult(resultId, homeRegion().timeZone);
  const from = appeal.kind === 'marks' ? standing.publishedOn : standing.heldOn;
  if (from && receivedOn < from)
    throw invalidInput([{ path: ['payload', 'receivedOn'], message: `Апелляцию подают не раньше ${spoken(from)}` }]);
  return fileAppeal(standing, appeal, { origin: 'paper', receivedOn });
}

export const spoken = (day: string) => day.split('-').reverse().join('.');

async function fileAppeal(standing: Standing, input: AppealInput, { origin, receivedOn }: Filing): Promise<Filed> {
  const { id: resultId, heldOn, publishedOn, personId } = standing;
  const [there] = await sql<Filed>`SELECT id, number FROM exams.appeals
    WHERE result_id = ${resultId} AND kind = ${input.kind} AND state <> 'withdrawn'`;
  if (there) return there;
  if (input.kind === 'marks' && !publishedOn) throw conflict('Результат ещё не объявлен');
  if (input.kind === 'marks' && standing.status !== 'valid')
    throw conflict('Результат аннулирован: апелляция о баллах невозможна');
  const { until, row } = await fileBy(input.kind, { heldOn, publishedOn: publishedOn ?? heldOn });
  if (receivedOn > until) throw conflict(`Срок подачи истёк: последний день был ${spoken(until)}`);
  const id = randomUUID();
  const { number, receivedAt } = await receive('exams.appeal', id, 'АП');
  const by = await decideBy(input.kind, receivedOn);
  await sql`INSERT INTO exams.appeals (id, result_id, person_id, kind, number, origin, aspects, presence, said, received_at,
      received_on, file_by, decide_by, term_row, filed_by)
    VALUES (${id}, ${resultId}, ${personId}, ${input.kind}, ${number}, ${origin}, ${input.aspects}, ${input.presence},
      ${sealText(id, input.text)}, ${receivedAt}, ${receivedOn}, ${until}, ${by}, ${row}, ${context().actor?.accountId ?? null})`;
  await audit('exams.appeal-filed', { type: 'exam-appeal', id, personId }, { kind: input.kind, origin, decideBy: by });
  await tellFiled(id, personId);
  return { id, number };
}

async function tellFiled(id: string, personId: string) {
  await tellFamily(personId, {
    kind: 'exams.appeal',
    title: 'Апелляция принята',
    titleEn: 'The appeal was received',
    once: `exam-appeal-${id}-received`,
  });
  await notify({
    kind: 'exams.appeal-filed',
    audience: { permission: 'exams.approve-results' },
    title: 'Поступила апелляция',
    titleEn: 'An appeal has come',
    link: `/app/exams/appeals/${id}`,
    once: `exam-appeal-${id}`,
  });
}

/** Takes an own appeal back while the commission has not begun. Throws 404 and 409. */
export async function withdrawOwn(id: string): Promise<void> {
  const { may } = await actsFor('apply');
  await beyondReach('an appeal of oneself or of one’s own child', async () => {
    const [row] = await sql<{
      personId: string;
      state: string;
    }>`SELECT person_id AS "personId", state FROM exams.appeals a
      WHERE id = ${id} AND a.person_id = ANY (${[...may]}::uuid[]) FOR UPDATE`;
    if (!row) throw notFound('Апелляция не найдена');
    if (row.state !== 'received')
      throw conflict('Комиссия уже начала рассматривать апелляцию: отозвать её здесь нельзя');
    await sql`UPDATE exams.appeals SET state = 'withdrawn', ended_at = now() WHERE id = ${id}`;
    await audit('exams.appeal-withdrawn', { type: 'exam-appeal', id, personId: row.personId });
    await tellFamily(row.personId, {
      kind: 'exams.appeal',
      title: 'Апелляция отозвана',
      titleEn: 'The appeal was withdrawn',
      once: `exam-appeal-${id}-withdrawn`,
    });
  });
}
