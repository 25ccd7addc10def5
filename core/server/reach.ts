import { context, type Context, type HeldGrant } from './context';
import { narrowedIn, type Range } from './narrowing';
import { joined, part } from './sql-parts';

/** The value of `app.reach` for those who see all participants. */
export const wholeRegion = 'region';

/** Rows somebody may see: all of the region, or those of participants and municipalities. */
export type Reach = { region: boolean; participants: readonly string[]; municipalities: readonly string[] };

type Piece = ReturnType<typeof part>;
type Where = {
  participant?: Piece;
  municipality?: Piece;
  /** An array of the subsystems a row belongs to. */
  subsystems?: Piece;
  /** The numbers of a row by which a right may be narrowed, such as its grades; a narrowed right shows no row without them. */
  narrowed?: Readonly<Record<string, { from: Piece; to: Piece }>>;
};

// Work of the system itself has no actor and no limits; nobody has no reach.
function grantsFor(permission: string): readonly HeldGrant[] | 'everything' {
  const { actor, reach } = context();
  if (actor) return (actor.grants ?? []).filter(({ permissions }) => permissions.has(permission));
  return reach === 'actor' ? [] : 'everything';
}

/** Where the present actor holds a permission, in one subsystem when given; what is narrowed there does not count. */
export function reachOf(permission: string, subsystem?: string): Reach {
  const grants = grantsFor(permission);
  if (grants === 'everything') return { region: true, participants: [], municipalities: [] };
  return reachOfGrants(
    grants
      .filter((grant) => !subsystem || grant.subsystem === null || grant.subsystem === subsystem)
      .filter((grant) => !narrowedIn(grant, permission).length),
  );
}

const reachOfGrants = (grants: readonly HeldGrant[]): Reach => ({
  region: grants.some(({ scope }) => scope === 'region'),
  participants: [...new Set(grants.flatMap(({ participants }) => participants))],
  municipalities: [
    ...new Set(
      grants.flatMap(({ scope, municipalityId }) =>
        scope === 'municipality' && municipalityId ? [municipalityId] : [],
      ),
    ),
  ],
});

/** The application's filter: rows in which the actor holds the permission. `WHERE ${inReach('x.read', { participant: part`t.participant_id` })}` */
export function inReach(permission: string, where: Where): Piece {
  const grants = grantsFor(permission);
  if (grants === 'everything') return part`true`;
  const conditions = grants.map((grant) => {
    const narrowed = narrowedIn(grant, permission).map(({ id, range }) => isWithin(range, where.narrowed?.[id]));
    return joined([fits(grant, where), ...narrowed], ' AND ');
  });
  return conditions.length ? part`(${joined(conditions, ' OR ')})` : part`false`;
}

const isWithin = (range: Range | undefined, row: { from: Piece; to: Piece } | undefined) =>
  range && row ? part`(${row.from} <= ${range.to}::int AND ${row.to} >= ${range.from}::int)` : part`false`;

function fits(grant: HeldGrant, { participant, municipality, subsystems }: Where): Piece {
  const places: Piece[] = [];
  if (grant.scope === 'region') places.push(part`true`);
  else {
    if (participant) places.push(part`${participant} = ANY(${grant.participants}::uuid[])`);
    if (municipality && grant.scope === 'municipality') places.push(part`${municipality} = ${grant.municipalityId}`);
  }
  const place = places.length ? part`(${joined(places, ' OR ')})` : part`false`;
  return grant.subsystem && subsystems ? part`(${place} AND ${grant.subsystem}::text = ANY(${subsystems}))` : place;
}

/** What row level security is told: the coarse reach over all grants, never narrower than any `inReach`. */
export function rowSettings({ actor, reach }: Pick<Context, 'actor' | 'reach'>): Record<string, string> {
  const own = reachOfGrants(actor?.grants ?? []);
  const sees = reach !== 'actor' || own.region;
  return {
    'app.reach': sees ? wholeRegion : '',
    'app.participants': `{${own.participants.join(',')}}`,
    'app.municipalities': `{${own.municipalities.map((id) => JSON.stringify(id)).join(',')}}`,
    'app.account': actor?.accountId ?? '',
  };
}
