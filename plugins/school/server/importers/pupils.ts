import { importer, ProblemError, sql, beyondReach, type ImportContext, type RowOutcome } from '@regiso/core';
import { movePupil } from '../services/classes';
import { placePupils } from '../services/placing';
import { within } from '../services/reach';
import { classCell, fromColumn, personColumns } from './cells';
import {
  candidates,
  keepPeople,
  planRows,
  refused,
  schoolOf,
  type PersonValues,
  type Plan,
  type Row,
  type School,
} from './people';

const permission = 'school.import-people';

/** Pupils of one school with their classes (ADM-03). */
export const pupilsImporter = importer({
  kind: 'school-pupils',
  title: 'Ученики школы',
  describes:
    'Список учеников с классами. Кто уже есть в системе, получит место в классе на своей карточке; похожие на других ждут вашего '
    + 'решения. Классы и учебный год должны быть заведены. Файл удаляется, как только строки сохранены.',
  permission,
  belongsTo: 'participant',
  about: 'people',
  columns: {
    ...personColumns,
    class: { title: 'Класс', required: true, value: classCell },
    from: fromColumn('Зачислен с', 'Дата зачисления', 'С какого дня'),
  },
  key: ['surname', 'name', 'patronymic', 'birthDate'],
  seeAlso: [{ title: 'Классы', titleEn: 'Classes', address: '/app/school/classes', permission: 'school.oversee' }],
  sample: () => [
    ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Пол', 'СНИЛС', 'Класс', 'Зачислен с'],
    ['Иванова', 'Мария', 'Петровна', '14.03.2015', 'ж', '', '5А', '01.09.2026'],
    ['Сидоров', 'Пётр', '', '02.11.2014', 'м', '', '5Б', '01.09.2026'],
  ],
  apply: applyPupils,
  candidates,
});

type Values = PersonValues & { class: string; from: string };
type Class = { id: string; name: string; grade: number; yearId: string; startsOn: string; endsOn: string };
type Stay = {
  id: string;
  personId: string;
  classId: string;
  organisationId: string;
  yearId: string;
  grade: number;
  startsOn: string;
  endsOn: string | null;
};
type Step = 'nothing' | 'place' | { stay: string };
type Placed = Plan<Values> & { class: Class | undefined; step: Step };

async function applyPupils(rows: readonly Row<Values>[], context: ImportContext): Promise<RowOutcome[]> {
  const school = await schoolOf(context);
  const classes = await classesOf(school);
  const plans = (await planRows(rows, school)).map((plan): Placed => withClass(plan, classes));
  await placesFor(plans, school);
  await moveAll(plans);
  const changed = await keepPeople(plans, school, 'pupil');
  await placeAll(plans);
  return plans.map((plan): RowOutcome => {
    const { outcome, personId: target, step, found } = plan;
    if (outcome) return outcome;
    const isNew = found.is === 'new' || step === 'place';
    const what = isNew ? 'created' : step !== 'nothing' || changed.has(plan) ? 'updated' : 'unchanged';
    return { outcome: what, ...(target && { target }) };
  });
}

const classesOf = ({ organisationId }: School) => sql<Class>`SELECT c.id, c.grade || c.letter AS name, c.grade,
    c.year_id AS "yearId", y.starts_on::text AS "startsOn", y.ends_on::text AS "endsOn"
  FROM school.classes c JOIN school.years y ON y.id = c.year_id
  WHERE c.organisation_id = ${organisationId} AND ${within(permission, 'c')} ORDER BY c.id LIMIT 5000`;

// A fault of the file is told before anybody has to decide about the row.
function withClass(plan: Plan<Values>, classes: readonly Class[]): Placed {
  const { class: name, from } = plan.row.values;
  const ofYear = classes.filter(({ startsOn, endsOn }) => startsOn <= from && from <= endsOn);
  const found = ofYear.find((one) => one.name === name);
  const place = { class: found, step: 'place' as const };
  if (found || plan.outcome?.outcome === 'rejected') return { ...plan, ...place };
  const outcome = ofYear.length
    ? refused('Такого класса в учебном году школы нет', 'Класс')
    : refused('На этот день в школе нет учебного года с классами', 'Зачислен с');
  return { ...plan, ...place, outcome };
}

/** What is to be done with those who are known: nothing, a move, a place; or why it cannot be. */
async function placesFor(plans: readonly Placed[], { organisationId }: School) {
  const ids = plans.flatMap(({ personId }) => personId ?? []);
  const stays = await beyondReach(
    'a pupil is in one class at a time, of whatever school',
    () => sql<Stay>`SELECT p.id, p.person_id AS "personId", p.class_id AS "classId", p.organisation_id AS "organisationId",
        c.year_id AS "yearId", c.grade, p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn"
      FROM school.pupils p JOIN school.classes c ON c.id = p.class_id WHERE p.person_id = ANY (${ids}::uuid[])`,
  );
  for (const plan of plans) {
    if (plan.outcome || !plan.class || !plan.personId) continue;
    const own = stays.filter(({ personId }) => personId === plan.personId);
    const step = stepOf(own, plan.class, plan.row.values.from, organisationId);
    if (typeof step === 'object' && 'outcome' in step) plan.outcome = step;
    else plan.step = step;
  }
}

function stepOf(stays: readonly Stay[], to: Class, from: string, organisationId: string): Step | RowOutcome {
  // In the class now, or was from that very day: what came after stays as it was.
  if (stays.some((one) => one.classId === to.id && (one.endsOn === null || one.startsOn === from))) return 'nothing';
  const open = stays.find(({ endsOn }) => endsOn === null);
  if (open && open.organisationId !== organisationId)
    return refused('Ученик числится в другой школе: зачислить можно, когда он оттуда выбудет', 'Класс');
  if (open && (open.yearId !== to.yearId || open.grade !== to.grade))
    return refused('Ученик числится в классе другой параллели или другого года: перевод файлом не делается', 'Класс');
  if (open) return { stay: open.id };
  if (stays.some(({ endsOn }) => endsOn !== null && endsOn >= from))
    return refused('С этого дня ученик ещё числится в другом классе: выберите более поздний день', 'Зачислен с');
  return 'place';
}

/** Moves, as by hand: what the move refuses, it refuses before it writes. */
async function moveAll(plans: readonly Placed[]) {
  for (const plan of plans) {
    const { step, class: to, row } = plan;
    if (plan.outcome || typeof step === 'string' || !to) continue;
    try {
      await movePupil(step.stay, { classId: to.id, from: row.values.from }, permission);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      plan.outcome = refused(error.problem.detail ?? error.problem.title.ru, 'Зачислен с');
    }
  }
}

async function placeAll(plans: readonly Placed[]) {
  const groups = new Map<string, { classId: string; from: string; personIds: string[] }>();
  for (const { outcome, step, class: to, personId, row } of plans) {
    if (outcome || step !== 'place' || !to || !personId) continue;
    const { from } = row.values;
    const key = `${to.id}/${from}`;
    const group = groups.get(key) ?? { classId: to.id, from, personIds: [] };
    group.personIds.push(personId);
    groups.set(key, group);
  }
  for (const { classId, ...placing } of groups.values()) await placePupils(classId, placing, permission);
}
