import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { conflict, forbidden, invalidInput, ProblemError } from '../server/errors';
import { columnName } from '../server/model';
import { joined, named, part, sql } from '../server/sql';
import { cardInReach, sealedColumns, sealedFields, sealField, type Card } from './card';
import { candidatesFor, notePairs, type Candidate } from './duplicates';
import { linkPerson } from './links';
import { nameKey, plainName } from './normal';
import { indexPerson } from './person-keys';
import type { FieldName, LinkInput, PersonChange, PersonInput } from './person-input';
import { mayOn, reachesOrganisation, reachesRegion } from './reach';

const openColumns = ['surname', 'name', 'patronymic', 'sex', 'citizenship'] as const;

/** Writes a card without asking whether it may be there already; gives its id. */
export const insertPerson = (
  given: PersonInput,
  { source, isDemo = false, id }: { source: string; isDemo?: boolean; id?: string },
) =>
  beyondReach('nobody sees a card before it is linked', async () => {
    const [made] = await sql<{ id: string }>`SELECT coalesce(${id ?? null}::uuid, uuidv7()) AS id`;
    const own = made?.id ?? '';
    const [birthDate, snils, phone, email, address] = sealedFields.map((field) => sealField(field, given[field], own));
    await sql`INSERT INTO core.persons (id, surname, name, patronymic, plain_name, name_key, sex, citizenship, birth_date, snils,
        phone, email, address, is_demo, source)
      VALUES (${own}, ${given.surname}, ${given.name}, ${given.patronymic ?? null}, ${plainName(given)}, ${nameKey(given)},
        ${given.sex ?? null}, ${given.citizenship ?? null}, ${birthDate}, ${snils}, ${phone}, ${email}, ${address},
        ${isDemo}, ${source})`;
    await indexOrRefuse(own, given);
    return own;
  });

/** Writes what the card is found by; throws 409 when its SNILS stands on another card. */
export async function indexOrRefuse(id: string, card: PersonInput | Card) {
  try {
    await indexPerson(id, card);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw takenSnils();
  }
}

const takenSnils = () =>
  new ProblemError({
    status: 409,
    code: 'snils-taken',
    title: { ru: 'Такой СНИЛС уже есть у другого человека', en: 'Another person has this SNILS already' },
    detail: 'Проверьте номер. Если человек тот же, его карточка уже есть: пусть оператор сверит и объединит карточки.',
    issues: [{ path: ['payload', 'snils'], message: 'Такой СНИЛС уже есть у другого человека' }],
  });

const looksAlike = () =>
  new ProblemError({
    status: 409,
    code: 'possible-duplicates',
    title: { ru: 'Похожие карточки уже есть', en: 'There are cards that look alike' },
    detail: 'Сверьте похожие карточки. Если это другой человек, подтвердите это и сохраните снова.',
  });

export type Made = { id: string; outcome: 'created' | 'found'; candidates: Candidate[] };

/**
 * The card of this person: the one that is there (same SNILS, or the same names and birth date with nothing against it), or a
 * new one. Cards that only look alike are noted as a pair; without `despite` they are a 409. `isAlike` says that a person has
 * compared the papers: the one card that looks alike is this person's.
 */
export async function findOrCreatePerson(
  given: PersonInput,
  {
    source,
    despite = true,
    isAlike = false,
    link,
    isDemo,
  }: { source: string; despite?: boolean; isAlike?: boolean; link?: LinkInput | undefined; isDemo?: boolean },
): Promise<Made> {
  await lockIdentity(given);
  const candidates = await candidatesFor(given);
  const same = sameAs(given, candidates) ?? (isAlike && candidates.length === 1 ? candidates[0]?.card : undefined);
  if (!same && candidates.length && !despite) throw looksAlike();
  const id = same?.id ?? (await insertPerson(given, { source, ...(isDemo !== undefined && { isDemo }) }));
  if (same) await audit('people.person-found', { type: 'person', id });
  else await audit('people.person-created', { type: 'person', id }, { alike: candidates.length });
  if (!same && (await notePairs(id, candidates)))
    await audit('people.duplicates-noted', { type: 'person', id }, { pairs: candidates.length });
  if (link) await linkPerson(id, link);
  return { id, outcome: same ? 'found' : 'created', candidates: same ? [] : candidates };
}

// Two subsystems that meet the same child in the same second must not make two cards.
const lockIdentity = (given: PersonInput) =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(${`people/${given.snils ?? nameKey(given)}`}, 11)),
    pg_advisory_xact_lock(hashtextextended(${`people/${nameKey(given)}`}, 12))`;

function sameAs(given: PersonInput, candidates: readonly Candidate[]): Card | undefined {
  const bySnils = candidates.find(({ likeness }) => likeness.includes('same-snils'));
  if (bySnils?.witnesses.some((witness) => agrees(given, witness))) return bySnils.card;
  if (bySnils) throw takenSnils();
  const byName = candidates.filter(({ likeness }) => likeness.includes('same-name-birth'));
  const [only] = byName.filter(({ card }) => !(given.snils && card.snils));
  return byName.length === 1 ? only?.card : undefined;
}

// With the same SNILS a name may have changed, or a birth date be unknown; not both.
function agrees(given: PersonInput, card: Card) {
  if (given.birthDate && card.birthDate) return given.birthDate === card.birthDate;
  return nameKey(given) === nameKey(card);
}

/** A card entered by hand, by somebody who may edit people at the organisation it is for. Throws 403 and 409. */
export async function enterPerson({
  organisation,
  despite,
  ...given
}: PersonInput & { organisation?: LinkInput | undefined; despite: boolean }) {
  if (!organisation && !reachesRegion('people.edit'))
    throw invalidInput([
      { path: ['payload', 'organisation'], message: 'Укажите организацию, в которой будет человек' },
    ]);
  if (organisation && !(await reachesOrganisation('people.edit', organisation.organisationId, organisation.subsystem)))
    throw forbidden('Эта организация вне ваших пределов');
  return findOrCreatePerson(given, { source: 'Внесено вручную', despite, link: organisation });
}

/** Changes given fields. Throws 404, and 409 when the card has changed meanwhile or its SNILS is another person's. */
export async function changePerson(id: string, { version, ...change }: PersonChange): Promise<void> {
  const card = await cardInReach(id, 'people.edit', true);
  if (card.version !== version) throw changedMeanwhile();
  const fields = (Object.keys(change) as FieldName[]).filter(
    (field) => change[field] !== undefined && change[field] !== card[field],
  );
  // A SNILS that one sees only masked may be filled in, not overwritten.
  if (fields.includes('snils') && card.snils && !(await mayOn(id, 'people.documents')))
    throw forbidden('СНИЛС меняет тот, кому он виден');
  if (!fields.length) throw conflict('Ничего не изменилось');
  await writeFields(card, Object.fromEntries(fields.map((field) => [field, change[field]])));
  await audit('people.person-changed', { type: 'person', id }, { fields: fields.map(columnName) });
}

export const changedMeanwhile = () =>
  new ProblemError({
    status: 409,
    code: 'changed-meanwhile',
    title: { ru: 'Карточку уже изменили', en: 'The card has been changed meanwhile' },
    detail:
      'Пока вы правили карточку, её записал кто-то другой. Ваши правки не записаны: сверьте их и сохраните снова.',
  });

/** Writes fields of a card and what it is found by, and notes whom it looks like now. */
export async function writeFields(card: Card, change: Partial<Record<FieldName, string | null | undefined>>) {
  const next = { ...card, ...change } as Card;
  const opened = openColumns.filter((field) => field in change).map((field) => assignment(field, next[field]));
  const sealed = sealedFields
    .filter((field) => field in change)
    .map((field) => assignment(sealedColumns[field], sealField(field, next[field], card.id)));
  const derived = [assignment('plain_name', plainName(next)), assignment('name_key', nameKey(next))];
  await beyondReach('the card itself was in reach', async () => {
    await sql`UPDATE core.persons SET changed_at = now(), ${joined([...opened, ...sealed, ...derived], ', ')} WHERE id = ${card.id}`;
    await indexOrRefuse(card.id, next);
  });
  await notePairs(card.id, await candidatesFor(next, [card.id]));
}

const assignment = (column: string, value: unknown) => part`${named(column)} = ${value}`;
