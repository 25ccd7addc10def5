import { z } from 'zod';
import { me } from '../access/proof';
import { notify } from '../notices/notify';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { conflict, forbidden, notFound } from '../server/errors';
import { inReach, reachOf } from '../server/reach';
import { part, sql } from '../server/sql';
import { subsystemIds } from './model';

export const ProposalInput = z.strictObject({
  subsystem: z.enum(subsystemIds, 'Выберите подсистему'),
  title: z.string().trim().min(5, 'Назовите предложение').max(200),
  text: z.string().trim().min(20, 'Опишите предложение').max(8_000),
});
const decisions = ['considered', 'accepted', 'refused', 'done'] as const;
export const DecisionInput = z.strictObject({
  state: z.enum(decisions),
  answer: z.string().trim().min(5, 'Напишите, почему так решено').max(4_000),
  version: z.int(),
});
export const ProposalView = z.object({
  id: z.string(),
  number: z.int(),
  subsystem: z.enum(subsystemIds),
  title: z.string(),
  text: z.string(),
  state: z.enum(['sent', ...decisions]),
  answer: z.string().nullable(),
  author: z.string().nullable(),
  createdAt: z.string(),
  changedAt: z.string(),
  version: z.int(),
});
export type ProposalView = z.output<typeof ProposalView>;

/** Where a proposal may go from each state: what is refused or done stays so. */
const next: Readonly<Record<ProposalView['state'], readonly (typeof decisions)[number][]>> = {
  sent: ['considered', 'accepted', 'refused'],
  considered: ['accepted', 'refused'],
  accepted: ['done', 'refused'],
  refused: [],
  done: [],
};

const visible = () => part`(${inReach('support.decide', { subsystems: part`ARRAY[p.subsystem]` })}
  OR ${inReach('support.propose', { subsystems: part`ARRAY[p.subsystem]` })})`;

/** Proposals of the subsystems one answers for, the newest first. */
export const listProposals = () =>
  beyondReach(
    'names of authors beside proposals within reach',
    () => sql<ProposalView>`
    SELECT p.id, p.number::int AS number, p.subsystem, p.title, p.text, p.state, p.answer, a.name AS author,
      p.created_at AS "createdAt", p.changed_at AS "changedAt", p.version
    FROM core.proposals p LEFT JOIN core.accounts a ON a.id = p.author_id WHERE ${visible()} ORDER BY p.id DESC LIMIT 200`,
  );

/** An authorised body proposes for a subsystem it answers for (3.4). */
export async function propose({ subsystem, title, text }: z.output<typeof ProposalInput>) {
  if (!reachOf('support.propose', subsystem).region) throw forbidden('Эта подсистема — в ведении другого органа');
  const [row] = await sql<{ id: string }>`INSERT INTO core.proposals (subsystem, title, text, author_id)
    VALUES (${subsystem}, ${title}, ${text}, ${me().accountId}) RETURNING id`;
  await audit('support.proposed', { type: 'proposal', ...(row && { id: row.id }) }, { subsystem });
  return listProposals();
}

type Known = { state: ProposalView['state']; version: number; number: number; authorId: string };

export async function decide(id: string, { state, answer, version }: z.output<typeof DecisionInput>) {
  const [known] = await sql<Known>`SELECT p.state, p.version, p.number::int AS number, p.author_id AS "authorId"
    FROM core.proposals p WHERE p.id = ${id} AND ${visible()} FOR UPDATE`;
  if (!known) throw notFound('Предложение');
  if (known.version !== version) throw conflict('Предложение изменил другой человек. Обновите страницу');
  if (!next[known.state].includes(state)) throw conflict('Из этого состояния так решить нельзя');
  await sql`UPDATE core.proposals SET state = ${state}, answer = ${answer}, decided_by = ${me().accountId},
    changed_at = now(), version = version + 1 WHERE id = ${id}`;
  await audit('support.decided', { type: 'proposal', id }, { state });
  await notify({
    accountIds: [known.authorId],
    kind: 'support.decided',
    title: `Решение по предложению № ${known.number}`,
    titleEn: `Decision on proposal № ${known.number}`,
    link: '/app/support/proposals',
  });
  return listProposals();
}
