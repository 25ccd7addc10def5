/** Which columns of a table say whose a row is. */
export type Guard = {
  participant?: string;
  municipality?: string;
  account?: string;
};

const list = (setting: string, type: string) =>
  `ANY ((SELECT nullif(current_setting('app.${setting}', true), '')::${type}[])::${type}[])`;

/**
 * SQL for a migration: only rows within the reach of the transaction are seen and written, also by the owner of the table.
 * Nothing but comparisons with settings: a subquery over memberships was 170 times slower.
 */
export function rowSecurity(table: `${string}.${string}`, { participant, municipality, account }: Guard): string {
  const policies = {
    region: `'region' = (SELECT current_setting('app.reach', true))`,
    ...(participant && { participant: `${participant} = ${list('participants', 'uuid')}` }),
    ...(municipality && { municipality: `${municipality} = ${list('municipalities', 'text')}` }),
    ...(account && { account: `${account} = (SELECT nullif(current_setting('app.account', true), '')::uuid)` }),
  };
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`,
    ...Object.entries(policies).map(([name, fits]) => `CREATE POLICY reach_${name} ON ${table} USING (${fits});`),
  ].join('\n');
}
