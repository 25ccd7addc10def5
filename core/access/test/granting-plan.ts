import type { Actor } from '../../server/context';
import { inTransaction } from '../../server/database';
import { ProblemError } from '../../server/errors';
import { sql } from '../../server/sql';
import { confirmGrant, giveGrant, handOver, type NewGrant } from '../grants';
import { heldGrants } from '../held-grants';

/** Accounts by their parts: whoever gives, and for each round who is to get what. */
export type Plan = {
  operators: [string, string];
  administrator: string;
  participantId: string;
  startsOn: string;
  handedOverOn: string;
  rounds: { teacher: string; successor: string; methodist: string }[];
};

/**
 * Gives a teacher's right and hands it over, asks for a subsystem administrator and confirms it, round by round, each step
 * in a request of its own. Run again, it sends the same requests again: what is done already is refused and left as it is.
 */
export async function runGranting(plan: Plan, onDone: () => void) {
  const [asking, confirming, giving] = await Promise.all(
    [...plan.operators, plan.administrator].map((account) => actorOf(account)),
  );
  if (!asking || !confirming || !giving) throw new Error('nobody gives');
  for (const { teacher, successor, methodist } of plan.rounds) {
    await send(giving, onDone, () => giveGrant(teaching(plan, teacher)));
    await send(asking, onDone, () => giveGrant(administering(plan, methodist)));
    await send(confirming, onDone, async () => confirmGrant(await grantOf(methodist)));
    await send(giving, onDone, async () =>
      handOver(await grantOf(teacher), { accountId: successor, on: plan.handedOverOn, ground: 'Приказ № 2' }),
    );
  }
}

const own = { narrowing: null, endsOn: null, municipalityId: null, ground: 'Приказ № 1' };
const teaching = ({ participantId, startsOn }: Plan, accountId: string): NewGrant => ({
  ...{ ...own, accountId, startsOn, participantId },
  ...{ role: 'teacher', subsystem: 'school', scope: 'participant' },
});
const administering = ({ startsOn }: Plan, accountId: string): NewGrant => ({
  ...{ ...own, accountId, startsOn, participantId: null },
  ...{ role: 'subsystem-administrator', subsystem: 'school', scope: 'region' },
});

const repeated = [400, 409];

async function send(actor: Actor, onDone: () => void, work: () => Promise<unknown>) {
  try {
    await inTransaction({ actor, login: 'app', reach: 'actor', mustAudit: true }, work);
    onDone();
  } catch (error) {
    if (!(error instanceof ProblemError && repeated.includes(error.problem.status))) throw error;
  }
}

async function grantOf(account: string): Promise<string> {
  const [row] = await sql<{ id: string }>`SELECT id FROM core.grants WHERE account_id = ${account}`;
  if (!row) throw new Error('there is no grant yet');
  return row.id;
}

async function actorOf(accountId: string): Promise<Actor> {
  const { grants } = await inTransaction({ process: 'test', readOnly: true }, () => heldGrants(accountId));
  const permissions = new Set(grants.filter(({ scope }) => scope === 'region').flatMap((one) => [...one.permissions]));
  const roles = [...new Set(grants.map(({ role }) => role))];
  return { accountId, name: '', roles, permissions, grants, provedAt: new Date() };
}
