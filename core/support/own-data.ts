import { unseal } from '../access/sealing';
import { sql } from '../server/sql';
import { place } from './tickets';

type Ticket = { id: string; number: string; state: string; createdAt: Date; subject: Buffer };
type Message = { id: string; ticketId: string; side: string; createdAt: Date; text: Buffer };

/** What is held about the owner of an account: own tickets with their threads, without the desk's notes. */
export async function ownData(accountId: string): Promise<Record<string, unknown>> {
  const tickets = await sql<Ticket>`SELECT id, number, state, created_at AS "createdAt", subject FROM core.tickets
    WHERE account_id = ${accountId} ORDER BY id`;
  const messages = await sql<Message>`SELECT id, ticket_id AS "ticketId", side, created_at AS "createdAt", text
    FROM core.ticket_messages WHERE reader_id = ${accountId} ORDER BY id`;
  return { обращения: tickets.map((ticket) => ticketOf(ticket, messages)) };
}

const ticketOf = ({ id, number, state, createdAt, subject }: Ticket, messages: readonly Message[]) => ({
  номер: number,
  состояние: state,
  создано: createdAt,
  тема: unseal(subject, place('tickets', 'subject', id)).toString(),
  переписка: messages.filter(({ ticketId }) => ticketId === id).map(messageOf),
});

const messageOf = ({ id, side, createdAt, text }: Message) => ({
  сторона: side,
  когда: createdAt,
  текст: unseal(text, place('ticket_messages', 'text', id)).toString(),
});
