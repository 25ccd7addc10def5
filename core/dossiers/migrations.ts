import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-dossier-items',
    up: `
      -- Papers of a person that an organisation keeps. A row is never removed: it was handed back, or taken out with a reason.
      CREATE TABLE core.dossier_items (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES core.persons,
        organisation_id uuid NOT NULL REFERENCES core.organisations,
        participant_id uuid,
        municipality_id text,
        -- Which checklist it stands in, and where in it.
        dossier text NOT NULL,
        kind text NOT NULL,
        received_on date NOT NULL,
        valid_until date,
        note bytea,
        recorded_by uuid,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        ended_as text CHECK (ended_as IN ('returned', 'withdrawn')),
        ended_on date,
        end_reason bytea,
        ended_by uuid,
        CHECK ((ended_as IS NULL) = (ended_on IS NULL) AND (ended_as IS NULL) = (end_reason IS NULL))
      );
      CREATE INDEX dossier_items_person ON core.dossier_items (person_id, dossier, organisation_id);
      ${rowSecurity('core.dossier_items', { participant: 'participant_id', municipality: 'municipality_id' })}`,
  },
];
