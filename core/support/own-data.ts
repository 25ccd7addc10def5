import { unseal } from '../access/sealing';
import type { DataOwner } from '../server/person';
import { sql } from '../server/sql';
import { place } from './tickets';

type Ticket = { id: string; number: string; state: string; createdAt: Date; subject: Buffer };
type Message = { id: string; ticketId: string; side: string; createdAt: Date; text: Buffer };

/** What is held about an owner: tickets with their threads, without the desk's notes; what was read; what was proposed. */
export async function ownData({ accountId }: DataOwner): Promise<Record<string, unknown>> {
  const tickets = await sql<Ticket>`SELECT id, number, state, created_at AS "createdAt", subject FROM core.tickets
    WHERE account_id = ${accountId} ORDER BY id`;
  const messages = await sql<Message>`SELECT id, ticket_id AS "ticketId", side, created_at AS "createdAt", text
    FROM core.ticket_messages WHERE reader_id = ${accountId} ORDER BY id`;
  const readings = await sql`SELECT d.title AS "документ", d.version AS "редакция", r.confirmed_at AS "прочитано"
    FROM core.readings r JOIN core.published_documents d ON d.id = r.document_id WHERE r.account_id = ${accountId}
    ORDER BY r.confirmed_at`;
  const proposals = await sql`SELECT number AS "номер", title AS "суть", text AS "текст", state AS "состояние",
      answer AS "ответ", created_at AS "внесено" FROM core.proposals WHERE author_id = ${accountId} ORDER BY id`;
  return {
    обращения: tickets.map((ticket) => ticketOf(ticket, messages)),
    прочитано: readings,
    предложения: proposals,
  };
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
