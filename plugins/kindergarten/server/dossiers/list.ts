import { audit, inReach, lackingOf, part, peopleBrief, sql, todayHere } from '@regiso/core';
import type { DossierBrief, DossierSearch } from '../../shared';
import { fullName } from '../services/applications';
import { childDossier } from './checklist';
import { alsoIn, lastDay } from './subject';

type Row = Omit<DossierBrief, 'name' | 'required' | 'lacking'> & {
  personId: string;
  organisationId: string;
  orientation: string;
};

/** Children of the kindergartens in reach, those here or those who have left, and what the file of each lacks; recorded. */
export async function dossiers({ text, group, who, limit }: DossierSearch): Promise<DossierBrief[]> {
  const plain = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[%_\\]/g, '\\$&');
  const reach = inReach('kindergarten.keep-groups', {
    participant: part`p.participant_id`,
    municipality: part`p.municipality_id`,
  });
  const today = part`${todayHere()}::date`;
  const isHere = part`(who.left_on IS NULL OR who.left_on::date >= ${today})`;
  const rows = await sql<Row>`SELECT who.id, who.person_id AS "personId", who.organisation_id AS "organisationId",
      g.name AS "group", g.orientation, o.short_name AS organisation, who.left_on AS "leftOn"
    FROM (SELECT who.*, ${lastDay} AS left_on FROM (
      SELECT DISTINCT ON (p.person_id, p.organisation_id) p.id, p.person_id, p.organisation_id, p.group_id
      FROM kindergarten.pupils p WHERE ${reach}
      ORDER BY p.person_id, p.organisation_id, p.starts_on DESC) who) who
    JOIN kindergarten.groups g ON g.id = who.group_id JOIN core.organisations o ON o.id = who.organisation_id
    JOIN core.persons s ON s.id = who.person_id
    WHERE ${who === 'left' ? part`NOT ${isHere}` : isHere} AND s.plain_name LIKE ${`%${plain}%`}
      AND (${group ?? null}::uuid IS NULL OR who.group_id = ${group ?? null})
    ORDER BY s.plain_name, who.id LIMIT ${limit}`;
  const personIds = rows.map(({ personId }) => personId);
  const people = await peopleBrief(personIds, ['surname', 'name', 'patronymic']);
  const lacks = await lackingOf(
    childDossier,
    rows.map(({ personId, organisationId, orientation }) => ({ personId, organisationId, also: alsoIn(orientation) })),
  );
  const object = { type: 'dossier', personIds };
  await audit('dossiers.list-read', object, { dossier: childDossier.id, people: rows.length });
  return rows.map(({ personId, organisationId: _, orientation: __, ...row }, at) => ({
    ...row,
    name: fullName(people.get(personId)),
    required: lacks[at]?.required ?? 0,
    lacking: lacks[at]?.lacking ?? [],
  }));
}
