import { layDemoDossiers, part } from '@regiso/core';
import { childDossier } from '../dossiers/checklist';

/** Papers of the children of demo kindergartens that are participants. */
export const layDossiers = () =>
  layDemoDossiers(
    childDossier,
    part`SELECT p.person_id, p.organisation_id, p.participant_id, p.municipality_id, p.starts_on
      FROM kindergarten.pupils p WHERE p.is_demo AND p.ends_on IS NULL AND p.participant_id IS NOT NULL`,
  );
