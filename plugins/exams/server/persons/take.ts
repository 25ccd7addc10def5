import {
  makePeople,
  matchPeople,
  namedNumberKey,
  plainNumber,
  todayHere,
  type FoundPerson,
  type ImportContext,
  type ImportedRow,
  type RowOutcome,
} from '@regiso/core';
import type { ResultStatus } from '../../shared/persons';
import { examOf, examWords, type ExamWords } from './exam-words';
import { pointsOf, scaleReader, type Points, type Scales } from './points';
import { saveDrafts, type Draft } from './save-drafts';

export type PersonRow = {
  surname: string;
  name: string;
  patronymic?: string | null | undefined;
  birthDate: string;
  snils?: string | null | undefined;
  series: string | null;
  number: string | null;
  registration: string | null;
  kind: string;
  subject: string;
  heldOn: string;
  status: ResultStatus | null;
} & Points;

type Row = ImportedRow<PersonRow>;
type Plan = { draft: Omit<Draft, 'personId'> } | { outcome: RowOutcome };

const refused = (message: string, column?: string): RowOutcome => ({
  outcome: 'rejected',
  issues: [{ ...(column && { column }), message }],
});

/** Stores a part of a file in drafts of batches; who is not known for sure waits for somebody's decision. */
export async function takePersons(rows: readonly Row[], context: ImportContext): Promise<RowOutcome[]> {
  const words = await examWords();
  const scales = scaleReader();
  const plans: Plan[] = [];
  for (const row of rows) plans.push(await planOf(row, words, scales));
  const people = await peopleOf(rows, plans);
  const drafts = rows.map((_, at): Draft | undefined => {
    const [plan, person] = [plans[at], people[at]];
    return plan && 'draft' in plan && person && 'id' in person ? { ...plan.draft, personId: person.id } : undefined;
  });
  const saved = await saveDrafts(drafts, context.runId);
  return rows.map((_, at): RowOutcome => {
    const [plan, person] = [plans[at], people[at]];
    if (plan && 'outcome' in plan) return plan.outcome;
    if (person && 'outcome' in person) return person.outcome;
    const outcome = saved[at] ?? refused('Эта строка повторяет другую строку файла');
    return 'issues' in outcome ? outcome : { ...outcome, ...(person && { target: person.id }) };
  });
}

async function planOf({ values, occurrence }: Row, words: ExamWords, scales: Scales): Promise<Plan> {
  if (occurrence > 1) return { outcome: refused('Эта строка повторяет другую строку файла') };
  const exam = examOf(words, values);
  if ('message' in exam) return { outcome: refused(exam.message, exam.column) };
  const { heldOn, status } = values;
  if (heldOn > todayHere()) return { outcome: refused('Этот день ещё не наступил', 'Дата экзамена') };
  const given = { ...exam, heldOn, keys: keysOf(values) };
  if (status === 'annulled') return { draft: { ...given, scaleId: null, status, primary: null, result: null } };
  const points = await pointsOf(values, { ...exam, heldOn }, scales);
  if ('message' in points) return { outcome: refused(points.message, points.column) };
  return { draft: { ...given, ...points, status: 'valid' } };
}

/** By what the result may be asked for without signing in: the number alone, with its series, and the code of registration. */
function keysOf({ surname, name, series, number, registration }: PersonRow): Buffer[] {
  const numbers = [number ?? '', number && series ? series + number : '', registration ?? ''];
  const plain = [...new Set(numbers.map(plainNumber))].filter((one) => one.length >= 4);
  return plain.map((one) => namedNumberKey({ surname, name }, one));
}

const givenOf = ({ surname, name, patronymic, birthDate, snils }: PersonRow) => ({
  ...{ surname, name, birthDate, sex: null },
  patronymic: patronymic ?? null,
  snils: snils ?? null,
});

type Person = { id: string } | { outcome: RowOutcome };

/** Whose the sound rows are; whoever somebody has called new gets a card. */
async function peopleOf(rows: readonly Row[], plans: readonly Plan[]): Promise<(Person | undefined)[]> {
  const sound = rows.flatMap((row, at) => (plans[at] && 'draft' in plans[at] ? [{ row, at }] : []));
  const found = await matchPeople(
    sound.map(({ row: { values, matchedTo: chosen, isNew } }) => ({ given: givenOf(values), chosen, isNew })),
    null,
  );
  const fresh = sound.flatMap(({ row }, nth) => {
    const one = found[nth];
    return row.isNew && one?.is === 'new' ? [{ nth, given: givenOf(row.values), candidates: one.candidates }] : [];
  });
  const made = await makePeople(fresh, 'Загружено с результатами экзаменов');
  const cards = new Map(fresh.map(({ nth }, at) => [nth, made[at] ?? '']));
  const people: (Person | undefined)[] = rows.map(() => undefined);
  for (const [nth, { at }] of sound.entries()) people[at] = personOf(found, nth, cards);
  return people;
}

// One person may have several exams in a file.
function personOf(found: readonly FoundPerson[], nth: number, cards: ReadonlyMap<number, string>): Person {
  let place = nth;
  for (let one = found[place]; one?.is === 'again'; one = found[place]) place = one.of;
  const card = cards.get(place);
  if (card) return { id: card };
  const one = found[place];
  if (one?.is === 'known') return { id: one.card.id };
  if (one?.is === 'snils-taken')
    return { outcome: refused('Такой СНИЛС стоит на другой карточке: проверьте номер', 'СНИЛС') };
  const why =
    one?.is === 'unsure' ? 'Есть похожий человек: решите, тот ли это' : 'Карточки этого человека нет в системе';
  return { outcome: { outcome: 'staged', why } };
}
