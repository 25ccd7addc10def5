import {
  audit,
  beyondReach,
  conflict,
  forbidden,
  inReach,
  invalidInput,
  notFound,
  part,
  sql,
  todayHere,
  valueOn,
} from '@regiso/core';
import type { z } from 'zod';
import { placesBy, schoolAge, schoolYearOf, type GroupView, type NewGroup, type Quarantine } from '../../shared';
import { norms } from '../norms';

type Piece = ReturnType<typeof part>;

/** Groups `g` within the reach of a permission. */
export const groupsIn = (permission: string) =>
  inReach(permission, { participant: part`g.participant_id`, municipality: part`g.municipality_id` });

/** Children of a group on a day, and those directed to it who have not been enrolled yet; a ring takes no free place. */
const taken = (day: Piece) => part`(SELECT count(*)::int FROM kindergarten.pupils p WHERE p.group_id = g.id
  AND p.starts_on <= ${day} AND (p.ends_on IS NULL OR p.ends_on >= ${day}))`;
const awaited = part`(SELECT count(*)::int FROM kindergarten.directions d WHERE d.group_id = g.id
  AND d.state IN ('offered', 'accepted') AND d.ring_id IS NULL)`;

/** Children who go on in a planned group from those of the year before, and have not been moved yet. */
const growing = (
  day: Piece,
) => part`(SELECT count(*)::int FROM kindergarten.pupils p WHERE p.group_id = ANY (g.grows_from)
  AND p.starts_on <= ${day} AND (p.ends_on IS NULL OR p.ends_on >= ${day}) AND g.school_year - p.cohort < ${schoolAge}::int)`;

/** Places of a group that may be given for a day. */
export const freeOn = (day: Piece) => part`greatest(0, g.capacity - ${taken(day)} - ${awaited} - ${growing(day)})`;

/** Groups by a condition on `g`, with children and free places today, or on the first day of a year to come. */
export const groupsWhere = (where: Piece, limit = 1000) => {
  const day = part`greatest(${todayHere()}::date, make_date(g.school_year, 9, 1))`;
  return sql<GroupView>`SELECT g.id, g.organisation_id AS "organisationId", o.short_name AS organisation,
      g.school_year AS "schoolYear", g.name, g.age_from AS "ageFrom", g.age_to AS "ageTo", g.orientation, g.regime, g.language,
      g.area_m2::float AS "areaM2", g.own_limit AS "ownLimit", g.capacity, ${taken(day)} AS children, ${awaited} AS directed,
      ${freeOn(day)} AS free, g.announced_at IS NOT NULL AS announced, g.state, g.quarantine_until::text AS "quarantineUntil"
    FROM kindergarten.groups g JOIN core.organisations o ON o.id = g.organisation_id
    WHERE ${where} ORDER BY o.short_name, g.school_year DESC, g.age_from, g.name LIMIT ${limit}`;
};

/** How many children the area allows by the norm in force on the first day of the year, and which row said so. */
export async function capacityOf({
  areaM2,
  ageFrom,
  ownLimit,
  schoolYear,
}: Pick<NewGroup, 'areaM2' | 'ageFrom' | 'ownLimit' | 'schoolYear'>) {
  const norm = await valueOn(norms, ageFrom < 3 ? 'area-under-3' : 'area-from-3', `${schoolYear}-09-01`);
  return { capacity: placesBy(areaM2, norm.value, ownLimit), norm };
}

/** Opens a group in a kindergarten of the actor's; those of a year to come stand in its plan. Throws 403 and 409. */
export async function addGroup(given: NewGroup): Promise<string> {
  const place = await placeOf(given.organisationId);
  if (given.schoolYear > schoolYearOf(todayHere())) throw conflict('Группы следующего года вносят в план года');
  const { capacity, norm } = await capacityOf(given);
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO kindergarten.groups (organisation_id, participant_id, municipality_id,
      school_year, name, age_from, age_to, orientation, regime, language, area_m2, own_limit, own_limit_ground, norm_row, capacity, state)
    VALUES (${given.organisationId}, ${place.participant}, ${place.municipality}, ${given.schoolYear}, ${given.name},
      ${given.ageFrom}, ${given.ageTo}, ${given.orientation}, ${given.regime}, ${given.language}, ${given.areaM2},
      ${given.ownLimit}, ${given.ownLimitGround}, ${norm.id}, ${capacity}, 'open')
    ON CONFLICT DO NOTHING RETURNING id`;
  if (!row) throw conflict('Группа с таким названием в этом учебном году уже есть');
  const object = { type: 'group', id: row.id, organisationId: given.organisationId };
  await audit('kindergarten.group-added', object, { capacity, schoolYear: given.schoolYear });
  return row.id;
}

async function placeOf(organisationId: string) {
  const [row] = await beyondReach(
    'whose kindergarten it is, before it is asked whether the actor may write there',
    () => sql<{ participant: string | null; municipality: string | null; within: boolean }>`
      SELECT x.id AS participant, o.municipality_id AS municipality, ${inReach('kindergarten.keep-groups', {
        participant: part`x.id`,
        municipality: part`o.municipality_id`,
      })} AS within
      FROM core.organisations o LEFT JOIN core.participants x ON x.organisation_id = o.id
      WHERE o.id = ${organisationId} AND o.kind = 'kindergarten'`,
  );
  if (!row) throw invalidInput([{ path: ['payload', 'organisationId'], message: 'Такого детского сада нет' }]);
  if (!row.within) throw forbidden('Этот детский сад вне ваших пределов');
  return row;
}

/** Locks a group within reach. Throws 404. */
export async function groupFor(permission: string, id: string) {
  const [row] = await sql<{
    id: string;
    organisation_id: string;
    area_m2: string;
    age_from: number;
    age_to: number;
    school_year: number;
    state: string;
    capacity: number;
  }>`
    SELECT g.id, g.organisation_id, g.area_m2, g.age_from, g.age_to, g.school_year, g.state, g.capacity FROM kindergarten.groups g
    WHERE g.id = ${id} AND ${groupsIn(permission)} FOR UPDATE`;
  if (!row) throw notFound('Группа не найдена');
  return row;
}

/** Opens the free places of a group for the next run and for the portal, or takes them back. */
export async function announce(id: string, isAnnounced: boolean): Promise<void> {
  const group = await groupFor('kindergarten.keep-groups', id);
  if (group.state === 'closed') throw conflict('Группа закрыта');
  await sql`UPDATE kindergarten.groups SET announced_at = CASE WHEN ${isAnnounced} THEN coalesce(announced_at, now()) END,
    changed_at = now() WHERE id = ${id}`;
  const object = { type: 'group', id, organisationId: group.organisation_id };
  await audit('kindergarten.places-announced', object, { announced: isAnnounced });
}

/** Pauses new admissions to a group until a day, or ends the pause. */
export async function quarantine(id: string, { until, ground }: z.output<typeof Quarantine>): Promise<void> {
  const group = await groupFor('kindergarten.keep-groups', id);
  await sql`UPDATE kindergarten.groups SET quarantine_until = ${until}, quarantine_ground = ${ground}, changed_at = now() WHERE id = ${id}`;
  await audit('kindergarten.quarantine-set', { type: 'group', id, organisationId: group.organisation_id }, { until });
}

/** Counts the children of groups today, for figures; the lists of a group count for themselves. */
export const countChildren = (ids: readonly string[] | 'all') => {
  const those = ids === 'all' ? part`true` : part`g.id = ANY (${[...ids]}::uuid[])`;
  return beyondReach(
    'a number follows from the pupils of groups',
    () => sql`UPDATE kindergarten.groups g SET children = n.children FROM (
        SELECT g.id, ${taken(part`${todayHere()}::date`)} AS children FROM kindergarten.groups g WHERE ${those}) n
      WHERE g.id = n.id AND g.children <> n.children`,
  );
};
