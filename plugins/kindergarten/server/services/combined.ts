import { part, sql, todayHere, valueOn } from '@regiso/core';
import type { GroupView } from '../../shared';
import { childDossier } from '../dossiers/checklist';
import { norms } from '../norms';

/** How many children of groups of the combined orientation have a conclusion of the commission in their file today. */
async function specialIn(ids: readonly string[]) {
  const today = part`${todayHere()}::date`;
  const rows = await sql<{ id: string; special: number }>`SELECT g.id, count(DISTINCT p.person_id)::int AS special
    FROM kindergarten.groups g JOIN kindergarten.pupils p ON p.group_id = g.id
      AND p.starts_on <= greatest(${today}, make_date(g.school_year, 9, 1)) AND (p.ends_on IS NULL OR p.ends_on >= ${today})
    JOIN core.dossier_items i ON i.person_id = p.person_id AND i.organisation_id = g.organisation_id
      AND i.dossier = ${childDossier.id} AND i.kind = 'pmpk' AND i.ended_as IS NULL
      AND (i.valid_until IS NULL OR i.valid_until >= ${today})
    WHERE g.id = ANY (${[...ids]}::uuid[]) GROUP BY g.id`;
  return new Map(rows.map(({ id, special }) => [id, special]));
}

async function mostIn(ageFrom: number) {
  const age = ageFrom < 3 ? 'under-3' : 'from-3';
  const { value: children } = await valueOn(norms, `combined-${age}-children`);
  const { value: special, act, clause, verified } = await valueOn(norms, `combined-${age}-special`);
  return { children, special, ground: [act, clause].filter(Boolean).join(', '), verified };
}

/**
 * Says of groups of the combined orientation how many of their children have special needs, against the most that the norm
 * allows at the age (приказ 373, п. 13 [mem]): a warning, for only the founder may part the group.
 */
export async function withRatio(groups: readonly GroupView[]): Promise<GroupView[]> {
  const combined = groups.filter(({ orientation }) => orientation === 'combined');
  if (!combined.length) return [...groups];
  const special = await specialIn(combined.map(({ id }) => id));
  const most = { young: await mostIn(0), old: await mostIn(3) };
  return groups.map((group) => {
    if (group.orientation !== 'combined') return group;
    const norm = group.ageFrom < 3 ? most.young : most.old;
    const found = special.get(group.id) ?? 0;
    const isOver = found > norm.special || (found > 0 && group.children > norm.children);
    return { ...group, ratio: { special: found, most: norm, isOver } };
  });
}
