import { rowSecurity, type Migration } from '@regiso/core';

export const places: Migration = {
  name: '002-places',
  up: `
    CREATE TABLE kindergarten.groups (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,
      school_year integer NOT NULL,
      name text NOT NULL CHECK (name <> ''),
      age_from smallint NOT NULL CHECK (age_from BETWEEN 0 AND 7),
      age_to smallint NOT NULL CHECK (age_to BETWEEN age_from AND 7),
      orientation text NOT NULL,
      regime text NOT NULL,
      language text NOT NULL,
      area_m2 numeric(7, 2) NOT NULL CHECK (area_m2 > 0),
      own_limit integer CHECK (own_limit >= 0),
      own_limit_ground text,
      norm_row uuid,
      capacity integer NOT NULL CHECK (capacity >= 0),
      -- Kept by whoever enrols, moves or lets go a child.
      children integer NOT NULL DEFAULT 0,
      announced_at timestamptz,
      state text NOT NULL DEFAULT 'open' CHECK (state IN ('planned', 'open', 'closed')),
      quarantine_until date,
      quarantine_ground text,
      is_demo boolean NOT NULL DEFAULT false,
      changed_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE UNIQUE INDEX groups_name ON kindergarten.groups (organisation_id, school_year, name);
    CREATE INDEX groups_municipality ON kindergarten.groups (municipality_id, school_year);
    ${rowSecurity('kindergarten.groups', { participant: 'participant_id', municipality: 'municipality_id' })}

    CREATE TABLE kindergarten.allocation_runs (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      municipality_id text NOT NULL REFERENCES core.municipalities,
      run_on date NOT NULL,
      strategy text NOT NULL,
      rules_id uuid NOT NULL REFERENCES kindergarten.municipal_rules,
      state text NOT NULL DEFAULT 'dry' CHECK (state IN ('dry', 'proposed', 'confirmed', 'discarded')),
      input text NOT NULL,
      input_sha256 text NOT NULL,
      protocol text NOT NULL,
      protocol_sha256 text NOT NULL,
      placed integer NOT NULL,
      unplaced integer NOT NULL,
      based_on uuid REFERENCES kindergarten.allocation_runs,
      made_by uuid REFERENCES core.accounts,
      made_at timestamptz NOT NULL DEFAULT now(),
      proposed_by uuid REFERENCES core.accounts,
      proposed_at timestamptz,
      confirmed_by uuid REFERENCES core.accounts,
      confirmed_at timestamptz,
      CONSTRAINT allocation_two_people CHECK (confirmed_by <> proposed_by)
    );
    CREATE INDEX allocation_runs_municipality ON kindergarten.allocation_runs (municipality_id, made_at DESC);
    ${rowSecurity('kindergarten.allocation_runs', { municipality: 'municipality_id' })}

    CREATE TABLE kindergarten.pupils (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      person_id uuid NOT NULL REFERENCES core.persons,
      pseudonym uuid NOT NULL,
      cohort smallint NOT NULL,
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,
      group_id uuid NOT NULL REFERENCES kindergarten.groups,
      application_id uuid REFERENCES kindergarten.applications,
      link_id uuid,
      starts_on date NOT NULL,
      ends_on date CHECK (ends_on >= starts_on),
      contract_number text,
      contract_on date,
      order_number text,
      order_on date,
      left_ground text,
      is_demo boolean NOT NULL DEFAULT false,
      EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
    );
    CREATE INDEX pupils_group ON kindergarten.pupils (group_id);
    CREATE INDEX pupils_organisation ON kindergarten.pupils (organisation_id, starts_on);
    ${rowSecurity('kindergarten.pupils', { participant: 'participant_id', municipality: 'municipality_id' })}

    CREATE TABLE kindergarten.directions (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      number text NOT NULL,
      application_id uuid NOT NULL REFERENCES kindergarten.applications,
      run_id uuid REFERENCES kindergarten.allocation_runs,
      -- Outside a run a direction needs the order that says so.
      order_details text CHECK (run_id IS NOT NULL OR order_details <> ''),
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,
      group_id uuid NOT NULL REFERENCES kindergarten.groups,
      choice smallint NOT NULL DEFAULT 0,
      class smallint NOT NULL,
      state text NOT NULL DEFAULT 'offered' CHECK
        (state IN ('offered', 'accepted', 'declined', 'expired', 'enrolled', 'withdrawn')),
      offered_at timestamptz NOT NULL DEFAULT now(),
      answer_by date NOT NULL,
      answered_at timestamptz,
      documents_by date,
      ended_at timestamptz
    );
    CREATE UNIQUE INDEX directions_number ON kindergarten.directions (number);
    CREATE UNIQUE INDEX directions_one ON kindergarten.directions (application_id) WHERE state IN ('offered', 'accepted');
    CREATE INDEX directions_group ON kindergarten.directions (group_id) WHERE state IN ('offered', 'accepted');
    CREATE INDEX directions_organisation ON kindergarten.directions (organisation_id, state);
    ${rowSecurity('kindergarten.directions', { participant: 'participant_id', municipality: 'municipality_id' })}`,
};
