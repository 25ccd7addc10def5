/** Columns of every table that say whose a row is: they never change once the row is written. */
export const place = `organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,`;
export const whose = { participant: 'participant_id', municipality: 'municipality_id' };
