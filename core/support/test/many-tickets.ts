import { randomUUID } from 'node:crypto';
import { seal } from '../../access/sealing';
import { sql } from '../../server';
import { place } from '../tickets';

/** Tickets like another, of a subsystem: so many with days, twenty a day from yesterday on, and so many that wait for their authors. */
export async function manyTickets(like: string, subsystem: string, { due, waiting }: { due: number; waiting: number }) {
  const ids = Array.from({ length: due + waiting }, () => randomUUID());
  const subjects = ids.map((id, at) => seal(Buffer.from(`Вопрос ${at}`), place('tickets', 'subject', id)));
  await sql`INSERT INTO core.tickets (id, account_id, body_id, subsystem, kind, subject, state, due_on, first_due_on, term_row, release)
    SELECT n.id, t.account_id, t.body_id, ${subsystem}, t.kind, decode(n.subject, 'hex'),
      CASE WHEN n.at <= ${due}::int THEN 'new' ELSE 'waiting-author' END,
      CASE WHEN n.at <= ${due}::int THEN current_date - 1 + (n.at / 20)::int END, t.first_due_on, t.term_row, t.release
    FROM core.tickets t, unnest(${ids}::uuid[], ${subjects.map((one) => one.toString('hex'))}::text[])
      WITH ORDINALITY AS n(id, subject, at)
    WHERE t.id = ${like}`;
}
