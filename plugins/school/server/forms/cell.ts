import { audit, correctForm, formCellOf, formKey, peopleBrief } from '@regiso/core';
import type { FormCellOfAll, FormCellOfSchool, SchoolFormCell, SchoolsOfCell } from '../../shared';
import { corrections } from './corrections';
import { behind, numberOf, type Found } from './count';
import { frozenCell, frozenOn } from './frozen';
import { populationOf } from './people';
import { sumOf } from './report';
import { formOfYear, schoolFor, schoolsIn } from './schools';
import { form } from './template';

const most = 500;
const collator = new Intl.Collator('ru');
type Row = SchoolFormCell['rows'][number];

/** The list that a cell of a school counts, and what was written over it; the reading is recorded. Throws 404 and 409. */
export async function cellOf({ year, organisation, ...cell }: FormCellOfSchool): Promise<SchoolFormCell> {
  const school = await schoolFor('school.oversee', year, organisation);
  const { template, day } = await formOfYear(year);
  const asked = formCellOf(template, cell);
  const found = behind(await populationOf(school, year, day), asked);
  const [frozen] = await frozenOn(day, { organisation });
  const now = numberOf(found);
  const counted = frozen ? frozenCell(frozen, cell) : now;
  const held = (await corrections.on(day, organisation)).find((one) => formKey(one) === formKey(cell));
  const { rows, personIds } = await rowsOf(found);
  const object = { type: 'organisation', id: organisation, organisationId: organisation, personIds };
  const details = { form: form.number, on: day, cell: formKey(cell), rows: rows.length };
  await audit('school.form-cell-read', object, details);
  return {
    ...{ counted, value: held?.value ?? counted, now: frozen ? now : null, unit: found?.unit ?? null, rows },
    left: Math.max(0, (found?.rows.length ?? 0) - most),
    corrections: await corrections.of(cell, day, organisation),
  };
}

/** What each school has in a cell of the sum: numbers alone. Throws 404 and 409. */
export async function schoolsOf({ year, municipality, ...cell }: FormCellOfAll): Promise<SchoolsOfCell> {
  const of = await formOfYear(year);
  formCellOf(of.template, cell);
  const key = formKey(cell);
  const { frozen, written, filled } = await sumOf(of, municipality);
  const names = new Map((await schoolsIn(year, of.day)).map(({ id, name }) => [id, name]));
  const schools = frozen
    .map(({ organisationId: id, values }) => {
      const own = correctForm(
        values,
        written.filter(({ organisationId }) => organisationId === id),
        () => values,
      );
      const counted = values.get(key) ?? null;
      return { id, name: names.get(id) ?? '', counted, value: own.values.get(key) ?? counted };
    })
    .filter(({ counted, value }) => counted || value)
    .sort((one, other) => collator.compare(one.name, other.name));
  return {
    ...{ counted: filled.counted.get(key) ?? null, value: filled.values.get(key) ?? null },
    ...{ schools: schools.slice(0, most), left: Math.max(0, schools.length - most), corrections: [] },
  };
}

const empty = { nameEn: null, birthDate: null, className: null, pupils: null, shift: null, hours: null } as const;
const plain = { ...empty, isVacant: false, moved: null, on: null };

async function rowsOf(found: Found | null): Promise<{ rows: Row[]; personIds: string[] }> {
  if (!found) return { rows: [], personIds: [] };
  if (found.unit === 'class')
    return {
      rows: found.rows.slice(0, most).map(({ id, name, pupils, shift }) => ({ ...plain, id, name, pupils, shift })),
      personIds: [],
    };
  if (found.unit === 'hour')
    return {
      rows: found.rows.slice(0, most).map(({ id, className, title, titleEn, hours, teacherId }) => ({
        ...{ ...plain, id, name: title, nameEn: titleEn, className, hours, isVacant: teacherId === null },
      })),
      personIds: [],
    };
  const listed: { id?: string; personId: string; className?: string; kind?: string; on?: string }[] = found.rows.slice(
    0,
    most,
  );
  const personIds = [...new Set(listed.map(({ personId }) => personId))];
  const people = await peopleBrief(personIds, ['surname', 'name', 'patronymic', 'birthDate']);
  const rows = listed.map(({ id, personId, className = null, kind = null, on = null }) => {
    const { surname, name, patronymic, birthDate = null } = people.get(personId) ?? {};
    return {
      ...{ ...plain, id: id ?? personId, name: [surname, name, patronymic].filter(Boolean).join(' '), className },
      ...{ birthDate: found.unit === 'teacher' ? null : birthDate, moved: kind, on },
    };
  });
  return { rows: rows.sort((one, other) => collator.compare(one.name, other.name)), personIds };
}
