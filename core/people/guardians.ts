import { z } from 'zod';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { emit } from '../server/events';
import { conflict, invalidInput, notFound } from '../server/errors';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { cardInReach, cardsBeyond, survivorOf, type Card } from './card';
import { PersonInput } from './person-input';
import { guardiansOf } from './can-act';
import { changedMeanwhile, findOrCreatePerson } from './persons';
import { keepReach } from './reach';
import { openOptional, placeOf, sealOptional } from './sealed';
import { Day, GuardianAct, GuardianKind, untilMajority } from './words';

const table = 'core.guardianships';
const ground = z.string().trim().min(3, 'Укажите документ').max(500);

const limited = {
  limits: z.array(GuardianAct).max(6).default([]),
  /** The court's act; needed where something is barred. */
  limitGround: ground.nullable().default(null),
};
const limitsHaveGround = ({ limits, limitGround }: { limits: readonly string[]; limitGround: string | null }) =>
  limits.length === 0 || limitGround !== null;
const saysGround = { message: 'Ограничение устанавливает акт: укажите его', path: ['limitGround'] };

export const GuardianInput = z
  .strictObject({
    /** A card in reach; or else the person as the papers name them, whose card is found or made. */
    guardianId: z.uuid().optional(),
    person: PersonInput.optional(),
    kind: GuardianKind,
    startsOn: Day,
    endsOn: Day.nullable().default(null),
    ground,
    ...limited,
  })
  .refine(({ guardianId, person }) => Boolean(guardianId) !== Boolean(person), {
    message: 'Укажите представителя',
    path: ['guardianId'],
  })
  .refine(limitsHaveGround, saysGround);
export type GuardianInput = z.output<typeof GuardianInput>;

export const LimitsInput = z
  .strictObject({ version: z.string().max(40), ...limited })
  .refine(limitsHaveGround, saysGround);

/** The last day before somebody born that day comes of age. */
export function lastDayOfChildhood(birthDate: string): string {
  const day = new Date(`${birthDate}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 18);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** Writes who stands for a child; the term ends with childhood where the law says so. Gives the id. Throws 404 and 409. */
export async function addGuardian(childId: string, input: GuardianInput): Promise<string> {
  const child = await cardInReach(childId, 'people.edit', true);
  const guardian = await guardianOf(input);
  refuseSenseless(child, guardian);
  return writeGuardian({ child, guardian, input });
}

// By id only from one's own reach: a card beyond it would open by being put beside a child.
async function guardianOf({ guardianId, person }: GuardianInput): Promise<Card> {
  if (guardianId) return cardInReach(await survivorOf(guardianId), 'people.read');
  if (!person) throw invalidInput([{ path: ['payload', 'guardianId'], message: 'Укажите представителя' }]);
  const { id } = await findOrCreatePerson(person, { source: 'Внесено вручную' });
  const [card] = await cardsBeyond([id]);
  if (!card) throw notFound('Карточка не найдена');
  return card;
}

/**
 * Writes who stands for a child, for a subsystem that has checked the right of the actor and seen the papers; nothing when it
 * is written already. Throws 404 and 409.
 */
export async function registerGuardian(
  childId: string,
  guardianId: string,
  given: Pick<GuardianInput, 'kind' | 'startsOn' | 'ground'>,
): Promise<void> {
  if ((await guardiansOf(childId)).some((one) => one.guardianId === guardianId)) return;
  const cards = await cardsBeyond([childId, guardianId]);
  const [child, guardian] = [childId, guardianId].map((id) => cards.find((card) => card.id === id));
  if (!child || !guardian) throw notFound('Карточка не найдена');
  refuseSenseless(child, guardian);
  await writeGuardian({ child, guardian, input: { ...given, endsOn: null, limits: [], limitGround: null } });
}

function refuseSenseless(child: Card, guardian: Card) {
  if (child.id === guardian.id) throw conflict('Человек не может представлять сам себя');
  if (child.birthDate && guardian.birthDate && guardian.birthDate >= child.birthDate)
    throw conflict('Представитель не старше ребёнка: проверьте даты рождения');
}

/** The same without asking about reach, for whoever has checked it. */
async function writeGuardian({
  child,
  guardian,
  input,
}: {
  child: Card;
  guardian: Card;
  input: GuardianInput;
}): Promise<string> {
  const majority = child.birthDate && untilMajority.includes(input.kind) ? lastDayOfChildhood(child.birthDate) : null;
  const endsOn = [input.endsOn, majority].filter((day) => day !== null).sort()[0] ?? null;
  if (endsOn && endsOn < input.startsOn) throw conflict('Ребёнок уже совершеннолетний к первому дню');
  const id = await beyondReach('guardianships are written by who may edit the child’s card', async () => {
    const [twin] =
      await sql`SELECT 1 AS one FROM core.guardianships WHERE guardian_id = ${guardian.id} AND child_id = ${child.id}
      AND (ends_on IS NULL OR ends_on >= ${input.startsOn}::date)`;
    if (twin) throw conflict('Этот человек уже представляет ребёнка');
    const [row] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
    const own = row?.id ?? '';
    await sql`INSERT INTO core.guardianships (id, guardian_id, child_id, kind, starts_on, ends_on, limits, ground, limit_ground)
      VALUES (${own}, ${guardian.id}, ${child.id}, ${input.kind}, ${input.startsOn}, ${endsOn}, ${input.limits}::text[],
        ${sealOptional(input.ground, placeOf(table, 'ground', own))},
        ${sealOptional(input.limitGround, placeOf(table, 'limit_ground', own))})`;
    return own;
  });
  await keepReach([child.id]);
  await emit('people.guardians-changed', { person: child.id });
  const details = { guardianship: id, guardian: guardian.id, kind: input.kind, limits: input.limits };
  await audit('people.guardian-added', { type: 'person', id: child.id }, details);
  return id;
}

type Row = { child_id: string; version: string; limits: string[] };

// Only through a child whose card one may edit: a foreign guardianship is as good as none.
async function guardianshipInReach(childId: string, id: string): Promise<Row> {
  await cardInReach(childId, 'people.edit', true);
  const [row] = await beyondReach(
    'the child’s card was in reach',
    () => sql<Row>`SELECT child_id, xmin::text AS version, limits FROM core.guardianships
      WHERE id = ${id} AND child_id = ${childId} FOR UPDATE`,
  );
  if (!row) throw notFound('Такого представителя нет');
  return row;
}

/** Sets what a court bars, or lifts it by another act. Acts the moment it commits. Throws 404 and 409. */
export async function limitGuardian(childId: string, id: string, given: z.output<typeof LimitsInput>) {
  const row = await guardianshipInReach(childId, id);
  if (row.version !== given.version) throw changedMeanwhile();
  await beyondReach(
    'the child’s card was in reach',
    () => sql`UPDATE core.guardianships SET limits = ${given.limits}::text[],
    limit_ground = ${sealOptional(given.limitGround, placeOf(table, 'limit_ground', id))} WHERE id = ${id}`,
  );
  await keepReach([childId]);
  await emit('people.guardians-changed', { person: childId });
  await audit(
    'people.guardian-limited',
    { type: 'person', id: childId },
    { guardianship: id, before: row.limits, limits: given.limits },
  );
}

/** The last day of a guardian. */
export async function endGuardian(childId: string, id: string, { on, reason }: { on: string; reason: string }) {
  await guardianshipInReach(childId, id);
  await beyondReach(
    'the child’s card was in reach',
    () => sql`UPDATE core.guardianships
    SET ends_on = greatest(starts_on, ${on}::date), end_ground = ${sealOptional(reason, placeOf(table, 'end_ground', id))}
    WHERE id = ${id}`,
  );
  await keepReach([childId]);
  await emit('people.guardians-changed', { person: childId });
  await audit('people.guardian-ended', { type: 'person', id: childId }, { guardianship: id, on });
}

export const GuardianView = z.object({
  id: z.string(),
  version: z.string(),
  person: z.object({ id: z.string(), name: z.string(), phone: z.string().nullable(), hasAccount: z.boolean() }),
  kind: GuardianKind,
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  inForce: z.boolean(),
  limits: z.array(GuardianAct),
  ground: z.string().nullable(),
  limitGround: z.string().nullable(),
});
export type GuardianView = z.infer<typeof GuardianView>;

type Stored = {
  id: string;
  version: string;
  other: string;
  kind: GuardianKind;
  starts_on: string;
  ends_on: string | null;
  limits: GuardianAct[];
  ground: Buffer | null;
  limit_ground: Buffer | null;
};

/** Who stands for a child, or for whom an adult stands, with the people on the other side. The card itself was in reach. */
export async function guardiansShown(id: string, of: 'guardians' | 'children'): Promise<GuardianView[]> {
  const rows = await beyondReach('the card was in reach', () =>
    of === 'guardians'
      ? sql<Stored>`SELECT g.id, g.xmin::text AS version, g.guardian_id AS other, g.kind, g.starts_on::text, g.ends_on::text, g.limits,
          g.ground, g.limit_ground FROM core.guardianships g WHERE g.child_id = ${id} ORDER BY g.ends_on DESC NULLS FIRST, g.id LIMIT 50`
      : sql<Stored>`SELECT g.id, g.xmin::text AS version, g.child_id AS other, g.kind, g.starts_on::text, g.ends_on::text, g.limits,
          g.ground, g.limit_ground FROM core.guardianships g WHERE g.guardian_id = ${id} ORDER BY g.ends_on DESC NULLS FIRST, g.id LIMIT 50`,
  );
  const people = new Map((await cardsBeyond(rows.map(({ other }) => other))).map((card) => [card.id, card]));
  return rows.flatMap((row) => {
    const card = people.get(row.other);
    return card ? [viewOf(row, card)] : [];
  });
}

const viewOf = (row: Stored, card: Card): GuardianView => ({
  id: row.id,
  version: row.version,
  person: {
    id: card.id,
    name: [card.surname, card.name, card.patronymic].filter(Boolean).join(' '),
    phone: card.phone,
    hasAccount: card.account_id !== null,
  },
  kind: row.kind,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  inForce: row.starts_on <= todayHere() && (row.ends_on === null || row.ends_on >= todayHere()),
  limits: row.limits,
  ground: openOptional(row.ground, placeOf(table, 'ground', row.id)),
  limitGround: openOptional(row.limit_ground, placeOf(table, 'limit_ground', row.id)),
});
