import { context, type Context, type HeldGrant } from './context';
import { narrowedIn, type Range } from './narrowing';
import { joined, part } from './sql-parts';
import { subsystemOf, subsystems } from './subsystem';

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
    subsystemOf(permission),
    grants
      .filter((grant) => !subsystem || grant.subsystem === null || grant.subsystem === subsystem)
      .filter((grant) => !narrowedIn(grant, permission).length),
  );
}

/** Whether agreements connect it. */
export const isConnectable = (subsystem: string | undefined) => (subsystems as readonly unknown[]).includes(subsystem);

/** Participants whose records of a subsystem a grant reaches today; all of its own for what no agreement connects. */
export const participantsIn = ({ participants, connected }: HeldGrant, subsystem: string | undefined) =>
  subsystem && connected && isConnectable(subsystem) ? (connected[subsystem] ?? []) : participants;

/** Grants as they count where something is written: not those of an agreement that leaves its data only to be read. */
export const writing = (grants: readonly HeldGrant[]): HeldGrant[] =>
  grants
    .filter(({ readOnly }) => !readOnly)
    .map(({ writable, unwritable, ...one }) => ({
      ...one,
      ...(writable && { connected: writable }),
      ...(unwritable && { closed: unwritable }),
    }));

/** Participants whose agreement closes their records of a subsystem to a right over the whole region. */
export const closedIn = ({ closed }: HeldGrant, subsystem: string | undefined): readonly string[] =>
  (subsystem && closed?.[subsystem]) || [];

/** One place where a permission is held: all of the region, a municipality or participants; and to what it is narrowed there. */
export type HeldPlace = {
  region: boolean;
  municipalityId: string | null;
  participants: readonly string[];
  narrowed: readonly { dimension: string; range: Range }[];
};

/** Where the present actor holds a permission over figures, a place a right; narrowings by the dimension of figures they bear on. */
export function placesOf(permission: string): HeldPlace[] {
  const grants = grantsFor(permission);
  if (grants === 'everything') return [{ region: true, municipalityId: null, participants: [], narrowed: [] }];
  return grants.flatMap((grant) => {
    const all = narrowedIn(grant, permission);
    const narrowed = all.flatMap(({ dimension, range }) => (dimension && range ? [{ dimension, range }] : []));
    if (narrowed.length < all.length) return [];
    const participants = grant.scope === 'participant' ? participantsIn(grant, subsystemOf(permission)) : [];
    const place = { region: grant.scope === 'region', municipalityId: grant.municipalityId, participants, narrowed };
    return grant.scope === 'participant' && !participants.length ? [] : [place];
  });
}

const reachOfGrants = (subsystem: string | undefined, grants: readonly HeldGrant[]): Reach => ({
  region: grants.some(({ scope }) => scope === 'region'),
  participants: [...new Set(grants.flatMap((grant) => participantsIn(grant, subsystem)))],
  municipalities: [
    ...new Set(
      grants.flatMap(({ scope, municipalityId }) =>
        scope === 'municipality' && municipalityId ? [municipalityId] : [],
      ),
    ),
  ],
});

/**
 * The application's filter: rows in which the actor holds the permission. `WHERE ${inReach('x.read', { participant: part`t.participant_id` })}`
 * Records of a subsystem belong to a participant while its agreement connects it; those of no participant to the municipality.
 */
export function inReach(permission: string, where: Where): Piece {
  const grants = grantsFor(permission);
  if (grants === 'everything') return part`true`;
  const conditions = grants.map((grant) => {
    const narrowed = narrowedIn(grant, permission).map(({ id, range }) => isWithin(range, where.narrowed?.[id]));
    return joined([fits(grant, subsystemOf(permission), where), ...narrowed], ' AND ');
  });
  return conditions.length ? part`(${joined(conditions, ' OR ')})` : part`false`;
}

const isWithin = (range: Range | undefined, row: { from: Piece; to: Piece } | undefined) =>
  range && row ? part`(${row.from} <= ${range.to}::int AND ${row.to} >= ${range.from}::int)` : part`false`;

function fits(grant: HeldGrant, subsystem: string | undefined, where: Where): Piece {
  const { participant, municipality } = where;
  const places: Piece[] = [];
  if (grant.scope === 'region') places.push(participant ? isOpenIn(grant, subsystem, participant) : part`true`);
  else {
    if (participant) places.push(part`${participant} = ANY(${participantsIn(grant, subsystem)}::uuid[])`);
    if (municipality && grant.scope === 'municipality')
      places.push(
        participant && isConnectable(subsystem)
          ? part`(${participant} IS NULL AND ${municipality} = ${grant.municipalityId})`
          : part`${municipality} = ${grant.municipalityId}`,
      );
  }
  const place = places.length ? part`(${joined(places, ' OR ')})` : part`false`;
  return grant.subsystem && where.subsystems
    ? part`(${place} AND ${grant.subsystem}::text = ANY(${where.subsystems}))`
    : place;
}

const isOpenIn = (grant: HeldGrant, subsystem: string | undefined, participant: Piece) => {
  const closed = closedIn(grant, subsystem);
  return closed.length ? part`(${participant} = ANY(${closed}::uuid[])) IS NOT TRUE` : part`true`;
};

/** What row level security is told: the coarse reach over all grants, never narrower than any `inReach`. */
export function rowSettings({ actor, reach }: Pick<Context, 'actor' | 'reach'>): Record<string, string> {
  const grants = actor?.grants ?? [];
  const own = reachOfGrants(undefined, grants);
  const sees = reach !== 'actor' || own.region;
  return {
    'app.reach': sees ? wholeRegion : '',
    'app.participants': `{${own.participants.join(',')}}`,
    'app.municipalities': `{${own.municipalities.map((id) => JSON.stringify(id)).join(',')}}`,
    'app.account': actor?.accountId ?? '',
    ...connectedSettings(grants),
  };
}

// Only what is not empty: a setting that was not made shows nothing.
function connectedSettings(grants: readonly HeldGrant[]): Record<string, string> {
  if (!grants.some(({ scope }) => scope !== 'region')) return {};
  const settings: Record<string, string> = {};
  const all = new Set<string>();
  for (const subsystem of subsystems) {
    const within = grants.filter((grant) => grant.subsystem === null || grant.subsystem === subsystem);
    const ids = new Set(within.flatMap((grant) => participantsIn(grant, subsystem)));
    if (!ids.size) continue;
    settings[`app.participants_${subsystem}`] = `{${[...ids].join(',')}}`;
    for (const id of ids) all.add(id);
  }
  if (all.size) settings['app.connected'] = `{${[...all].join(',')}}`;
  return settings;
}
