import { rowSecurity, type Migration } from '@regiso/core';

const statuses = `'draft', 'sent', 'received', 'need-confirm', 'queued', 'offered', 'directed', 'docs', 'enrolled',
  'refused', 'withdrawn', 'frozen', 'archived'`;

export const queue: Migration = {
  name: '001-queue',
  up: `
    CREATE TABLE kindergarten.privilege_categories (
      code text PRIMARY KEY,
      title text NOT NULL,
      title_en text NOT NULL,
      class smallint NOT NULL CHECK (class BETWEEN 0 AND 2),
      act text NOT NULL,
      valid_from date NOT NULL,
      valid_to date CHECK (valid_to >= valid_from),
      verified boolean NOT NULL
    );

    -- What the act of a municipality sets; no municipality: what holds where none was entered.
    CREATE TABLE kindergarten.municipal_rules (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      municipality_id text REFERENCES core.municipalities,
      act text NOT NULL CHECK (act <> ''),
      verified boolean NOT NULL,
      rules jsonb NOT NULL,
      valid_from date NOT NULL,
      valid_to date CHECK (valid_to >= valid_from),
      EXCLUDE USING gist (coalesce(municipality_id, '') WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    );

    CREATE TABLE kindergarten.applications (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      number text,
      status text NOT NULL DEFAULT 'draft' CHECK (status IN (${statuses})),
      origin text NOT NULL CHECK (origin IN ('portal', 'desk', 'paper', 'federal')),
      -- Who filed it and who may see it: guardians, and the kindergartens to which the child is directed.
      account_id uuid REFERENCES core.accounts ON DELETE SET NULL,
      accounts uuid[] NOT NULL DEFAULT '{}',
      participants uuid[] NOT NULL DEFAULT '{}',
      municipality_id text REFERENCES core.municipalities,
      -- Of the first choice, for figures by organisation.
      organisation_id uuid REFERENCES core.organisations,
      child_id uuid NOT NULL REFERENCES core.persons,
      pseudonym uuid NOT NULL,
      guardian_id uuid NOT NULL REFERENCES core.persons,
      second_guardian_id uuid REFERENCES core.persons,
      cohort smallint NOT NULL,
      received_at timestamptz,
      filed_at timestamptz,
      filing_ground text,
      desired_on date NOT NULL,
      orientation text NOT NULL,
      regimes text[] NOT NULL,
      language text,
      anywhere boolean NOT NULL DEFAULT false,
      together uuid,
      class smallint NOT NULL DEFAULT 3 CHECK (class BETWEEN 0 AND 3),
      -- Counted with the lists: the band of age, and whether the child waits for a place now or later.
      band text CHECK (band IN ('under-1', '1-2', '3-7')),
      waits text NOT NULL DEFAULT 'no' CHECK (waits IN ('no', 'now', 'later')),
      waited_days integer,
      decide_by date,
      queued_at timestamptz,
      decided_on date,
      is_demo boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      changed_at timestamptz NOT NULL DEFAULT now(),
      CHECK (status = 'draft' OR (number IS NOT NULL AND received_at IS NOT NULL AND filed_at IS NOT NULL)),
      CHECK (origin <> 'paper' OR filing_ground IS NOT NULL)
    );
    CREATE UNIQUE INDEX applications_number ON kindergarten.applications (number);
    CREATE UNIQUE INDEX applications_one_of_child ON kindergarten.applications (child_id)
      WHERE status NOT IN ('draft', 'enrolled', 'refused', 'withdrawn', 'archived');
    CREATE INDEX applications_register ON kindergarten.applications (municipality_id, status, filed_at);
    CREATE INDEX applications_child ON kindergarten.applications (child_id);
    CREATE INDEX applications_accounts ON kindergarten.applications USING gin (accounts);
    CREATE INDEX applications_together ON kindergarten.applications (together) WHERE together IS NOT NULL;
    ${rowSecurity('kindergarten.applications', { accounts: 'accounts', participants: 'participants', municipality: 'municipality_id' })}

    -- What belongs to an application is read once the application itself was found in reach.
    CREATE TABLE kindergarten.choices (
      application_id uuid NOT NULL REFERENCES kindergarten.applications ON DELETE CASCADE,
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      rank smallint NOT NULL CHECK (rank > 0),
      sibling_id uuid REFERENCES core.persons,
      sibling_confirmed boolean NOT NULL DEFAULT false,
      PRIMARY KEY (application_id, organisation_id)
    );
    CREATE UNIQUE INDEX choices_rank ON kindergarten.choices (application_id, rank);
    CREATE INDEX choices_organisation ON kindergarten.choices (organisation_id);
    ${rowSecurity('kindergarten.choices', {})}

    CREATE TABLE kindergarten.privileges (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      application_id uuid NOT NULL REFERENCES kindergarten.applications ON DELETE CASCADE,
      category text NOT NULL REFERENCES kindergarten.privilege_categories,
      document text NOT NULL,
      valid_to date,
      state text NOT NULL DEFAULT 'unverified' CHECK (state IN ('unverified', 'confirmed', 'refused', 'expired')),
      ground text,
      decided_by uuid REFERENCES core.accounts,
      decided_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE UNIQUE INDEX privileges_once ON kindergarten.privileges (application_id, category)
      WHERE state IN ('unverified', 'confirmed');
    CREATE INDEX privileges_valid_to ON kindergarten.privileges (valid_to) WHERE state = 'confirmed';
    ${rowSecurity('kindergarten.privileges', {})}

    -- The history of an application: written once, never changed.
    CREATE TABLE kindergarten.application_events (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      application_id uuid NOT NULL REFERENCES kindergarten.applications,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      account_id uuid,
      who text NOT NULL CHECK (who IN ('guardian', 'staff', 'system')),
      kind text NOT NULL,
      status text,
      ground text,
      comment text,
      details jsonb NOT NULL DEFAULT '{}'
    );
    CREATE INDEX application_events_application ON kindergarten.application_events (application_id, id);
    ${rowSecurity('kindergarten.application_events', {})}

    -- Who stands in which list now, by a text that sorts as the law orders: class, sibling, time of filing, number.
    CREATE TABLE kindergarten.queue_entries (
      application_id uuid NOT NULL REFERENCES kindergarten.applications ON DELETE CASCADE,
      organisation_id uuid NOT NULL,
      age smallint NOT NULL,
      key text COLLATE "C" NOT NULL,
      PRIMARY KEY (application_id, organisation_id)
    );
    CREATE INDEX queue_entries_order ON kindergarten.queue_entries (organisation_id, age, key);
    ${rowSecurity('kindergarten.queue_entries', {})}

    -- Every change of a list: who moved from where to where. From these a position at any moment is explained.
    CREATE TABLE kindergarten.queue_moves (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      organisation_id uuid NOT NULL,
      age smallint NOT NULL,
      application_id uuid NOT NULL,
      class smallint NOT NULL,
      from_key text COLLATE "C",
      to_key text COLLATE "C",
      cause text NOT NULL,
      CHECK (from_key IS NOT NULL OR to_key IS NOT NULL)
    );
    CREATE INDEX queue_moves_list ON kindergarten.queue_moves (organisation_id, age, id);
    ${rowSecurity('kindergarten.queue_moves', {})}

    CREATE FUNCTION kindergarten.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'the history of the queue is never changed'; END $$;
    CREATE TRIGGER application_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON kindergarten.application_events
      FOR EACH STATEMENT EXECUTE FUNCTION kindergarten.refuse_change();
    CREATE TRIGGER queue_moves_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON kindergarten.queue_moves
      FOR EACH STATEMENT EXECUTE FUNCTION kindergarten.refuse_change();`,
};
