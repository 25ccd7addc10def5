import {
  completeCard,
  linkPeople,
  makePeople,
  matchPeople,
  notFound,
  offeredCards,
  beyondReach,
  sql,
  todayHere,
  type FoundPerson,
  type ImportContext,
  type ImportedRow,
  type RowOutcome,
} from '@regiso/core';

export type PersonValues = {
  surname: string;
  name: string;
  patronymic?: string | null | undefined;
  birthDate: string;
  sex: 'male' | 'female' | null;
  snils?: string | null | undefined;
};
type Issue = Extract<RowOutcome, { outcome: 'rejected' }>['issues'][number];
export type Row<V extends PersonValues> = ImportedRow<V>;
export type School = { organisationId: string; participantId: string; town: string | null };

export const refused = (message: string, column?: string): RowOutcome => {
  const issue: Issue = { ...(column && { column }), message };
  return { outcome: 'rejected', issues: [issue] };
};

/** The school whose file it is. Throws 404. */
export async function schoolOf({ participantId }: ImportContext): Promise<School> {
  const [school] = await sql<School>`SELECT o.id AS "organisationId", x.id AS "participantId", o.municipality_id AS town
    FROM core.participants x JOIN core.organisations o ON o.id = x.organisation_id WHERE x.id = ${participantId ?? null}::uuid`;
  if (!school) throw notFound('Школа не найдена');
  return school;
}

export const givenOf = ({ surname, name, patronymic, birthDate, sex, snils }: PersonValues) => ({
  ...{ surname, name, birthDate, sex },
  patronymic: patronymic ?? null,
  snils: snils ?? null,
});

/** Cards among which somebody chooses for a row that waits; the reading is recorded. */
export const candidates = async (values: PersonValues, context: ImportContext) =>
  offeredCards(givenOf(values), (await schoolOf(context)).organisationId);

/** A row on its way: whose it is, and what stands in its way. */
export type Plan<V extends PersonValues> = {
  row: Row<V>;
  found: FoundPerson;
  personId: string | undefined;
  outcome: RowOutcome | undefined;
};

/** Whose rows these are; those that wait or cannot be taken have their outcome. Nothing is written. */
export async function planRows<V extends PersonValues>(rows: readonly Row<V>[], { organisationId }: School) {
  const sought = rows.map(({ values, matchedTo: chosen, isNew }) => ({ given: givenOf(values), chosen, isNew }));
  const found = await matchPeople(sought, organisationId);
  return rows.map((row, at): Plan<V> => {
    const one = found[at] ?? { is: 'unsure', likeness: [] };
    const personId = one.is === 'known' ? one.card.id : undefined;
    return { row, found: one, personId, outcome: outcomeOf(one, rows) };
  });
}

function outcomeOf(found: FoundPerson, rows: readonly { line: number }[]): RowOutcome | undefined {
  if (found.is === 'again') return refused(`Этот человек уже есть в строке ${rows[found.of]?.line ?? ''} файла`);
  if (found.is === 'snils-taken') return refused('Такой СНИЛС стоит на другой карточке: проверьте номер', 'СНИЛС');
  if (found.is === 'unsure') return { outcome: 'staged', why: reasons[found.likeness[0] ?? 'same-name-birth'] };
  return undefined;
}

const reasons: Readonly<Record<Extract<FoundPerson, { is: 'unsure' }>['likeness'][number], string>> = {
  'same-snils': 'СНИЛС тот же, что на карточке, а имя или дата рождения другие',
  'snils-one-digit': 'Есть похожий человек: СНИЛС отличается одной цифрой',
  'same-name-birth': 'Имя и дата рождения те же, но один ли это человек, не ясно',
  'swapped-names': 'Есть похожий человек: имя и фамилия переставлены',
  'birth-parts-swapped': 'Есть похожий человек: день и месяц рождения переставлены',
  'birth-one-digit': 'Есть похожий человек: дата рождения отличается одной цифрой',
  'same-document': 'Есть похожий человек',
  reported: 'Есть похожий человек',
};

const source = 'Загружено школой из файла';

/**
 * Makes cards for those who are nobody yet, fills in what known ones lack, and writes that all of them belong to the school
 * from their day on, unless they do. Gives the rows by which something has changed.
 */
export async function keepPeople<V extends PersonValues & { from: string }>(
  plans: readonly Plan<V>[],
  { organisationId }: School,
  role: 'pupil' | 'staff',
): Promise<Set<Plan<V>>> {
  const open = plans.filter(({ outcome }) => !outcome);
  const changed = new Set<Plan<V>>();
  const fresh = open.flatMap((plan) => (plan.found.is === 'new' ? [{ plan, candidates: plan.found.candidates }] : []));
  const people = fresh.map(({ plan, candidates: alike }) => ({ given: givenOf(plan.row.values), candidates: alike }));
  for (const [at, id] of (await makePeople(people, source)).entries()) {
    const plan = fresh[at]?.plan;
    if (plan) plan.personId = id;
  }
  for (const plan of open)
    if (plan.found.is === 'known' && (await completeCard(plan.found.card, givenOf(plan.row.values)))) changed.add(plan);
  const here = await belonging(open, organisationId, role);
  const coming = new Map<string, string[]>();
  for (const plan of open) {
    if (!plan.personId || here.has(plan.personId)) continue;
    changed.add(plan);
    coming.set(plan.row.values.from, [...(coming.get(plan.row.values.from) ?? []), plan.personId]);
  }
  for (const [startsOn, ids] of coming)
    await linkPeople(ids, { organisationId, subsystem: 'school', role, startsOn }, 'school');
  return changed;
}

async function belonging(plans: readonly { personId: string | undefined }[], organisationId: string, role: string) {
  const ids = plans.flatMap(({ personId }) => personId ?? []);
  const rows = await beyondReach(
    'whether people of a file belong to the school already',
    () => sql<{ id: string }>`SELECT DISTINCT person_id AS id FROM core.person_organisations
      WHERE person_id = ANY (${ids}::uuid[]) AND organisation_id = ${organisationId} AND role = ${role}
        AND (ends_on IS NULL OR ends_on >= ${todayHere()}::date)`,
  );
  return new Set(rows.map(({ id }) => id));
}
