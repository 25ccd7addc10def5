import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import type { PersonCandidate } from '../server/importer';
import { sql } from '../server/sql';
import { cardsBeyond, type Card } from './card';
import { candidatesFor, candidatesForAll, likenessOf, type Candidate, type Likeness } from './duplicates';
import { differences, nameKey, shortNameKey } from './normal';
import type { PersonInput } from './person-input';
import { columnName } from '../server/model';
import { personLines } from './person-view';
import { writeFields } from './persons';
import { personInReach } from './reach';

/** A person as a file names them, with what somebody has decided about the row: the card it is about, or that it is nobody's. */
export type Sought = { given: PersonInput; chosen?: string | undefined; isNew?: true | undefined };

export type Found =
  | { is: 'known'; card: Card }
  | { is: 'new'; candidates: Candidate[] }
  /** Somebody must decide: what looks alike, the surest first. */
  | { is: 'unsure'; likeness: Likeness[] }
  /** The same person as an earlier one of those sought. */
  | { is: 'again'; of: number }
  /** The SNILS stands on another card than the one that was chosen. */
  | { is: 'snils-taken' };

/**
 * Whose cards these are, in their order, for a file of an organisation, or of the region when none is given. Sure is the same
 * SNILS with nothing against it, or the same names and birth date on the one card of the organisation (for a file of the
 * region: on the one card there is) or in the reach of who asks; what looks alike waits for somebody's decision. Nobody else
 * makes cards of the same people till the transaction ends.
 */
export async function matchPeople(sought: readonly Sought[], organisationId: string | null): Promise<Found[]> {
  // A file of the region has more rows than PostgreSQL has room for locks, and makes cards only of whom somebody called new.
  const locked = organisationId === null ? sought.filter(({ isNew }) => isNew) : sought;
  await lockIdentities(locked.map(({ given }) => given));
  const candidates = await candidatesForAll(sought.map(({ given }) => given));
  const isNear = organisationId === null ? () => true : await nearBy(candidates.flat(), organisationId);
  const chosen = await chosenCards(sought.flatMap((one) => one.chosen ?? []));
  const earlier = new Map<string, number[]>();
  return sought.map((one, at) => {
    const again = among(earlier, sought, at);
    if (again?.isSame) return { is: 'again', of: again.of };
    const found = foundFor(one, candidates[at] ?? [], { isNear, chosen });
    return found.is === 'new' && again && !one.isNew ? { is: 'unsure', likeness: again.likeness } : found;
  });
}

// Locks always in one order, so that two files wait for each other and do not stop each other.
async function lockIdentities(people: readonly PersonInput[]) {
  const numbers = people.map((given) => `people/${given.snils ?? nameKey(given)}`);
  const names = people.map((given) => `people/${nameKey(given)}`);
  for (const [space, keys] of [
    [11, numbers],
    [12, names],
  ] as const)
    await sql`SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended(t, ${space}) AS k
      FROM unnest(${keys}::text[]) t ORDER BY 1) s`;
}

/** An earlier one of those sought who is the same person, or looks alike. */
function among(earlier: Map<string, number[]>, sought: readonly Sought[], at: number) {
  const given = sought[at]?.given;
  if (!given) return undefined;
  const keys = [`n/${shortNameKey(given)}`, ...(given.snils ? [`s/${given.snils}`] : [])];
  const before = [...new Set(keys.flatMap((key) => earlier.get(key) ?? []))];
  for (const key of keys) earlier.set(key, [...(earlier.get(key) ?? []), at]);
  let alike: { of: number; isSame: boolean; likeness: Likeness[] } | undefined;
  for (const of of before) {
    const likeness = sought[of] ? likenessOf(given, sought[of].given) : [];
    const isSame = likeness.includes('same-snils') || likeness.includes('same-name-birth');
    if (isSame) return { of, isSame, likeness };
    if (likeness.length) alike ??= { of, isSame, likeness };
  }
  return alike;
}

type Known = { isNear: (id: string) => boolean; chosen: ReadonlyMap<string, Card> };

function foundFor({ given, chosen: id, isNew }: Sought, candidates: Candidate[], { isNear, chosen }: Known): Found {
  const holder = candidates.find(({ likeness }) => likeness.includes('same-snils'));
  if (isNew) return holder ? { is: 'snils-taken' } : { is: 'new', candidates };
  const card = id ? chosen.get(id) : undefined;
  if (card) return holder && holder.card.id !== card.id ? { is: 'snils-taken' } : { is: 'known', card };
  const sure = holder ? [holder].filter(({ card: one }) => agrees(given, one)) : namesake(given, candidates, isNear);
  if (sure[0]) return { is: 'known', card: sure[0].card };
  return candidates[0] ? { is: 'unsure', likeness: candidates[0].likeness } : { is: 'new', candidates };
}

const agrees = (given: PersonInput, card: Card) => differences(given, card).length === 0;

// Two cards of one name and birth date are for somebody to tell apart, as is a card that nobody here may see.
function namesake(given: PersonInput, candidates: readonly Candidate[], isNear: Known['isNear']): Candidate[] {
  const named = candidates.filter(({ likeness }) => likeness.includes('same-name-birth'));
  return named.length === 1 ? named.filter(({ card }) => isNear(card.id) && agrees(given, card)) : [];
}

/** Which of the cards belong or belonged to the organisation, or lie in the reach of who asks. */
async function nearBy(
  candidates: readonly Candidate[],
  organisationId: string | null,
): Promise<(id: string) => boolean> {
  const ids = [...new Set(candidates.map(({ card }) => card.id))];
  if (!ids.length) return () => false;
  const here = await beyondReach(
    'whether cards that look alike are of this organisation',
    () => sql<{ id: string }>`SELECT DISTINCT person_id AS id FROM core.person_organisations
      WHERE person_id = ANY (${ids}::uuid[]) AND organisation_id = ${organisationId}`,
  );
  const seen = await sql<{ id: string }>`SELECT p.id FROM core.persons p
    WHERE p.id = ANY (${ids}::uuid[]) AND ${personInReach('people.read')}`;
  const near = new Set([...here, ...seen].map(({ id }) => id));
  return (id) => near.has(id);
}

/** Cards that somebody has chosen once, by the ids of then: a merged one stands for the one that took it over. */
async function chosenCards(ids: readonly string[]): Promise<Map<string, Card>> {
  if (!ids.length) return new Map();
  const asked = await cardsBeyond(ids);
  const living = new Map(
    (await cardsBeyond(asked.map(({ id, merged_into: into }) => into ?? id))).map((card) => [card.id, card]),
  );
  return new Map(
    asked.flatMap(({ id, merged_into: into }) => {
      const card = living.get(into ?? id);
      return card ? [[id, card] as const] : [];
    }),
  );
}

const fillable = ['patronymic', 'sex', 'snils'] as const;

/** Fills in what a card lacks and the file knows; gives whether anything was. What both have stays as the card says. */
export async function completeCard(card: Card, given: PersonInput): Promise<boolean> {
  const fields = fillable.filter((field) => card[field] === null && given[field]);
  if (!fields.length) return false;
  await writeFields(card, Object.fromEntries(fields.map((field) => [field, given[field]])));
  await audit('people.person-changed', { type: 'person', id: card.id }, { fields: fields.map(columnName) });
  return true;
}

/**
 * Cards that may be of this person, for whoever decides about a row of an organisation or of the region; recorded. Of a card that is not of the
 * organisation nor in one's reach only that it is there: it can be chosen when all that the row says is the same.
 */
export async function offeredCards(given: PersonInput, organisationId: string | null): Promise<PersonCandidate[]> {
  const found = await candidatesFor(given);
  const isNear = await nearBy(found, organisationId);
  const near = found.filter(({ card }) => isNear(card.id));
  const lines = new Map((await personLines(near.map(({ card }) => card))).map((line) => [line.id, line]));
  await audit('people.candidates-asked', { type: 'person', personIds: [...lines.keys()] }, { rows: found.length });
  return found.map(({ card, likeness }) => {
    const isSame = likeness.includes('same-name-birth') && agrees(given, card);
    return { id: isNear(card.id) || isSame ? card.id : null, likeness, person: lines.get(card.id) ?? null };
  });
}
