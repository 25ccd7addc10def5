import { audit, conflict, context, forbidden, invalidInput, notFound, part, sql } from '@regiso/core';
import type { OwnDefinition, OwnState, OwnVersion } from '../../shared/own';
import { noteDefinition } from '../definitions';
import { compileContext } from '../context';
import { factsFor, indicatorFrom } from './definition';

type Row = Omit<OwnVersion, 'changedAt' | 'isMine'> & { authorId: string; changedAt: Date };

const rows = part`SELECT o.code, o.number, o.version, o.state, o.definition, o.why, o.note, o.author_id AS "authorId",
    coalesce(a.name, '') AS author, r.name AS reviewer, o.changed_at AS "changedAt"
  FROM dashboards.own_indicators o LEFT JOIN core.accounts a ON a.id = o.author_id
    LEFT JOIN core.accounts r ON r.id = o.reviewer_id`;

const me = () => context().actor?.accountId ?? '';
const shown = ({ authorId, changedAt, ...row }: Row): OwnVersion => ({
  ...row,
  isMine: authorId === me(),
  changedAt: changedAt.toISOString(),
});

/** The newest version of each, those that wait for a review first. */
export async function listOwn(): Promise<OwnVersion[]> {
  const found = await sql<Row>`SELECT * FROM (SELECT DISTINCT ON (code) * FROM (${rows}) AS every
    ORDER BY code, number DESC) AS newest ORDER BY state <> 'review', "changedAt" DESC LIMIT 200`;
  return found.map(shown);
}

/** All versions of one, the newest first. */
export async function versionsOf(code: string): Promise<OwnVersion[]> {
  const found = await sql<Row>`SELECT * FROM (${rows}) AS every WHERE code = ${code} ORDER BY number DESC LIMIT 100`;
  if (!found.length) throw notFound(`Показателя «${code}» нет`);
  return found.map(shown);
}

/** The newest version, locked; refuses whoever has seen another state of it. */
async function newest(code: string, version: number): Promise<Row> {
  const [found] = await sql<{ id: string }>`SELECT id FROM dashboards.own_indicators
    WHERE code = ${code} ORDER BY number DESC LIMIT 1 FOR UPDATE`;
  if (!found) throw notFound(`Показателя «${code}» нет`);
  const [row] = await sql<Row>`SELECT * FROM (${rows}) AS every WHERE code = ${code} ORDER BY number DESC LIMIT 1`;
  if (!row) throw notFound(`Показателя «${code}» нет`);
  if (row.version !== version) throw conflict('Показатель тем временем изменили. Откройте его заново');
  return row;
}

/** Refuses a definition that the facts open to the actor cannot give. */
async function check(definition: OwnDefinition) {
  const facts = factsFor(context().actor).map(({ fact }) => fact);
  return indicatorFrom(definition, facts, await compileContext());
}

export async function createOwn(definition: OwnDefinition): Promise<{ code: string }> {
  await check(definition);
  const [made] = await sql<{ code: string }>`
    INSERT INTO dashboards.own_indicators (code, number, definition, author_id)
    VALUES ('own.' || nextval('dashboards.own_codes'), 1, ${JSON.stringify(definition)}::jsonb, ${me()}) RETURNING code`;
  const code = made?.code ?? '';
  await audit('dashboards.indicator-drafted', { type: 'indicator', id: code }, { number: 1 });
  return { code };
}

/** Changes one's own draft; what is approved or withdrawn gets a next version, and says why. */
export async function saveOwn(code: string, version: number, definition: OwnDefinition, why: string | null) {
  const row = await newest(code, version);
  await check(definition);
  if (row.state === 'review') throw conflict('Показатель на проверке: дождитесь решения');
  const text = JSON.stringify(definition);
  const isOpen = row.state === 'draft' || row.state === 'returned';
  if (isOpen && row.authorId !== me()) throw forbidden('Черновик правит тот, кто его составил');
  const number = isOpen ? row.number : row.number + 1;
  if (number > 1 && !why) throw invalidInput([{ path: ['payload', 'why'], message: 'Скажите, что меняется и почему' }]);
  if (isOpen)
    await sql`UPDATE dashboards.own_indicators SET definition = ${text}::jsonb, why = ${why}, state = 'draft',
        version = version + 1, changed_at = now() WHERE code = ${code} AND number = ${number}`;
  else
    await sql`INSERT INTO dashboards.own_indicators (code, number, definition, why, author_id)
      VALUES (${code}, ${number}, ${text}::jsonb, ${why}, ${me()})`;
  await audit('dashboards.indicator-drafted', { type: 'indicator', id: code }, { number });
}

async function turn(row: Row, state: OwnState, note: string | null, reviewer: string | null) {
  await sql`UPDATE dashboards.own_indicators SET state = ${state}, note = ${note}, reviewer_id = ${reviewer},
      version = version + 1, changed_at = now() WHERE code = ${row.code} AND number = ${row.number}`;
}

/** Hands one's own draft to a second person. */
export async function sendOwn(code: string, version: number): Promise<void> {
  const row = await newest(code, version);
  if (row.state !== 'draft') throw conflict('На проверку отправляют черновик');
  if (row.authorId !== me()) throw forbidden('На проверку отправляет тот, кто составил');
  await check(row.definition);
  await turn(row, 'review', null, null);
  await audit('dashboards.indicator-sent', { type: 'indicator', id: code }, { number: row.number });
}

/** The word of a second person: figures are counted by it from now on, or it goes back with a note. */
export async function decideOwn(code: string, version: number, isApproved: boolean, note: string | null) {
  const row = await newest(code, version);
  if (row.state !== 'review') throw conflict('Этот показатель не ждёт проверки');
  if (row.authorId === me()) throw forbidden('Проверяет не тот, кто составил');
  if (!isApproved && !note) throw invalidInput([{ path: ['payload', 'note'], message: 'Скажите, что исправить' }]);
  const indicator = await check(row.definition);
  await turn(row, isApproved ? 'approved' : 'returned', note, me());
  if (isApproved) await noteDefinition({ ...indicator, id: code, version: row.number });
  const event = isApproved ? 'dashboards.indicator-approved' : 'dashboards.indicator-returned';
  await audit(event, { type: 'indicator', id: code }, { number: row.number }, note ? { purpose: note } : {});
}

/** Takes an approved indicator out of use; its versions stay to be read. */
export async function withdrawOwn(code: string, version: number, reason: string): Promise<void> {
  const row = await newest(code, version);
  if (row.state !== 'approved') throw conflict('Отозвать можно утверждённый показатель');
  await turn(row, 'withdrawn', reason, me() === row.authorId ? null : me());
  await audit(
    'dashboards.indicator-withdrawn',
    { type: 'indicator', id: code },
    { number: row.number },
    { purpose: reason },
  );
}
