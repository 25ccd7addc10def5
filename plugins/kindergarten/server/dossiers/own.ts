import { beyondReach, childrenOf, dossierForFamily, ownPersonId, peopleBrief, sql, todayHere } from '@regiso/core';
import type { OwnDossier } from '../../shared';
import { fullName } from '../services/applications';
import { childDossier } from './checklist';
import { alsoIn } from './subject';

type Row = Omit<OwnDossier, 'child' | 'lines'> & { organisationId: string; orientation: string };

/**
 * Files of one's children, where they attend and where a place was accepted; not of those whose health or whereabouts a
 * court bars from the guardian: papers tell of both. Reading is recorded for every child.
 */
export async function ownDossiers(): Promise<OwnDossier[]> {
  const guardian = await ownPersonId();
  const wards = guardian ? await childrenOf(guardian) : [];
  const ids = wards
    .filter(({ may }) => may.includes('see') && may.includes('health') && may.includes('contacts'))
    .map(({ childId }) => childId);
  const rows = ids.length ? await placesOf(ids) : [];
  const people = await peopleBrief(ids, ['surname', 'name', 'patronymic']);
  const files: OwnDossier[] = [];
  for (const { organisationId, orientation, ...row } of rows) {
    const subject = { personId: row.childId, organisationId, also: alsoIn(orientation) };
    const lines = await dossierForFamily(childDossier, subject);
    files.push({ ...row, child: fullName(people.get(row.childId)), lines });
  }
  return files;
}

const placesOf = (children: readonly string[]) =>
  beyondReach(
    'where one’s own children attend or are expected',
    () => sql<Row>`SELECT DISTINCT ON (who.person_id, who.organisation_id) who.person_id AS "childId",
        who.organisation_id AS "organisationId", o.short_name AS organisation, o.address, o.phone, g.name AS "group", g.orientation
      FROM (SELECT p.person_id, p.organisation_id, p.group_id, p.starts_on AS since FROM kindergarten.pupils p
          WHERE p.person_id = ANY (${[...children]}::uuid[]) AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date)
        UNION ALL SELECT a.child_id, d.organisation_id, d.group_id, d.offered_at::date FROM kindergarten.directions d
          JOIN kindergarten.applications a ON a.id = d.application_id
          WHERE a.child_id = ANY (${[...children]}::uuid[]) AND d.state = 'accepted') who
      JOIN kindergarten.groups g ON g.id = who.group_id JOIN core.organisations o ON o.id = who.organisation_id
      ORDER BY who.person_id, who.organisation_id, who.since DESC LIMIT 40`,
  );
