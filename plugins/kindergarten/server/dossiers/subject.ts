import { beyondReach, conflict, holdsValid, inReach, notFound, part, sql, todayHere } from '@regiso/core';
import type { DossierSubject } from '@regiso/core';
import { directionsIn } from '../services/directions';
import { childDossier, forCompensating } from './checklist';

export const alsoIn = (orientation: string): readonly string[] =>
  orientation === 'compensating' ? forCompensating : [];

/** The last day of somebody `who` in a kindergarten over all stays there; null for whoever is to stay, or never came. */
export const lastDay = part`(SELECT CASE WHEN bool_or(s.ends_on IS NULL) THEN NULL ELSE max(s.ends_on)::text END
  FROM kindergarten.pupils s WHERE s.person_id = who.person_id AND s.organisation_id = who.organisation_id)`;

type Row = Omit<DossierSubject, 'also' | 'leftOn'> & {
  orientation: string;
  leftOn: string | null;
  endedOn: string | null;
  hasStayed: boolean;
};

/**
 * Whose file the id of a stay or of a direction names: a file belongs to the child in the kindergarten, so that it goes on
 * through groups, and begins before the order. Throws 404.
 */
export async function childSubject(id: string): Promise<DossierSubject> {
  const reach = inReach('kindergarten.keep-groups', {
    participant: part`p.participant_id`,
    municipality: part`p.municipality_id`,
  });
  const [row] = await sql<Row>`SELECT who.person_id AS "personId", who.organisation_id AS "organisationId",
      who.participant_id AS "participantId", who.municipality_id AS "municipalityId", g.name AS place, g.orientation,
      ${lastDay} AS "leftOn", who.ended_on AS "endedOn", who.has_stayed AS "hasStayed" FROM (
        SELECT p.person_id, p.organisation_id, p.participant_id, p.municipality_id, p.group_id, NULL::text AS ended_on,
          true AS has_stayed FROM kindergarten.pupils p WHERE p.id = ${id} AND ${reach}
        UNION ALL SELECT a.child_id, d.organisation_id, d.participant_id, d.municipality_id, d.group_id,
          CASE WHEN d.state <> 'accepted' THEN d.ended_at::date::text END,
          EXISTS (SELECT FROM kindergarten.pupils e WHERE e.person_id = a.child_id AND e.organisation_id = d.organisation_id)
        FROM kindergarten.directions d JOIN kindergarten.applications a ON a.id = d.application_id
        WHERE d.id = ${id} AND d.state <> 'offered' AND ${directionsIn('kindergarten.keep-groups')}) who
    JOIN kindergarten.groups g ON g.id = who.group_id`;
  if (!row) throw notFound('Личное дело не найдено');
  const { orientation, leftOn, endedOn, hasStayed, ...subject } = row;
  return { ...subject, leftOn: hasStayed ? leftOn : endedOn, also: alsoIn(orientation) };
}

/**
 * A child is taken into a compensating group with the conclusion of the commission and the consent of a parent, both in the
 * personal file and valid on the first day (приказ 236, п. 10). Throws 409, with the words of who lacks them.
 */
export const demandConclusion = (
  groupId: string,
  child: { personId: string; said: string },
  startsOn = todayHere(),
): Promise<void> =>
  beyondReach('the group and the file of a child whose place was in reach', async () => {
    const [group] = await sql<{
      organisationId: string;
      orientation: string;
    }>`SELECT organisation_id AS "organisationId",
        orientation FROM kindergarten.groups WHERE id = ${groupId}`;
    const needed = alsoIn(group?.orientation ?? '');
    if (!group || !needed.length) return;
    const { personId, said } = child;
    if (await holdsValid(childDossier, needed, { personId, organisationId: group.organisationId }, startsOn)) return;
    throw conflict(
      `${said}: для компенсирующей группы нужны заключение ПМПК и согласие родителя. Внесите их в личное дело`,
    );
  });
