import { beyondReach } from '../server/database';
import { part, prepared, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { standing } from './card';
import type { GuardianAct, GuardianKind } from './words';
import { guardianActs } from './words';

export type Guardianship = {
  guardianId: string;
  childId: string;
  kind: GuardianKind;
  /** What the guardian may do today: all that no act of a court bars. */
  may: GuardianAct[];
};

type Row = { guardian_id: string; child_id: string; kinds: GuardianKind[]; limits: GuardianAct[] };

const sides = { guardian: part`g.guardian_id`, child: part`g.child_id` };

// Of several records for one pair the strictest counts: a limit must not be lost where two cards were one person. A text for
// each side: where a parameter chooses the column, no index serves it.
const inForce = async (side: 'guardian' | 'child', id: string): Promise<Guardianship[]> => {
  const today = todayHere();
  const rows = await beyondReach(
    'who may act for whom is asked by the subsystem that acts',
    () => prepared<Row>`SELECT g.guardian_id, g.child_id, array_agg(DISTINCT g.kind) AS kinds,
        (SELECT coalesce(array_agg(DISTINCT barred), '{}') FROM core.guardianships b, unnest(b.limits) barred
          WHERE b.guardian_id = g.guardian_id AND b.child_id = g.child_id AND b.starts_on <= ${today}::date
            AND (b.ends_on IS NULL OR b.ends_on >= ${today}::date)) AS limits
      FROM core.guardianships g
      JOIN core.persons s ON s.id = ${id} AND ${sides[side]} = ${standing('s')}
      WHERE g.starts_on <= ${today}::date AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
      GROUP BY g.guardian_id, g.child_id ORDER BY g.child_id, g.guardian_id LIMIT 100`,
  );
  return rows.map(({ guardian_id: guardianId, child_id: childId, kinds, limits }) => ({
    guardianId,
    childId,
    kind: kinds[0] ?? 'parent',
    may: permitted(limits),
  }));
};

/** Who may not see a child sees neither its health nor where it lives. */
const permitted = (limits: readonly GuardianAct[]): GuardianAct[] => {
  const hidden: readonly GuardianAct[] = limits.includes('see') ? ['see', 'health', 'contacts'] : [];
  return guardianActs.filter((act) => !limits.includes(act) && !hidden.includes(act));
};

/** Those who stand for a child today, with what each may do. */
export const guardiansOf = (childId: string) => inForce('child', childId);

/** Children for whom a person stands today, with what may be done for each. */
export const childrenOf = (guardianId: string) => inForce('guardian', guardianId);

/** Whether a guardian may do this for a child today: a guardianship is in force and no act of a court bars it. */
export async function canActFor(guardianId: string, childId: string, what: GuardianAct): Promise<boolean> {
  const child = await beyondReach('an old address leads to the card that took it over', async () => {
    const [row] = await sql<{
      id: string;
    }>`SELECT coalesce(merged_into, id) AS id FROM core.persons WHERE id = ${childId}`;
    return row?.id;
  });
  return (await childrenOf(guardianId)).some((one) => one.childId === child && one.may.includes(what));
}
