import {
  audit,
  beyondReach,
  inReach,
  lackingOf,
  notFound,
  part,
  sql,
  todayHere,
  type DossierSubject,
} from '@regiso/core';
import type { StaffBrief, StaffSearch } from '../../shared';
import { teacherNames } from '../services/names';
import { staffDossier } from './checklists';

type Piece = ReturnType<typeof part>;
type Row = DossierSubject & { id: string; organisation: string };

/**
 * Schools in which the actor keeps the files of staff: those whose participant or classes the database shows them at all. A
 * right narrowed to grades shows none: those who work in a school are of no grade.
 */
async function schoolsKept(): Promise<string[]> {
  const rows = await sql<{ id: string }>`SELECT o.id FROM core.organisations o
    LEFT JOIN core.participants x ON x.organisation_id = o.id
    WHERE (x.id IS NOT NULL OR EXISTS (SELECT FROM school.classes c WHERE c.organisation_id = o.id))
      AND ${inReach('school.keep-staff', { participant: part`x.id`, municipality: part`o.municipality_id` })} LIMIT 5000`;
  return rows.map(({ id }) => id);
}

/** People who work or worked in these schools, one line for each school, by a condition on `w`, the link of a card `s`. */
const staffWhere = (schools: readonly string[], where: Piece, limit: number) =>
  beyondReach(
    'links of cards are shown to nobody; the schools themselves were in reach',
    () => sql<Row>`SELECT w.id, w."personId", w."organisationId", w."participantId", w."municipalityId", w.organisation,
        coalesce(t.title, '') AS place, w."leftOn" FROM (
      SELECT DISTINCT ON (l.person_id, l.organisation_id) l.id, l.person_id AS "personId",
        l.organisation_id AS "organisationId", x.id AS "participantId", o.municipality_id AS "municipalityId",
        o.short_name AS organisation, (SELECT CASE WHEN bool_or(k.ends_on IS NULL) THEN NULL ELSE max(k.ends_on)::text END
          FROM core.person_organisations k WHERE k.person_id = l.person_id AND k.organisation_id = l.organisation_id
            AND k.role = 'staff' AND k.subsystem = 'school') AS "leftOn"
      FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id
      LEFT JOIN core.participants x ON x.organisation_id = o.id
      WHERE l.role = 'staff' AND l.subsystem = 'school' AND l.organisation_id = ANY (${[...schools]}::uuid[])
      ORDER BY l.person_id, l.organisation_id, l.starts_on DESC, l.id DESC) w
    JOIN core.persons s ON s.id = w."personId" AND s.merged_into IS NULL
    LEFT JOIN LATERAL (SELECT title FROM school.posts t WHERE t.person_id = w."personId"
      AND t.organisation_id = w."organisationId" ORDER BY t.ends_on IS NOT NULL, t.starts_on DESC LIMIT 1) t ON true
    WHERE ${where} ORDER BY s.plain_name, w.id LIMIT ${limit}`,
  );

/** Whose file a link of somebody to a school names. Throws 404. */
export async function staffSubject(id: string): Promise<DossierSubject> {
  const [row] = await staffWhere(
    await schoolsKept(),
    part`w."personId" = (SELECT person_id FROM core.person_organisations WHERE id = ${id})
    AND w."organisationId" = (SELECT organisation_id FROM core.person_organisations WHERE id = ${id})`,
    1,
  );
  if (!row) throw notFound('Личное дело не найдено');
  const { id: _, organisation: __, ...subject } = row;
  return subject;
}

/** Who works in the schools in reach, or worked, and what the file of each lacks; recorded. */
export async function staff({ text, who, limit }: StaffSearch): Promise<StaffBrief[]> {
  const plain = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[%_\\]/g, '\\$&');
  const isHere = part`(w."leftOn" IS NULL OR w."leftOn"::date >= ${todayHere()}::date)`;
  const rows = await staffWhere(
    await schoolsKept(),
    part`${who === 'left' ? part`NOT ${isHere}` : isHere} AND s.plain_name LIKE ${`%${plain}%`}`,
    limit,
  );
  const personIds = rows.map(({ personId }) => personId);
  const nameOf = await teacherNames(personIds);
  const lacks = await lackingOf(staffDossier, rows);
  await audit('school.staff-read', { type: 'staff', personIds }, { people: rows.length });
  return rows.map(({ id, personId, organisation, place, leftOn }, at) => ({
    ...{ id, organisation, leftOn, post: place, name: nameOf(personId) ?? '' },
    ...(lacks[at] ?? { required: 0, lacking: [] }),
  }));
}
