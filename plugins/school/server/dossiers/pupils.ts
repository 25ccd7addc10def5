import { audit, forbidden, inTransaction, lackingOf, notFound, ownPersonId, part, sql, todayHere } from '@regiso/core';
import type { DossierSubject } from '@regiso/core';
import type { ClassDossiers } from '../../shared';
import { isLed } from '../services/entry-codes';
import { withNames } from '../services/names';
import { within } from '../services/reach';
import { pupilDossier } from './checklists';

type Piece = ReturnType<typeof part>;

/**
 * The last day of a pupil in a school over all classes there; null for whoever is to stay. A class that ended with its year
 * ends nobody's time for a year more: in summer the next one is not there yet.
 */
const lastDay = (person: Piece, organisation: Piece) => part`(SELECT CASE
    WHEN bool_or(s.ends_on IS NULL AND y.ends_on + 365 >= ${todayHere()}::date) THEN NULL
    ELSE max(coalesce(s.ends_on, y.ends_on))::text END
  FROM school.pupils s JOIN school.classes k ON k.id = s.class_id JOIN school.years y ON y.id = k.year_id
  WHERE s.person_id = ${person} AND s.organisation_id = ${organisation})`;

// The head teacher by the right over the grade; the class teacher as whoever leads the class this year.
export const classAccess = async () => {
  const led = part`(${isLed(await ownPersonId())} AND ${within('school.teach', 'c')})`;
  return {
    reads: part`(${led} OR ${within('school.oversee', 'c')})`,
    keeps: part`(${led} OR ${within('school.keep-classes', 'c')})`,
  };
};

type Found = Omit<DossierSubject, 'mayKeep'> & { reads: boolean; mayKeep: boolean };

/** Refuses a colleague who does not lead the class, and keeps that they asked: the request itself leaves nothing behind. */
async function refuse(type: 'pupil' | 'class', id: string, organisationId: string): Promise<never> {
  await inTransaction({}, () => audit('school.dossier-refused', { type, id, organisationId }));
  throw forbidden('Личные дела класса ведут классный руководитель и завуч');
}

/** Whose file a time in a class names: it is the pupil's in the school, through all classes. Throws 403 and 404. */
export async function pupilSubject(id: string): Promise<DossierSubject> {
  const { reads, keeps } = await classAccess();
  const [row] = await sql<Found>`SELECT p.person_id AS "personId", p.organisation_id AS "organisationId",
      p.participant_id AS "participantId", p.municipality_id AS "municipalityId", c.grade || c.letter AS place,
      ${lastDay(part`p.person_id`, part`p.organisation_id`)} AS "leftOn", ${reads} AS reads, ${keeps} AS "mayKeep"
    FROM school.pupils p JOIN school.classes c ON c.id = p.class_id JOIN school.years y ON y.id = c.year_id
    WHERE p.id = ${id} AND (${within('school.teach', 'p')} OR ${within('school.oversee', 'p')})`;
  if (!row) throw notFound('Личное дело не найдено');
  const { reads: mayRead, ...subject } = row;
  return mayRead ? subject : refuse('pupil', id, subject.organisationId);
}

type Member = { id: string; personId: string; leftOn: string | null };

/** Pupils of a class, those who left too, and what the file of each lacks; recorded. Throws 403 and 404. */
export async function classDossiers(classId: string): Promise<ClassDossiers> {
  const { reads } = await classAccess();
  const [row] = await sql<{ name: string; organisationId: string; organisation: string; reads: boolean }>`
    SELECT c.grade || c.letter AS name, c.organisation_id AS "organisationId", o.short_name AS organisation, ${reads} AS reads
    FROM school.classes c JOIN school.years y ON y.id = c.year_id JOIN core.organisations o ON o.id = c.organisation_id
    WHERE c.id = ${classId} AND (${within('school.teach', 'c')} OR ${within('school.oversee', 'c')})`;
  if (!row) throw notFound('Класс не найден');
  const { reads: mayRead, organisationId, ...brief } = row;
  if (!mayRead) return refuse('class', classId, organisationId);
  const members = await sql<Member>`SELECT DISTINCT ON (p.person_id) p.id, p.person_id AS "personId",
      ${lastDay(part`p.person_id`, part`p.organisation_id`)} AS "leftOn"
    FROM school.pupils p WHERE p.class_id = ${classId} ORDER BY p.person_id, p.starts_on DESC LIMIT 100`;
  const personIds = members.map(({ personId }) => personId);
  const lacks = await lackingOf(
    pupilDossier,
    personIds.map((personId) => ({ personId, organisationId })),
  );
  const object = { type: 'class', id: classId, organisationId, personIds };
  await audit('dossiers.list-read', object, { dossier: pupilDossier.id, people: members.length });
  const rows = members.map((member, at) => ({ ...member, ...(lacks[at] ?? { required: 0, lacking: [] }) }));
  return { ...brief, pupils: await withNames(rows) };
}
