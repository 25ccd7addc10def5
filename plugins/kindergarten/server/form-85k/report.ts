import {
  audit,
  correctForm,
  fillForm,
  formCellOf,
  formKey,
  formTemplateOn,
  peopleBrief,
  type FormValues,
} from '@regiso/core';
import type { FormCellQuery, FormCellView, FormQuery, FormView } from '../../shared';
import { fullName } from '../services/applications';
import { gardenFor, gardensIn } from '../services/gardens';
import { corrections } from './corrections';
import { behind, countAll } from './count';
import { populationOn, type FormChild, type FormGroup, type Population } from './people';
import { form, type Template } from './template';

const read = 'kindergarten.read-groups';

const of = (people: Population, organisation: string): Population => ({
  ...people,
  groups: people.groups.filter((one) => one.organisationId === organisation),
  children: people.children.filter(({ group }) => group.organisationId === organisation),
});

/** Counted and corrected values: a correction of one kindergarten shifts the sum of all by its difference. */
async function valuesOf(template: Template, people: Population, { on, organisation }: FormQuery) {
  const own = new Map<string, FormValues>();
  return correctForm(countAll(template, people), await corrections.on(on, organisation), (id) => {
    const there = own.get(id) ?? countAll(template, of(people, id));
    own.set(id, there);
    return there;
  });
}

/** The draft of the form on a day, of one kindergarten or of all in reach. Throws 404 and 409. */
export async function formOn(query: FormQuery): Promise<FormView> {
  const { on, organisation } = query;
  if (organisation) await gardenFor(read, organisation);
  const template = await formTemplateOn(form, on);
  const people = await populationOn(on, organisation);
  const { children } = people;
  const unknown = (field: 'age' | 'sex' | 'citizenship') => children.filter((child) => child[field] === null).length;
  return {
    ...{
      on,
      agesOn: people.agesOn,
      organisations: (await gardensIn(read)).map(({ id, name }) => ({ id, name })),
      organisation: organisation ?? null,
    },
    ...{ children: children.length, groups: people.groups.length },
    unknown: { birthDate: unknown('age'), sex: unknown('sex'), citizenship: unknown('citizenship') },
    ...fillForm(form, template, await valuesOf(template, people, query)),
  };
}

const most = 500;
const collator = new Intl.Collator('ru');

/** The list behind a cell: the children or groups it counts, and what was written over it. The reading is recorded. */
export async function cellOn({ line: at, column: beside, ...query }: FormCellQuery): Promise<FormCellView> {
  const cell = { line: at, column: beside };
  if (query.organisation) await gardenFor(read, query.organisation);
  const template = await formTemplateOn(form, query.on);
  const asked = formCellOf(template, cell);
  const people = await populationOn(query.on, query.organisation);
  const found = behind(template, people, asked) ?? { groups: [], children: [] };
  const { counted, values } = await valuesOf(template, people, query);
  const key = formKey(cell);
  const listed = found.children.slice(0, most);
  const children = await named(listed);
  const details = { rows: children.length, cell: key, on: query.on };
  const personIds = listed.map(({ personId }) => personId);
  await audit('kindergarten.form-cell-read', { type: 'form', id: '85-К', personIds }, details);
  return {
    ...{ counted: counted.get(key) ?? null, value: values.get(key) ?? null, children },
    groups: found.groups.slice(0, most).map(groupLine),
    left: Math.max(0, Math.max(found.children.length, found.groups.length) - most),
    corrections: await corrections.of(cell, query.on, query.organisation),
  };
}

const groupLine = ({ id, name, ageFrom, ageTo, orientation, children, organisation }: FormGroup) => ({
  ...{ id, name, ages: ageFrom === ageTo ? `${ageFrom}` : `${ageFrom}–${ageTo}`, orientation, children, organisation },
});

async function named(children: readonly FormChild[]): Promise<FormCellView['children']> {
  const people = await peopleBrief(
    children.map(({ personId }) => personId),
    ['surname', 'name', 'patronymic', 'birthDate'],
  );
  return children
    .map(({ id, personId, group }) => ({
      ...{ id, name: fullName(people.get(personId)), birthDate: people.get(personId)?.birthDate ?? null },
      ...{ group: group.name, organisation: group.organisation },
    }))
    .sort((one, other) => collator.compare(one.name, other.name));
}
