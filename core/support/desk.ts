import { me } from '../access/proof';
import { unseal } from '../access/sealing';
import { filesOf } from '../files/api';
import { notify, sendLetter } from '../notices/notify';
import { markReadAbout } from '../notices/own';
import { audit } from '../server/audit';
import { currentContext } from '../server/context';
import { beyondReach } from '../server/database';
import { conflict, forbidden, invalidInput, notFound } from '../server/errors';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { homeCalendar, todayHere } from '../territory/home';
import type { AnswerInput, QueueInput, TicketLine, TicketView } from './model';
import { dueFrom, place, say } from './tickets';

type Stored = Omit<TicketLine, 'subject' | 'isProvisional'> & {
  subject: Buffer;
  accountId: string | null;
  guestAddress: Buffer | null;
  screen: string | null;
  recordId: string | null;
  roles: string[];
  release: string;
  errors: { code: string; status: number }[];
};

type Piece = ReturnType<typeof part>;
const size = 50;

/** SQL: the present person may answer the ticket `t`. */
export const mayAnswer = () =>
  inReach('support.answer', {
    // Questions about no subsystem go to whoever answers for any.
    subsystems: part`CASE WHEN t.subsystem IS NULL
      THEN ARRAY['kindergarten', 'school', 'college', 'extracurricular', 'portal'] ELSE ARRAY[t.subsystem] END`,
  });

/** Whether the present person sees a ticket by a right, not as its author. */
export async function isTicketSeen(id: string): Promise<boolean> {
  const [row] = await sql`SELECT 1 AS one FROM core.tickets t WHERE t.id = ${id} AND ${mayAnswer()}`;
  return Boolean(row);
}

const stored = (where: Piece, order: Piece) => sql<Stored>`
  SELECT t.id, t.number::int AS number, t.kind, t.subsystem, t.subject, t.state, t.body_id AS "bodyId", b.name AS body,
    b.name_en AS "bodyEn", t.due_on::text AS "dueOn", coalesce(t.due_on < ${todayHere()}::date, false) AS "isOverdue",
    t.guest_address IS NOT NULL AS "isGuest", t.created_at AS "createdAt", t.account_id AS "accountId",
    t.guest_address AS "guestAddress", t.screen, t.record_id AS "recordId", t.roles, t.release, t.errors,
    (SELECT a.name FROM core.accounts a WHERE a.id = t.assignee_id) AS assignee
  FROM core.tickets t JOIN core.bodies b ON b.id = t.body_id WHERE ${where} ORDER BY ${order} LIMIT ${size + 1}`;

const opened = (row: Stored): TicketLine => {
  const {
    accountId: _a,
    guestAddress: _g,
    screen: _s,
    recordId: _r,
    roles: _o,
    release: _l,
    errors: _e,
    ...line
  } = row;
  const isProvisional = line.dueOn !== null && homeCalendar().isProvisional(line.dueOn, line.dueOn);
  return { ...line, isProvisional, subject: unseal(row.subject, place('tickets', 'subject', row.id)).toString() };
};

const page = (rows: Stored[]) => {
  const items = rows.slice(0, size).map(opened);
  return { items, next: rows.length > size ? (items.at(-1)?.id ?? null) : null };
};

/** Tickets of the present person, the newest first. */
export const ownTickets = async (after?: string) =>
  page(
    await stored(
      part`t.account_id = ${me().accountId} AND (${after ?? null}::uuid IS NULL OR t.id < ${after ?? null}::uuid)`,
      part`t.id DESC`,
    ),
  );

// Without a day comes last; the newest first within a day.
const dueDay = part`coalesce(t.due_on, 'infinity'::date)`;
const isBelow = ({ dueOn, id }: NonNullable<QueueInput['after']>) => {
  const day = part`coalesce(${dueOn}::date, 'infinity'::date)`;
  return part`(${dueDay} > ${day} OR (${dueDay} = ${day} AND t.id < ${id}::uuid))`;
};

/** What waits at the desk by the day it is due, fifty at a time from where the page before ended. Recorded as read. */
export async function queue({ bodyId, state, subsystem, isOverdue, isMine, after }: QueueInput) {
  const rows = await stored(
    part`${mayAnswer()} AND (${bodyId ?? null}::text IS NULL OR t.body_id = ${bodyId ?? null})
      AND (${subsystem ?? null}::text IS NULL OR t.subsystem = ${subsystem ?? null})
      AND (NOT ${isOverdue}::boolean OR t.due_on < ${todayHere()}::date)
      AND (NOT ${isMine}::boolean OR t.assignee_id = ${me().accountId})
      AND t.state = ANY (${state ? [state] : ['new', 'in-work', 'waiting-author']}::text[])
      AND ${after ? isBelow(after) : part`true`}`,
    part`t.due_on NULLS LAST, t.id DESC`,
  );
  await audit('support.queue-read', { type: 'ticket' }, { tickets: Math.min(rows.length, size) });
  const { items, next } = page(rows);
  return { items, next: next === null ? null : { dueOn: items.at(-1)?.dueOn ?? null, id: next } };
}

type Row = Stored & { isMine: boolean; mayAnswer: boolean };

/** A ticket of one's own or of one's desk, locked when it is to change. Throws 404 for any other. */
export async function find(id: string, { lock = false } = {}): Promise<Row> {
  if (lock) await sql`SELECT FROM core.tickets WHERE id = ${id} FOR UPDATE`;
  const [row] = await stored(part`t.id = ${id}`, part`t.id`);
  const [right] = await sql<{ may: boolean }>`SELECT ${mayAnswer()} AS may FROM core.tickets t WHERE t.id = ${id}`;
  const isMine = row?.accountId === me().accountId;
  if (!row || (!isMine && !right?.may)) throw notFound('Обращение');
  return { ...row, isMine, mayAnswer: right?.may ?? false };
}

type Message = { id: string; side: 'author' | 'desk' | 'note'; writer: string | null; text: Buffer; createdAt: string };

/** The thread; notes and the context of the screen are for the desk. Reading somebody else's is recorded. */
export async function openTicket(id: string): Promise<TicketView> {
  const row = await find(id);
  const messages = await beyondReach(
    'names of those who answer',
    () => sql<Message>`
    SELECT m.id, m.side, a.name AS writer, m.text, m.created_at AS "createdAt"
    FROM core.ticket_messages m LEFT JOIN core.accounts a ON a.id = m.writer_id
    WHERE m.ticket_id = ${id} AND (${row.mayAnswer}::boolean OR m.side <> 'note') ORDER BY m.id LIMIT 500`,
  );
  await audit('support.read', { type: 'ticket', id }, { own: row.isMine });
  await markReadAbout(linkOf(id));
  const { screen, recordId, roles, release, errors } = row;
  return {
    ...opened(row),
    isMine: row.isMine,
    mayAnswer: row.mayAnswer,
    context: row.mayAnswer ? { screen, recordId, roles, release, errors } : null,
    files: (await filesOf({ plugin: 'support', type: 'ticket', id })).map((file) => ({
      id: file.id,
      name: file.name,
      bytes: file.bytes,
      isGivenOut: file.isGivenOut,
      storedAt: file.storedAt.toISOString(),
    })),
    messages: messages.map((message) => ({
      ...message,
      text: unseal(message.text, place('ticket_messages', 'text', message.id)).toString(),
    })),
  };
}

/** The author writes again: the ticket is at work once more, with a new day. */
export async function reply(id: string, text: string) {
  const row = await find(id, { lock: true });
  if (!row.isMine) throw forbidden('В этой переписке отвечает поддержка');
  await say(id, 'author', text, row.accountId);
  const { dueOn, termRow } = await dueFrom(row.kind);
  const isWaited = row.state === 'waiting-author' || row.state === 'solved';
  if (isWaited)
    await sql`UPDATE core.tickets SET state = 'in-work', due_on = ${dueOn}, term_row = ${termRow}, solved_at = NULL
      WHERE id = ${id}`;
  await audit('support.replied', { type: 'ticket', id });
  const [desk] = await beyondReach(
    'who works on it',
    () => sql<{ id: string | null }>`
    SELECT assignee_id AS id FROM core.tickets WHERE id = ${id}`,
  );
  if (desk?.id) await tell(desk.id, id, { kind: 'support.arrived', ...said.again(row.number) });
}

const linkOf = (id: string) => `/app/support/tickets/${id}` as const;

const said = {
  again: (number: number) => ({
    title: `Новое сообщение в обращении № ${number}`,
    titleEn: `New message in question № ${number}`,
  }),
  answered: (number: number) => ({
    title: `Ответ на обращение № ${number}`,
    titleEn: `Answer to question № ${number}`,
  }),
  closed: (number: number) => ({ title: `Обращение № ${number} закрыто`, titleEn: `Question № ${number} is closed` }),
};

const tell = (accountId: string, id: string, what: { kind: string; title: string; titleEn: string }) =>
  notify({ accountIds: [accountId], link: linkOf(id), ...what });

/** The desk answers the author, or writes a note for itself. */
export async function answer(id: string, { text, side, solves }: AnswerInput) {
  const row = await find(id, { lock: true });
  if (!row.mayAnswer) throw forbidden();
  if (side === 'note') {
    await say(id, 'note', text, null);
    await audit('support.noted', { type: 'ticket', id });
    return;
  }
  await say(id, 'desk', text, row.accountId);
  await sql`UPDATE core.tickets SET state = ${solves ? 'solved' : 'waiting-author'}, due_on = NULL,
      solved_at = CASE WHEN ${solves} THEN now() END, answered_at = coalesce(answered_at, now()),
      assignee_id = coalesce(assignee_id, ${me().accountId}) WHERE id = ${id}`;
  await audit('support.answered', { type: 'ticket', id }, { solves });
  if (row.accountId) await tell(row.accountId, id, { kind: 'support.answered', ...said.answered(row.number) });
  if (row.guestAddress) {
    const address = unseal(row.guestAddress, place('tickets', 'guest_address', id)).toString();
    await sendLetter({ kind: 'support.answered', address, body: `№ ${row.number}\n\n${text}` });
  }
}

/** Somebody of the desk takes it on. */
export async function take(id: string) {
  const row = await find(id, { lock: true });
  if (!row.mayAnswer) throw forbidden();
  if (row.state !== 'new' && row.state !== 'in-work') throw conflict('На обращение уже ответили');
  await sql`UPDATE core.tickets SET state = 'in-work', assignee_id = ${currentContext()?.actor?.accountId ?? null}
    WHERE id = ${id}`;
  await audit('support.taken', { type: 'ticket', id });
}

/** Hands it to the body that answers for it; the day it is due stays. */
export async function transfer(id: string, bodyId: string) {
  const row = await find(id, { lock: true });
  if (!row.mayAnswer) throw forbidden();
  const [body] = await sql`SELECT FROM core.bodies WHERE id = ${bodyId}`;
  if (!body) throw invalidInput([{ path: ['payload', 'bodyId'], message: 'Такого органа нет' }]);
  await sql`UPDATE core.tickets SET body_id = ${bodyId}, assignee_id = NULL WHERE id = ${id}`;
  await audit('support.transferred', { type: 'ticket', id }, { from: row.bodyId, to: bodyId });
}

/** Ends a ticket without further words: its author at any time, the desk once it has answered. */
export async function close(id: string) {
  const row = await find(id, { lock: true });
  if (row.state === 'solved') throw conflict('Обращение уже закрыто');
  if (!row.isMine && row.state !== 'waiting-author') throw conflict('Сначала ответьте на обращение');
  await sql`UPDATE core.tickets SET state = 'solved', solved_at = now(), due_on = NULL WHERE id = ${id}`;
  await audit('support.closed', { type: 'ticket', id }, { own: row.isMine });
  if (!row.isMine && row.accountId)
    await tell(row.accountId, id, { kind: 'support.answered', ...said.closed(row.number) });
}
