import { conflict, formTemplateOn, notFound, sql } from '@regiso/core';
import type { FormSchool } from '../../shared';
import { whole } from '../services/reach';
import { form, type Template } from './template';

export type School = {
  id: string;
  name: string;
  participant: string | null;
  municipality: string | null;
  settlement: 'urban' | 'rural' | null;
};

/** The template in force in a year, and the day of that year for which the form is filled. */
export type OfYear = { template: Template; day: string };

/** Schools that have laid a year and whose whole form one may see: a right narrowed to some grades sees none. */
const schoolsWith = (
  permission: string,
  year: number,
  id: string | null,
) => sql<School>`SELECT o.id, o.short_name AS name,
    y.participant_id AS participant, o.municipality_id AS municipality, o.settlement_kind AS settlement
  FROM school.years y JOIN core.organisations o ON o.id = y.organisation_id
  WHERE y.first_year = ${year} AND (${id}::uuid IS NULL OR o.id = ${id}) AND ${whole(permission, 'y')}
  ORDER BY o.short_name, o.id LIMIT 2000`;

/** One of them. Throws 404 beyond reach as for what does not exist. */
export async function schoolFor(permission: string, year: number, id: string): Promise<School> {
  const [found] = await schoolsWith(permission, year, id);
  if (!found) throw notFound('Школа не найдена');
  return found;
}

/** The schools in reach, and whether the form of each is frozen. */
export async function schoolsIn(year: number, day: string): Promise<FormSchool[]> {
  const schools = await schoolsWith('school.read-figures', year, null);
  const frozen = await sql<{ id: string }>`SELECT organisation_id AS id FROM school.form_snapshots s
    WHERE form = ${form.number} AND on_day = ${day} AND ${whole('school.read-figures', 's')}`;
  const isFrozen = new Set(frozen.map(({ id }) => id));
  return schools.map(({ id, name, municipality }) => ({ id, name, municipality, isFrozen: isFrozen.has(id) }));
}

/** The template of a year and the day of the year on which the form is filled. Throws 409 when there was none. */
export async function formOfYear(year: number): Promise<OfYear> {
  const template = await formTemplateOn(form, `${year}-09-01`);
  const [found] = template.days;
  if (!found) throw conflict('День формы в справочнике не назван');
  return { template, day: `${year}-${found.day}` };
}
