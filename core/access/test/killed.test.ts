import { join } from 'node:path';
import { ddl } from '../../server/sql';
import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { anyTime, startVictim } from '../../testing/killing';
import { createAccount } from '../accounts';
import { runGranting, type Plan } from './granting-plan';
import { notes } from './notes';
import { aParticipant, dayFrom, somebody } from './people';

const kills = 8;
const rounds = 40;
const stepsOfRound = 4;

type Grant = {
  account: string;
  role: string;
  state: string;
  by: string;
  confirmed: string | null;
  starts: string;
  ends: string | null;
  replaces: string | null;
  events: string[];
};

describe('A grant that is killed at any moment', () => {
  let test: TestApp;
  let participantId: string, administrator: string;
  let operators: [string, string];

  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'], also: [notes] });
    participantId = await test.work(() => aParticipant());
    const operator = () => somebody(test, [{ role: 'operator', scope: 'region' }]);
    operators = [(await operator()).id, (await operator()).id];
    const right = { role: 'participant-administrator', subsystem: 'school', participantId };
    administrator = (await somebody(test, [right], participantId)).id;
  }, 180_000);
  afterAll(() => test.stop());

  it(`is whole or not there, with its audit, ${kills} times; sent again, all is as if nothing had happened`, async () => {
    const sound = await aPlan('без-сбоев');
    let steps = 0;
    await runGranting(sound, () => (steps += 1));
    expect(steps).toBe(rounds * stepsOfRound);

    const plan = await aPlan('со-сбоями');
    await widen();
    let told = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      told += await killSome(plan);
      const committed = await stepsKept(plan);
      expect(committed).toBeGreaterThanOrEqual(told);
      expect(committed).toBeLessThanOrEqual(told + kill + 1);
      expect(committed).toBeLessThan(rounds * stepsOfRound);
    }
    await runGranting(plan, () => undefined);
    expect(await stateOf(plan)).toEqual(await stateOf(sound));
  }, 300_000);

  /** Holds every step open for a while after each of its writes, so that a kill falls between them. */
  const widen = () =>
    ddl(`CREATE FUNCTION core.hold_open() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_sleep(0.01); RETURN NULL; END $$;
      CREATE TRIGGER hold_open AFTER INSERT OR UPDATE ON core.grants
        FOR EACH STATEMENT EXECUTE FUNCTION core.hold_open();
      CREATE TRIGGER hold_open AFTER INSERT ON core.audit_events FOR EACH STATEMENT EXECUTE FUNCTION core.hold_open()`);

  /** Gives how many steps the victim told to be committed before it was killed in the middle of some step. */
  async function killSome(plan: Plan) {
    const victim = await startVictim(test, { script: join(__dirname, 'granting-process.ts'), order: { plan } });
    await victim.reached(1 + Math.floor(Math.random() * 12));
    await anyTime(60);
    expect(await victim.kill()).toBe(true);
    return victim.steps();
  }

  const aPlan = (name: string): Promise<Plan> =>
    test.work(async () => {
      const account = (part: string, round: number) =>
        createAccount({ login: `${name}-${part}-${round}`, name: `${part} ${round}`, roles: [] });
      const made: Plan['rounds'] = [];
      for (let round = 0; round < rounds; round += 1)
        made.push({
          teacher: await account('учитель', round),
          successor: await account('преемник', round),
          methodist: await account('методист', round),
        });
      const days = { startsOn: dayFrom(0), handedOverOn: dayFrom(30) };
      return { operators, administrator, participantId, ...days, rounds: made };
    });

  /** Every grant of a plan by the names of people, with the events of the audit about it. */
  const stateOf = (plan: Plan) =>
    test.work(async () => {
      // Waits until PostgreSQL has noticed that the other side is gone.
      await sql`LOCK TABLE core.grants, core.audit_events IN EXCLUSIVE MODE`;
      const accounts = plan.rounds.flatMap((round) => Object.values(round));
      return sql<Grant>`SELECT a.name AS account, g.role, g.state, g.given_by AS by, g.confirmed_by AS confirmed,
          g.starts_on::text AS starts, g.ends_on::text AS ends, ra.name AS replaces,
          ARRAY(SELECT e.event FROM core.audit_events e WHERE e.object_type = 'grant' AND e.object_id = g.id::text
            ORDER BY e.id) AS events
        FROM core.grants g JOIN core.accounts a ON a.id = g.account_id
          LEFT JOIN core.grants r ON r.id = g.replaces LEFT JOIN core.accounts ra ON ra.id = r.account_id
        WHERE g.account_id = ANY (${accounts}::uuid[]) ORDER BY 1, 2`;
    });

  /** Counts the steps that are kept; fails on half of one, and on an event of the audit about no grant. */
  async function stepsKept(plan: Plan) {
    const grants = await stateOf(plan);
    for (const grant of grants) {
      const isFollowed = grants.some(({ replaces }) => replaces === grant.account);
      expect(grant).toMatchObject(whole(grant, isFollowed));
    }
    const [orphans] = await test.work(
      () => sql<{ count: number }>`SELECT count(*)::int AS count FROM core.audit_events e
        WHERE e.object_type = 'grant' AND NOT EXISTS (SELECT FROM core.grants g WHERE g.id::text = e.object_id)`,
    );
    expect(orphans?.count).toBe(0);
    const confirmed = grants.filter((grant) => grant.confirmed).length;
    return grants.length + confirmed;
  }

  function whole({ role, confirmed, replaces }: Grant, isFollowed: boolean): Partial<Grant> {
    const [asked = '', confirms = ''] = operators;
    if (role === 'subsystem-administrator')
      return confirmed
        ? {
            state: 'active',
            by: asked,
            confirmed: confirms,
            events: ['access.grant-requested', 'access.grant-confirmed'],
          }
        : { state: 'requested', by: asked, events: ['access.grant-requested'] };
    const events = ['access.granted', ...(isFollowed ? ['access.handed-over'] : [])];
    const starts = dayFrom(replaces ? 30 : 0);
    return { state: 'active', by: administrator, starts, ends: isFollowed ? dayFrom(29) : null, events };
  }
});
