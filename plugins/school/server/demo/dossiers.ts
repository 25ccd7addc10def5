import { layDemoDossiers, part } from '@regiso/core';
import { pupilDossier, staffDossier } from '../dossiers/checklists';
import type { DemoSchool } from './schools';

/** Papers of the pupils and of the staff of a demo school that is a participant. */
export async function layDossiers({ id, participant, municipality }: DemoSchool): Promise<void> {
  if (!participant) return;
  await layDemoDossiers(
    pupilDossier,
    part`SELECT p.person_id, p.organisation_id, p.participant_id, p.municipality_id, p.starts_on
      FROM school.pupils p WHERE p.organisation_id = ${id} AND p.is_demo AND p.ends_on IS NULL`,
  );
  await layDemoDossiers(
    staffDossier,
    part`SELECT l.person_id, l.organisation_id, ${participant}::uuid AS participant_id,
        ${municipality}::text AS municipality_id, l.starts_on
      FROM core.person_organisations l JOIN core.persons s ON s.id = l.person_id AND s.is_demo
      WHERE l.organisation_id = ${id} AND l.role = 'staff' AND l.subsystem = 'school' AND l.ends_on IS NULL`,
  );
}
