import type { subsystems } from './subsystem';

/** Which columns of a table say whose a row is. */
export type Guard = {
  participant?: string;
  municipality?: string;
  account?: string;
  /**
   * The subsystem, or any, to which an agreement must connect the participant today: a row of one that is not connected is
   * not shown in its municipality either.
   */
  connected?: (typeof subsystems)[number] | 'any';
  /** Columns that hold several: a person belongs to many places. */
  participants?: string;
  municipalities?: string;
  accounts?: string;
};

const list = (setting: string, type: string) =>
  `ANY ((SELECT nullif(current_setting('app.${setting}', true), '')::${type}[])::${type}[])`;

const overlaps = (column: string, setting: string, type: string) =>
  `${column} && (SELECT nullif(current_setting('app.${setting}', true), '')::${type}[])`;

/**
 * SQL for a migration: only rows within the reach of the transaction are seen and written, also by the owner of the table.
 * Nothing but comparisons with settings: a subquery over memberships was 170 times slower.
 */
export function rowSecurity(table: `${string}.${string}`, guard: Guard): string {
  const { participant, municipality, account, participants, municipalities, accounts, connected } = guard;
  const nobodys = connected && participant ? `${participant} IS NULL AND ` : '';
  const places = !connected ? 'participants' : connected === 'any' ? 'connected' : `participants_${connected}`;
  const policies = {
    region: `'region' = (SELECT current_setting('app.reach', true))`,
    ...(participant && { participant: `${participant} = ${list(places, 'uuid')}` }),
    ...(municipality && { municipality: `${nobodys}${municipality} = ${list('municipalities', 'text')}` }),
    ...(account && { account: `${account} = (SELECT nullif(current_setting('app.account', true), '')::uuid)` }),
    ...(participants && { participants: overlaps(participants, places, 'uuid') }),
    ...(municipalities && { municipalities: overlaps(municipalities, 'municipalities', 'text') }),
    ...(accounts && {
      accounts: `(SELECT nullif(current_setting('app.account', true), '')::uuid) = ANY (${accounts})`,
    }),
  };
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`,
    ...Object.entries(policies).map(([name, fits]) => `CREATE POLICY reach_${name} ON ${table} USING (${fits});`),
  ].join('\n');
}

/** SQL for a migration: the same for a table that has policies already. */
export const rowSecurityAnew = (table: `${string}.${string}`, guard: Guard): string =>
  [...Object.keys(guard).filter((name) => name !== 'connected'), 'region']
    .map((name) => `DROP POLICY reach_${name} ON ${table};`)
    .join('\n') + `\n${rowSecurity(table, guard)}`;
