import { inReach, part, peopleBrief, sql } from '@regiso/core';
import { schoolYearOf } from '../../shared';
import { attending } from '../services/attendance';

/** A group on a day, with what the form may ask of it. */
export type FormGroup = {
  id: string;
  name: string;
  organisationId: string;
  organisation: string;
  ageFrom: number;
  ageTo: number;
  orientation: string;
  regime: string;
  language: string;
  children: number;
};

/** A child on a day; what is not known of it is null. */
export type FormChild = {
  id: string;
  personId: string;
  group: FormGroup;
  age: number | null;
  sex: string | null;
  citizenship: string | null;
};
export type Population = { on: string; agesOn: string; groups: FormGroup[]; children: FormChild[] };

const read = 'kindergarten.read-groups';
const placesOf = (row: ReturnType<typeof part>) =>
  inReach(read, { participant: part`${row}.participant_id`, municipality: part`${row}.municipality_id` });

/** The 1 January by which the form counts ages: the next one, or the day itself. */
const agesOnOf = (on: string) =>
  on.slice(5) === '01-01' ? on : `${String(Number(on.slice(0, 4)) + 1).padStart(4, '0')}-01-01`;

/** Full years on a day. */
const fullYears = (birthDate: string, on: string) =>
  Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (on.slice(5) < birthDate.slice(5) ? 1 : 0);

/** Groups and children in reach on a day: groups of that school year, and any that children attended. */
export async function populationOn(on: string, organisation?: string): Promise<Population> {
  const agesOn = agesOnOf(on);
  const one = organisation ?? null;
  const groups = await sql<FormGroup>`SELECT * FROM (
      SELECT g.id, g.name, g.organisation_id AS "organisationId", o.short_name AS organisation, g.age_from AS "ageFrom",
        g.age_to AS "ageTo", g.orientation, g.regime, g.language, g.state, g.school_year,
        (SELECT count(*)::int FROM kindergarten.pupils p WHERE p.group_id = g.id AND ${attending(on)}) AS children
      FROM kindergarten.groups g JOIN core.organisations o ON o.id = g.organisation_id
      WHERE ${placesOf(part`g`)} AND (${one}::uuid IS NULL OR g.organisation_id = ${one})) g
    WHERE g.children > 0 OR (g.state <> 'closed' AND g.school_year = ${schoolYearOf(on)})
    ORDER BY g.organisation, g."ageFrom", g.name, g.id`;
  const rows = await sql<{ id: string; personId: string; groupId: string }>`
    SELECT p.id, p.person_id AS "personId", p.group_id AS "groupId" FROM kindergarten.pupils p
    WHERE ${placesOf(part`p`)} AND (${one}::uuid IS NULL OR p.organisation_id = ${one}) AND ${attending(on)} ORDER BY p.id`;
  const byId = new Map(groups.map((group) => [group.id, group]));
  // What cards say, without names.
  const facts = await peopleBrief(
    rows.map(({ personId }) => personId),
    ['birthDate', 'sex', 'citizenship'],
  );
  const children = rows.flatMap(({ groupId, ...row }) => {
    const group = byId.get(groupId);
    const { birthDate = null, sex = null, citizenship = null } = facts.get(row.personId) ?? {};
    return group ? [{ ...row, sex, citizenship, group, age: birthDate ? fullYears(birthDate, agesOn) : null }] : [];
  });
  return { on, agesOn, groups, children };
}
