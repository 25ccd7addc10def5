import { createHash } from 'node:crypto';
import { publish } from '../agreements/publications';
import { printPdf } from '../documents/pdf';
import { dayText } from '../documents/words';
import { notify } from '../notices/notify';
import { audit } from '../server/audit';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { papers, proposals, stories, type Story } from './demo-stories';
import { say, writeTicket } from './tickets';

/** A desk at work, two proposals and the rules to read, for the accounts of the demonstration. Running it again changes nothing. */
export async function supportDemo() {
  const people = await demoPeople();
  const [there] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM core.tickets`;
  if (!people.size || there?.n) return;
  for (const story of stories) await tell(story, people);
  for (const idea of proposals) await propose(idea, people.get(idea.by) ?? null);
  for (const paper of papers) await publishPaper(paper);
}

const demoPeople = async () => {
  const rows = await sql<{ login: string; id: string }>`SELECT login, id FROM core.accounts WHERE is_demo LIMIT 100`;
  return new Map(rows.map(({ login, id }) => [login, id]));
};

type People = ReadonlyMap<string, string>;

async function tell(story: Story, people: People) {
  const accountId = story.by ? people.get(story.by) : undefined;
  if (story.by && !accountId) return;
  const { kind, subject, text, subsystem, screen, guest, errors = [] } = story;
  const { id, number } = await writeTicket({
    kind,
    subject,
    text,
    errors,
    ...(subsystem && { subsystem }),
    ...(screen && { screen }),
    ...(accountId && { accountId }),
    ...(guest && { address: guest }),
  });
  await sql`UPDATE core.ticket_messages SET created_at = ${before(story.hoursAgo)} WHERE ticket_id = ${id}`;
  for (const { side, text: words, by, hours } of story.said ?? []) {
    await say(id, side, words, side === 'note' ? null : (accountId ?? null), people.get(by ?? '') ?? null);
    await sql`UPDATE core.ticket_messages SET created_at = ${before(story.hoursAgo - hours)}
      WHERE id = (SELECT max(id::text)::uuid FROM core.ticket_messages WHERE ticket_id = ${id})`;
  }
  await settle(id, story, people.get(story.assignee ?? '') ?? null);
  await remind(id, number, story, accountId);
}

const before = (hours: number) => new Date(Date.now() - hours * 3_600_000);

/** The day so many days from today. */
function dayFrom(days: number) {
  const day = new Date(`${todayHere()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

async function settle(id: string, { state, due, hoursAgo, said = [] }: Story, assignee: string | null) {
  const answer = said.find(({ side }) => side === 'desk');
  const answeredAt = answer ? before(hoursAgo - answer.hours) : null;
  const dueOn = due === undefined ? null : dayFrom(due);
  await sql`UPDATE core.tickets SET created_at = ${before(hoursAgo)}, state = ${state}, assignee_id = ${assignee},
      due_on = ${dueOn}, first_due_on = coalesce(${dueOn}::date, first_due_on), answered_at = ${answeredAt},
      solved_at = ${state === 'solved' ? answeredAt : null} WHERE id = ${id}`;
}

async function remind(
  id: string,
  number: number,
  { state, hoursAgo, said = [] }: Story,
  accountId: string | undefined,
) {
  const link = `/app/support/tickets/${id}` as const;
  const answered = said.find(({ side }) => side === 'desk');
  if (accountId && answered)
    await notify({
      accountIds: [accountId],
      kind: 'support.answered',
      title: `Ответ на обращение № ${number}`,
      titleEn: `Answer to question № ${number}`,
      link,
    });
  await sql`UPDATE core.notices SET
      created_at = ${before(hoursAgo)}::timestamptz + CASE WHEN kind = 'support.answered'
        THEN make_interval(hours => ${answered?.hours ?? 0}) ELSE interval '0' END,
      read_at = CASE WHEN ${state === 'solved'} OR ${answered !== undefined} AND kind = 'support.arrived' THEN now() END
    WHERE link = ${link}`;
}

async function propose({ subsystem, title, text, state, answer }: (typeof proposals)[number], authorId: string | null) {
  if (!authorId) return;
  const [row] = await sql<{ id: string }>`INSERT INTO core.proposals (subsystem, title, text, state, answer, author_id)
    VALUES (${subsystem}, ${title}, ${text}, ${state}, ${answer}, ${authorId}) RETURNING id`;
  await audit('support.proposed', { type: 'proposal', ...(row && { id: row.id }) }, { subsystem });
}

async function publishPaper({ kind, title, titleEn, versions, paragraphs }: (typeof papers)[number]) {
  const [there] = await sql`SELECT 1 AS one FROM core.published_documents WHERE title = ${title}`;
  if (there) return;
  let series: string | undefined;
  for (const [at, { daysAgo, whatChanged }] of versions.entries()) {
    const effectiveOn = dayFrom(-daysAgo);
    const bytes = await printPdf({
      title,
      number: `ДЕМО-${at + 1}`,
      day: dayText(effectiveOn, 'ru'),
      issuer: 'Оператор РЕГИСО (демо)',
      checkAddress: new URL('/documents', installed().config.publicUrl ?? 'http://localhost').href,
      content: [{ ol: [...paragraphs] }],
      isDemo: true,
    });
    const id = await publish(
      { kind, title, titleEn, effectiveOn, whatChanged, series },
      {
        fileName: `${title}, редакция ${at + 1}.pdf`,
        mediaType: 'application/pdf',
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes,
      },
    );
    const [row] = await sql<{ series: string }>`UPDATE core.published_documents SET is_demo = true WHERE id = ${id}
      RETURNING series`;
    series = row?.series;
  }
}
