import { createHmac } from 'node:crypto';
import { me } from '../access/proof';
import { seal, secretFor } from '../access/sealing';
import { newId, notify } from '../notices/notify';
import { valueOn } from '../reference/value-on';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { tooManyRequests, unavailable } from '../server/errors';
import { sql } from '../server/sql';
import { homeCalendar, todayHere } from '../territory/home';
import { installed } from '../server/installed';
import type { QuestionInput, TicketInput } from './model';
import { supportTerms } from './terms';

const openAtOnce = 20;
const questionsAnHour = 5;

export const place = (table: 'tickets' | 'ticket_messages', column: string, id: string) =>
  `support|${table}|${column}|${id}`;

type Kind = TicketInput['kind'];

/** The day an answer is due, by the term that stands today and the production calendar. */
export async function dueFrom(kind: Kind) {
  const today = todayHere();
  const term = await valueOn(supportTerms, kind, today);
  return { dueOn: homeCalendar().addWorkingDays(today, term.value), termRow: term.id };
}

/** Which body of the regulation answers: technical and access 3.3, method 3.4 by subsystem, the rest of advice 3.2. */
async function bodyFor(kind: Kind, subsystem: string | undefined): Promise<string> {
  const duty = kind === 'fault' || kind === 'access' ? 'development' : kind === 'method' ? 'methodical' : 'monitoring';
  const [body] = await sql<{ id: string }>`SELECT id FROM core.bodies
    ORDER BY duty = ${duty} AND (duty <> 'methodical' OR ${subsystem ?? null}::text = ANY (subsystems)) DESC NULLS LAST,
      duty = 'monitoring' DESC, duty = 'operator' DESC, id LIMIT 1`;
  if (!body) throw unavailable('Органы, отвечающие за поддержку, ещё не внесены', 3_600);
  return body.id;
}

/** Writes a question of the present person; gives its id and number. */
export async function ask(input: TicketInput) {
  const { accountId, roles } = me();
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${accountId}, 7214032))`;
  const [open] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM core.tickets
    WHERE account_id = ${accountId} AND state <> 'solved'`;
  if ((open?.n ?? 0) >= openAtOnce) throw tooManyRequests(3_600);
  return writeTicket({ ...input, accountId, roles });
}

/** Takes a question from the public site. A machine that fills the hidden field is told the same and nothing is kept. */
export async function askFromOutside({ website, address, subject, text }: QuestionInput) {
  await countQuestion(context().ip ?? 'nowhere');
  if (website) {
    await audit('support.machine-ignored', { type: 'ticket' });
    return undefined;
  }
  return beyondReach('the desk answers whoever asks', () =>
    writeTicket({ kind: 'howto', subject, text, errors: [], address }),
  );
}

async function countQuestion(ip: string) {
  const hash = createHmac('sha256', secretFor('addresses of questions')).update(ip).digest();
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${hash.toString('hex')}, 7214033))`;
  const [row] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM core.question_tries
    WHERE address_hash = ${hash} AND at > now() - interval '1 hour'`;
  if ((row?.n ?? 0) >= questionsAnHour) throw tooManyRequests(3_600);
  await sql`INSERT INTO core.question_tries (address_hash) VALUES (${hash})`;
}

type Written = TicketInput & { accountId?: string; address?: string; roles?: readonly string[] };

/** Writes a ticket and tells the desk; the caller has asked whether it may. */
export async function writeTicket(given: Written) {
  const id = await newId();
  const bodyId = await bodyFor(given.kind, given.subsystem);
  const { dueOn, termRow } = await dueFrom(given.kind);
  const subject = seal(Buffer.from(given.subject), place('tickets', 'subject', id));
  const guest = given.address ? seal(Buffer.from(given.address), place('tickets', 'guest_address', id)) : null;
  const [row] = await sql<{ number: number }>`
    INSERT INTO core.tickets (id, account_id, guest_address, body_id, subsystem, kind, subject, due_on, first_due_on,
      term_row, screen, record_id, roles, release, errors)
    VALUES (${id}, ${given.accountId ?? null}, ${guest}, ${bodyId}, ${given.subsystem ?? null}, ${given.kind}, ${subject},
      ${dueOn}, ${dueOn}, ${termRow}, ${given.screen ?? null}, ${given.recordId ?? null}, ${[...(given.roles ?? [])]}, ${installed().version},
      ${JSON.stringify(given.errors)}::jsonb) RETURNING number::int AS number`;
  await say(id, 'author', given.text, given.accountId ?? null, given.accountId ?? null);
  await audit('support.asked', { type: 'ticket', id }, { kind: given.kind, body: bodyId, guest: Boolean(guest) });
  await notify({
    audience: { permission: 'support.answer', ...(given.subsystem && { subsystem: given.subsystem }) },
    kind: 'support.arrived',
    title: `Новое обращение № ${row?.number}`,
    titleEn: `New question № ${row?.number}`,
    link: `/app/support/tickets/${id}`,
  });
  return { id, number: row?.number ?? 0, dueOn };
}

type Side = 'author' | 'desk' | 'note';

/** Adds words to the thread; `reader` is whose ticket it is, nobody for notes. The present person writes unless said otherwise. */
export async function say(
  ticket: string,
  side: Side,
  text: string,
  reader: string | null,
  writer: string | null = context().actor?.accountId ?? null,
) {
  const id = await newId();
  await sql`INSERT INTO core.ticket_messages (id, ticket_id, reader_id, writer_id, side, text)
    VALUES (${id}, ${ticket}, ${side === 'note' ? null : reader}, ${writer}, ${side},
      ${seal(Buffer.from(text), place('ticket_messages', 'text', id))})`;
}
