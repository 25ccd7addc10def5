import type { Actor, HeldGrant } from '../server/context';
import { forbidden, invalidInput } from '../server/errors';
import { isAsNarrow, narrowingsOf, rangeOf } from '../server/narrowing';
import { sql } from '../server/sql';
import { administrators, knownRoles, permissionsByRole, permissionsWithin, twoPersonRoles } from './roles';

export type WantedGrant = {
  role: string;
  subsystem: string | null;
  scope: 'region' | 'municipality' | 'participant';
  participantId: string | null;
  municipalityId: string | null;
  narrowing: Record<string, unknown> | null;
  startsOn: string;
  endsOn: string | null;
};

const isAdministrator = (role: string) => (administrators as readonly string[]).includes(role);

/** Refuses what makes no sense whoever gives it: 400 with the field. */
export function refuseSenseless({ role, subsystem, scope, participantId, municipalityId, ...given }: WantedGrant) {
  const wrong = (field: string, message: string) => invalidInput([{ path: ['payload', field], message }]);
  if (!knownRoles().includes(role)) throw wrong('role', 'Такой роли нет');
  if (isAdministrator(role) && !subsystem) throw wrong('subsystem', 'Администратору нужна подсистема');
  if (role === 'participant-administrator' && scope !== 'participant')
    throw wrong('scope', 'Администратор участника работает в пределах участника');
  if (role === 'subsystem-administrator' && scope === 'participant')
    throw wrong('scope', 'Администратор подсистемы работает во всём регионе или муниципалитете');
  if (role === 'operator' && (scope !== 'region' || subsystem))
    throw wrong('scope', 'Оператор работает во всём регионе и во всех подсистемах');
  if (role === 'authority' && !subsystem)
    throw wrong('subsystem', 'Уполномоченный орган отвечает за подсистему: выберите её');
  if (role === 'authority' && !participantId)
    throw wrong('participantId', 'Право органа держится на его соглашении: выберите участника');
  if (given.endsOn && given.endsOn < given.startsOn) throw wrong('endsOn', 'Конец раньше начала');
  if (scope === 'participant' && !participantId) throw wrong('participantId', 'Выберите участника');
  if ((scope === 'municipality') !== Boolean(municipalityId)) throw wrong('municipalityId', 'Выберите муниципалитет');
  refuseNarrowing(role, given.narrowing);
}

function refuseNarrowing(role: string, narrowing: WantedGrant['narrowing']) {
  for (const [id, value] of Object.entries(narrowing ?? {})) {
    const known = narrowingsOf(role).find((one) => one.id === id);
    const wrong = (message: string) => invalidInput([{ path: ['payload', 'narrowing', id], message }]);
    if (!known) throw wrong('Так эту роль не сужают');
    if (!rangeOf(known).safeParse(value).success)
      throw wrong(`Сужение — от меньшего к большему, целыми числами от ${known.least} до ${known.most}`);
  }
}

/**
 * The delegation of the regulation: operator → subsystem administrator → participant administrator → user, and nobody gives
 * more than they hold. Gives nothing; throws 403 with the rule that stands in the way.
 */
export async function refuseBeyondOwn(giver: Actor, wanted: WantedGrant) {
  const own = (giver.grants ?? []).filter((grant) => grant.permissions.has('access.grant') && !grant.readOnly);
  const ofRole = (await permissionsByRole([wanted.role])).get(wanted.role) ?? [];
  const needs = permissionsWithin(wanted.role, wanted.subsystem, ofRole);
  const places = wanted.scope === 'participant' ? await placeOf(wanted.participantId) : null;
  const reasons = own.map((grant) => obstacle(grant, wanted, needs, places));
  if (reasons.some((reason) => reason === undefined)) return;
  throw forbidden(reasons[0] ?? 'Вы не даёте прав');
}

/** Taking a right back: an operator takes any, others only what they may give. Throws 403 with the rule that stands in the way. */
export async function refuseToTake(taker: Actor, held: WantedGrant) {
  if (!taker.roles.includes('operator')) await refuseBeyondOwn(taker, { ...held, endsOn: held.startsOn });
}

async function placeOf(participantId: string | null): Promise<string | null> {
  const [row] = await sql<{ municipality_id: string | null }>`SELECT municipality_id FROM core.connections
    WHERE participant_id = ${participantId} LIMIT 1`;
  return row?.municipality_id ?? null;
}

type Place = string | null;

function obstacle(grant: HeldGrant, wanted: WantedGrant, needs: ReadonlySet<string>, place: Place): string | undefined {
  return (
    byChain(grant, wanted) ?? byPlace(grant, wanted, place) ?? byContent(grant, wanted, needs) ?? byTerm(grant, wanted)
  );
}

function byChain(grant: HeldGrant, { role }: WantedGrant): string | undefined {
  if (twoPersonRoles.includes(role) && grant.role !== 'operator')
    return 'Операторов и администраторов подсистем назначает оператор';
  if (role === 'participant-administrator' && grant.role !== 'subsystem-administrator')
    return 'Администраторов участника назначает администратор подсистемы';
  return undefined;
}

function byPlace(grant: HeldGrant, wanted: WantedGrant, place: Place): string | undefined {
  if (grant.scope === 'region') return undefined;
  if (wanted.scope === 'participant' && wanted.participantId && grant.participants.includes(wanted.participantId))
    return undefined;
  if (grant.scope === 'municipality') {
    if (wanted.scope === 'municipality' && wanted.municipalityId === grant.municipalityId) return undefined;
    if (wanted.scope === 'participant' && place === grant.municipalityId) return undefined;
  }
  return 'Это дальше ваших участников и территорий';
}

// Each administrator appoints the next without holding what belongs to the next alone: by the regulation, not by sum.
function byContent(grant: HeldGrant, wanted: WantedGrant, needs: ReadonlySet<string>): string | undefined {
  if (!isAsNarrow(wanted.narrowing, grant.narrowing)) return 'Ваше право сужено, шире дать нельзя';
  if (grant.role === 'operator' && isAdministrator(wanted.role)) return undefined;
  if (grant.subsystem && grant.subsystem !== wanted.subsystem) return 'Вы даёте права только в своей подсистеме';
  if (grant.role === 'subsystem-administrator' && wanted.role === 'participant-administrator') return undefined;
  const beyond = [...needs].filter((permission) => !grant.permissions.has(permission));
  return beyond.length ? 'В этой роли есть права, которых нет у вас' : undefined;
}

const byTerm = (grant: HeldGrant, { endsOn }: WantedGrant) =>
  grant.endsOn && (!endsOn || endsOn > grant.endsOn)
    ? `Ваше право кончается ${grant.endsOn}, дольше дать нельзя`
    : undefined;
