import { beyondReach, correctForm, fillForm, formTitle, sql, type FormValues } from '@regiso/core';
import type { FormAgainst, FormOfYear, FormSchool, SchoolForm } from '../../shared';
import { corrections } from './corrections';
import { countAll } from './count';
import { changedSince, frozenOn, type Frozen } from './frozen';
import { populationOf, type Population } from './people';
import { formOfYear, schoolFor, schoolsIn, type OfYear, type School } from './schools';
import { form, type Template } from './template';

/** The form of one school, counted or frozen; or the sum of frozen forms in reach, numbers alone. Throws 404 and 409. */
export async function formOf({ year, organisation, municipality }: FormOfYear): Promise<SchoolForm> {
  const school = organisation ? await schoolFor('school.read-figures', year, organisation) : null;
  const of = await formOfYear(year);
  const schools = await schoolsIn(year, of.day);
  const base = {
    year,
    day: of.day,
    schools,
    municipalities: await municipalitiesOf(schools),
    organisation: school?.id ?? null,
  };
  return { ...base, ...(school ? await ofSchool(school, year, of) : await ofAll(of, municipality)) };
}

async function ofSchool(school: School, year: number, { template, day }: OfYear) {
  const people = await populationOf(school, year, day);
  const [frozen] = await frozenOn(day, { organisation: school.id });
  const now = countAll(template, people);
  const counted = frozen?.values ?? now;
  const filled = correctForm(completed(template, counted), await corrections.on(day, school.id), () => counted);
  return {
    frozenAt: frozen?.frozenAt.toISOString() ?? null,
    changed: frozen ? changedSince(frozen.values, now) : 0,
    unknown: unknownOf(people),
    against: await againstOf(school, { template, day }, filled.values),
    ...fillForm(form, template, filled),
  };
}

/** The sum of frozen forms with the corrections over each. */
export async function sumOf({ template, day }: OfYear, municipality?: string) {
  const frozen = await frozenOn(day, { ...(municipality && { municipality }) });
  const bySchool = new Map(frozen.map((one) => [one.organisationId, one.values]));
  const written = (await corrections.on(day)).filter(({ organisationId }) => bySchool.has(organisationId));
  const filled = correctForm(
    added(template, frozen),
    written,
    (id) => bySchool.get(id) ?? new Map<string, number | null>(),
  );
  return { frozen, written, filled };
}

async function ofAll({ template, day }: OfYear, municipality?: string) {
  const { filled } = await sumOf({ template, day }, municipality);
  const unknown = { birthDate: 0, sex: 0, citizenship: 0, settlement: false, moves: false };
  return { frozenAt: null, changed: 0, unknown, against: [], ...fillForm(form, template, filled) };
}

/** Every cell of the template, so that one which was added since is empty and not absent. */
const completed = (template: Template, values: FormValues): FormValues => {
  const cells: FormValues = new Map();
  for (const section of template.sections)
    for (const line of template.lines.filter((one) => one.section === section.code))
      for (const { code } of section.columns)
        cells.set(`${line.code}.${code}`, values.get(`${line.code}.${code}`) ?? null);
  return cells;
};

function added(template: Template, frozen: readonly Frozen[]): FormValues {
  const sums = completed(template, new Map());
  for (const { values } of frozen)
    for (const [key, value] of values) if (value !== null && sums.has(key)) sums.set(key, (sums.get(key) ?? 0) + value);
  return sums;
}

function unknownOf({ pupils, settlement, moves }: Population): SchoolForm['unknown'] {
  const lacking = (field: 'age' | 'sex' | 'citizenship') => pupils.filter((pupil) => pupil[field] === null).length;
  return {
    ...{ birthDate: lacking('age'), sex: lacking('sex'), citizenship: lacking('citizenship') },
    ...{ settlement: settlement === null, moves: moves === null },
  };
}

/** The form against the register of people, and against the form of the year before. */
async function againstOf(school: School, { template, day }: OfYear, values: FormValues): Promise<FormAgainst[]> {
  const sources: Record<string, () => Promise<number | null>> = {
    register: () => registered(school.id, day),
    'last-year': () => fromLastYear(school.id, day, values),
  };
  const checks: FormAgainst[] = [];
  // One after another: the register is read beyond the reach of the transaction.
  for (const { code, cell, source } of template.against) {
    const [line = '', column = ''] = cell.split('.');
    const said = (await sources[source]?.()) ?? null;
    checks.push({ code, ...formTitle(form, code), line, column, form: values.get(cell) ?? null, source: said });
  }
  return checks;
}

/** Cards that the register of people links to a school as its pupils on a day. */
const registered = (organisation: string, day: string): Promise<number> =>
  beyondReach('how many the register counts in a school that was in reach', async () => {
    const [row] = await sql<{
      count: number;
    }>`SELECT count(DISTINCT person_id)::int AS count FROM core.person_organisations
      WHERE organisation_id = ${organisation} AND subsystem = 'school' AND role = 'pupil' AND starts_on <= ${day}::date
        AND (ends_on IS NULL OR ends_on >= ${day}::date)`;
    return row?.count ?? 0;
  });

/** Pupils of the frozen form a year before, with those who arrived and without those who left since; null when one is not known. */
async function fromLastYear(organisation: string, day: string, values: FormValues): Promise<number | null> {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  const [frozen] = await frozenOn(before, { organisation });
  if (!frozen) return null;
  const own = await corrections.on(before, organisation);
  const was = correctForm(frozen.values, own, () => frozen.values).values.get('21-02.3');
  const [arrived, left] = [values.get('28-01.3'), values.get('28-02.3')];
  return typeof was === 'number' && typeof arrived === 'number' && typeof left === 'number'
    ? was + arrived - left
    : null;
}

const municipalitiesOf = (schools: readonly FormSchool[]) => {
  const ids = [...new Set(schools.flatMap(({ municipality }) => municipality ?? []))];
  return sql<{
    id: string;
    name: string;
  }>`SELECT id, short_name AS name FROM core.municipalities WHERE id = ANY (${ids}::text[])
    ORDER BY short_name`;
};
