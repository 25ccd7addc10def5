import { audit, beyondReach, guardiansOf, sql, standingCard, todayHere } from '@regiso/core';
import { daysAfter } from './days';

type Row = { id: string; origin: string; guardian: string; second: string | null; accounts: string[] };

/**
 * Counts anew which accounts of the family see the sent applications of these children. Who is named in an application sees it
 * while no court bars seeing the child or applying for it; what the desk or the federal portal wrote is seen as well by whoever
 * else stands for the child and is barred from nothing. Gives how many applications have changed.
 */
export async function showToFamilies(children: readonly string[]): Promise<number> {
  let changed = 0;
  for (const child of children) changed += await showToFamily(child);
  return changed;
}

const showToFamily = (child: string) =>
  beyondReach('who sees an application follows from who stands for the child', async () => {
    const rows =
      await sql<Row>`SELECT a.id, a.origin, a.guardian_id AS guardian, a.second_guardian_id AS second, a.accounts
      FROM kindergarten.applications a WHERE a.child_id = ${child} AND a.status <> 'draft' ORDER BY a.id LIMIT 100 FOR UPDATE`;
    if (!rows.length) return 0;
    const standing = await guardiansOf(child);
    const cards = standing.map(({ guardianId }) => guardianId);
    const owners = await sql<{ account: string; person: string }>`SELECT p.account_id AS account,
        ${standingCard('p')} AS person FROM core.persons p WHERE p.account_id IS NOT NULL
        AND (p.id = ANY (${cards}::uuid[]) OR p.merged_into = ANY (${cards}::uuid[]))`;
    let changed = 0;
    for (const { id, origin, guardian, second, accounts } of rows) {
      const seeing = standing.filter(({ guardianId, may }) => {
        const sees = may.includes('see') && may.includes('apply');
        if (guardianId === guardian || guardianId === second) return sees;
        return origin !== 'portal' && sees && may.includes('health') && may.includes('contacts');
      });
      const next = owners.filter(({ person }) => seeing.some((one) => one.guardianId === person)).map((o) => o.account);
      const added = next.filter((one) => !accounts.includes(one));
      const removed = accounts.filter((one) => !next.includes(one));
      if (!added.length && !removed.length) continue;
      await sql`UPDATE kindergarten.applications SET accounts = ${next}::uuid[] WHERE id = ${id}`;
      await audit('kindergarten.family-changed', { type: 'application', id, personId: child }, { added, removed });
      changed += 1;
    }
    return changed;
  });

/** After a change of an account or of a guardian of somebody, who may be the child or the guardian. */
export async function followGuardians({ person }: { person: string }): Promise<void> {
  const rows = await sql<{ child: string }>`SELECT DISTINCT a.child_id AS child FROM kindergarten.applications a
    WHERE a.status <> 'draft' AND (a.child_id = ${person}
      OR a.child_id IN (SELECT child_id FROM core.guardianships WHERE guardian_id = ${person})) LIMIT 100`;
  await showToFamilies(rows.map(({ child }) => child));
}

/** Nightly: guardians whose term has begun or ended with the day, and links of which nobody was told. Gives how many changed. */
export async function followTerms(): Promise<number> {
  const [weekAgo, today] = [daysAfter(todayHere(), -7), todayHere()];
  const rows = await sql<{ child: string }>`SELECT DISTINCT g.child_id AS child FROM core.guardianships g
    JOIN kindergarten.applications a ON a.child_id = g.child_id AND a.status <> 'draft'
    LEFT JOIN core.persons p ON p.id = g.guardian_id
    WHERE g.starts_on BETWEEN ${weekAgo}::date AND ${today}::date OR g.ends_on BETWEEN ${weekAgo}::date AND ${today}::date
      OR (g.ends_on IS NULL AND p.account_id <> ALL (a.accounts)
        AND (a.origin <> 'portal' OR g.guardian_id IN (a.guardian_id, a.second_guardian_id)))
    ORDER BY 1 LIMIT 5000`;
  return showToFamilies(rows.map(({ child }) => child));
}
