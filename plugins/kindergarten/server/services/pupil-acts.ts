import { inReach, part, sql } from '@regiso/core';
import { undoDays } from './days';

export type Act = {
  kind: 'transfer' | 'release';
  day: string;
  children: number;
  groupId?: string;
  ground?: string;
};
type Place = { organisation_id: string; participant_id: string | null; municipality_id: string | null };

/** Writes down what is done to many children at once. Gives its id. */
export async function newAct({ organisation_id, participant_id, municipality_id }: Place, act: Act): Promise<string> {
  const [row] = await sql<{ id: string }>`INSERT INTO kindergarten.pupil_acts
      (kind, organisation_id, participant_id, municipality_id, on_day, ground, children, group_id)
    VALUES (${act.kind}, ${organisation_id}, ${participant_id}, ${municipality_id}, ${act.day}, ${act.ground ?? null},
      ${act.children}, ${act.groupId ?? null}) RETURNING id`;
  return row?.id ?? '';
}

export type ActView = {
  id: string;
  kind: Act['kind'];
  organisation: string;
  /** Where children were transferred. */
  group: string | null;
  onDay: string;
  ground: string | null;
  doneAt: Date;
  children: number;
  isUndone: boolean;
};

/** Acts within reach of the days in which they can be taken back, the newest first. */
export const recentActs = () => sql<ActView>`
  SELECT a.id, a.kind, o.short_name AS organisation, g.name AS "group", a.on_day::text AS "onDay", a.ground,
    a.done_at AS "doneAt", a.children, a.undone_at IS NOT NULL AS "isUndone"
  FROM kindergarten.pupil_acts a JOIN core.organisations o ON o.id = a.organisation_id
    LEFT JOIN kindergarten.groups g ON g.id = a.group_id
  WHERE ${inReach('kindergarten.read-groups', { participant: part`a.participant_id`, municipality: part`a.municipality_id` })}
    AND a.done_at > now() - make_interval(days => ${undoDays}) ORDER BY a.done_at DESC LIMIT 50`;
