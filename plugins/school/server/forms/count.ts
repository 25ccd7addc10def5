import { countForm, type Counted, type FormValues } from '@regiso/core';
import type { FormClass, FormLoad, FormMove, FormPupil, FormTeacher, Population } from './people';
import type { Template, Unit, Where } from './template';

const within = (span: readonly [number, number] | undefined, value: number | null) =>
  !span || (value !== null && value >= span[0] && value <= span[1]);
const among = (list: readonly string[] | undefined, value: string) => !list || list.includes(value);

const isCitizen = {
  own: (state: string | null) => state === 'RU',
  foreign: (state: string | null) => state !== null && state !== 'none' && state !== 'RU',
  none: (state: string | null) => state === 'none',
};

const fitsClass = ({ settlement }: Population, one: FormClass, { grade, shift, fewer }: Where) =>
  within(grade, one.grade)
  && (!shift || one.shift === shift)
  && (!fewer || (one.pupils < fewer.than && settlement === fewer.settlement));

const fitsPupil = (one: FormPupil, { grade, shift, sex, age, citizenship, subjects }: Where) =>
  within(grade, one.grade)
  && (!shift || one.shift === shift)
  && (!sex || one.sex === sex)
  && within(age, one.age)
  && (!citizenship || isCitizen[citizenship](one.citizenship))
  && (!subjects || subjects.some((subject) => one.subjects.includes(subject)));

const fitsMove = (one: FormMove, { grade, moved }: Where) => within(grade, one.grade) && among(moved, one.kind);

const fitsTeacher = (one: FormTeacher, { grade, subjects, sex }: Where) =>
  (!sex || one.sex === sex)
  && one.lessons.some((lesson) => within(grade, lesson.grade) && among(subjects, lesson.subject));

const fitsLoad = (one: FormLoad, { grade, subjects, isTaught }: Where) =>
  within(grade, one.grade)
  && among(subjects, one.subject)
  && (isTaught === undefined || (one.teacherId !== null) === isTaught);

/** Classes as a condition names them: apart from sets, joined into them, the sets, or both as one sees them in the building. */
function classesBy({ classes, sets }: Population, which: Where['sets']): FormClass[] {
  if (!which) return classes;
  if (which === 'sets') return sets;
  const apart = classes.filter(({ setNumber }) => setNumber === null);
  if (which === 'joined') return classes.filter(({ setNumber }) => setNumber !== null);
  return which === 'apart' ? apart : [...apart, ...sets];
}

export type Found =
  | { unit: 'class'; rows: FormClass[] }
  | { unit: 'pupil'; rows: FormPupil[] }
  | { unit: 'move'; rows: FormMove[] }
  | { unit: 'teacher'; rows: FormTeacher[] }
  | { unit: 'hour'; rows: FormLoad[] };

/** What a line counts. */
export const unitOf = ({ section, line }: Pick<Counted<Where>, 'section' | 'line'>) =>
  (line.unit ?? section.unit) as Unit;

/** Who or what stands in a cell: one rule for the number, and for the list behind it. Null: РЕГИСО does not keep it. */
export function behind(people: Population, { section, line, column }: Counted<Where>): Found | null {
  if (!line.where || !column.where) return null;
  const both = [line.where, column.where];
  const fitting = <T>(rows: readonly T[], fits: (one: T, where: Where) => boolean) =>
    rows.filter((one) => both.every((where) => fits(one, where)));
  const unit = unitOf({ section, line });
  if (unit === 'pupil') return { unit, rows: fitting(people.pupils, fitsPupil) };
  if (unit === 'move') return people.moves && { unit, rows: fitting(people.moves, fitsMove) };
  if (unit === 'teacher') return { unit, rows: fitting(people.teachers, fitsTeacher) };
  if (unit === 'hour') return { unit, rows: fitting(people.loads, fitsLoad) };
  const classes = classesBy(people, line.where.sets ?? column.where.sets);
  return { unit: 'class', rows: fitting(classes, (one, where) => fitsClass(people, one, where)) };
}

/** What a cell says: how many there are, or hours a week together. */
export function numberOf(found: Found | null): number | null {
  if (found?.unit === 'hour') return found.rows.reduce((sum, { hours }) => sum + hours, 0);
  return found && found.rows.length;
}

/** Every cell of the form by `line.column`. */
export const countAll = (template: Template, people: Population): FormValues =>
  countForm(template, (cell) => numberOf(behind(people, cell)));
