import type { LateOutcome } from '../../server/importer';
import { sql } from '../../server/sql';
import type { Target } from './region';

export const headColumn = 'Код головной организации';

/** A row that names its head organisation by INN, OGRN or the code of the register. */
export type Branch = { line: number; id: string; code: string; outcome: 'created' | 'updated' | 'unchanged' };
type Known = { code: string; id: string; isHead: boolean };
type Link = Branch & { head: string };

/** Links the branches of a whole file with their heads, wherever in the file those stood; what cannot be linked is refused. */
export async function linkHeads({ regionId, branches }: Target): Promise<LateOutcome[]> {
  if (!branches.length) return [];
  const known = await organisationsBy([...new Set(branches.map(({ code }) => code))], regionId);
  const byCode = new Map<string, Known[]>();
  for (const one of known) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  const found = branches.map((branch) => ({ branch, head: headOf(branch, byCode.get(branch.code) ?? []) }));
  const links = found.flatMap(({ branch, head }): Link[] => ('id' in head ? [{ ...branch, head: head.id }] : []));
  const circular = await circularAmong(links);
  const changed = await saveHeads(links.filter((link) => !circular.has(link)));
  return [
    ...found.flatMap(({ branch, head }) => ('problem' in head ? [refused(branch, head.problem)] : [])),
    ...[...circular].map((link) => refused(link, 'Организации входят одна в другую по кругу')),
    ...links
      .filter(({ id, outcome }) => outcome === 'unchanged' && changed.has(id))
      .map(({ line }): LateOutcome => ({ line, outcome: { outcome: 'updated' } })),
  ];
}

const refused = ({ line }: Branch, problem: string): LateOutcome => ({
  line,
  outcome: {
    outcome: 'rejected',
    issues: [{ column: headColumn, message: `${problem}. Связь не записана, остальное в строке принято` }],
  },
});

const organisationsBy = (codes: readonly string[], regionId: string) => sql<Known>`
  SELECT code, o.id, coalesce(substr(o.kpp, 5, 2) = '01', true) AS "isHead" FROM unnest(${[...codes]}::text[]) code, LATERAL (
    SELECT id, kpp FROM core.organisations WHERE inn = code AND region_id = ${regionId} AND NOT is_demo
    UNION SELECT id, kpp FROM core.organisations WHERE ogrn = code AND region_id = ${regionId} AND NOT is_demo
    UNION SELECT id, kpp FROM core.organisations WHERE external_ids ? 'ekis' AND external_ids ->> 'ekis' = code
      AND region_id = ${regionId} AND NOT is_demo) o`;

// A branch has the INN and OGRN of its head; their KPP tell them apart.
function headOf({ id, code }: Branch, all: readonly Known[]): { id: string } | { problem: string } {
  const others = all.filter((one) => one.id !== id);
  const heads = others.filter(({ isHead }) => isHead);
  const [only] = heads.length ? heads : others;
  if (!only)
    return {
      problem: all.length ? 'Организация не может быть головной самой себе' : `Головной организации ${code} нет`,
    };
  if ((heads.length || others.length) > 1)
    return { problem: `Организаций с кодом ${code} несколько: укажите код ЕКИС головной` };
  return only;
}

/** Those of the links that close a ring, with the links of the register that the file does not change. */
async function circularAmong(links: readonly Link[]): Promise<Set<Link>> {
  const above = await sql<{ id: string; head: string }>`WITH RECURSIVE above AS (
      SELECT id, parent_id FROM core.organisations WHERE id = ANY (${links.map(({ head }) => head)}::uuid[])
      UNION SELECT o.id, o.parent_id FROM core.organisations o JOIN above a ON o.id = a.parent_id)
    SELECT id, parent_id AS head FROM above WHERE parent_id IS NOT NULL`;
  const heads = new Map([...above, ...links].map(({ id, head }) => [id, head]));
  return new Set(links.filter(({ id, head }) => leadsTo(id, head, heads)));
}

function leadsTo(id: string, from: string, heads: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = from; at && !seen.has(at); at = heads.get(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

async function saveHeads(links: readonly Link[]): Promise<Set<string>> {
  const changed = await sql<{ id: string }>`UPDATE core.organisations o SET parent_id = g.head, changed_at = now()
    FROM unnest(${links.map(({ id }) => id)}::uuid[], ${links.map(({ head }) => head)}::uuid[]) g(id, head)
    WHERE o.id = g.id AND o.parent_id IS DISTINCT FROM g.head RETURNING o.id`;
  return new Set(changed.map(({ id }) => id));
}
