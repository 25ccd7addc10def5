import { randomInt, randomUUID } from 'node:crypto';
import { installed, type Actor, type HeldGrant } from '@regiso/core';
import { knownRoles, permissionsByRole, permissionsWithin } from '../../core/access/roles';
import type { Kind, Place, World } from './world';

export const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;

export const theirs = (accountId: string, grants: readonly HeldGrant[] = []): Actor => ({
  accountId,
  name: 'n',
  roles: [],
  permissions: new Set(),
  grants,
});

export type Sort = Pick<HeldGrant, 'scope' | 'subsystem' | 'permissions'> & Partial<HeldGrant>;

/** A right of somebody at a place, as sign-in would have read it. */
export function aRight({ places }: World, { participantId, town }: Place, sort: Sort): HeldGrant {
  const covered = {
    region: [],
    municipality: places.filter((one) => one.town === town),
    participant: places.filter((one) => one.participantId === participantId),
  }[sort.scope];
  const connectedTo = (kind: Kind) =>
    covered
      .filter((one) => one.kind === kind && one.isConnected && [null, kind].includes(sort.subsystem as Kind | null))
      .map((one) => one.participantId);
  return {
    id: randomUUID(),
    role: 'drawn',
    participantId: sort.scope === 'participant' ? participantId : null,
    municipalityId: sort.scope === 'municipality' ? town : null,
    participants: covered.map((one) => one.participantId),
    ...(sort.scope !== 'region' && {
      connected: { school: connectedTo('school'), kindergarten: connectedTo('kindergarten') },
    }),
    readOnly: false,
    narrowing: null,
    endsOn: null,
    ...sort,
  };
}

export const everyPermission = () =>
  new Set(installed().plugins.flatMap(({ permissions }) => Object.keys(permissions ?? {})));

/** Draws people of all roles, with rights at places and what narrows them; some hold nothing. */
export async function drawer(world: World): Promise<() => Actor> {
  const roles = knownRoles();
  const shipped = await permissionsByRole(roles);
  const narrowings = [
    null,
    { grades: [1, 4] },
    { grades: { from: 1, to: 4 } },
    { groups: [randomUUID()] },
    { lesson: randomUUID(), day: '2026-09-01' },
  ];
  const right = (): HeldGrant => {
    const [role, subsystem] = [pick(roles), pick([null, 'school', 'kindergarten'])];
    const scope = pick([
      ...Array<'municipality'>(8).fill('municipality'),
      ...Array<'participant'>(11).fill('participant'),
      'region',
    ] as const);
    const permissions = permissionsWithin(role, subsystem, shipped.get(role) ?? []);
    return aRight(world, pick(world.places), {
      role,
      scope,
      subsystem,
      permissions,
      narrowing: pick(narrowings),
      readOnly: pick([true, false]),
    });
  };
  return () => theirs(pick(world.accounts), Array.from({ length: randomInt(4) }, right));
}
