import { rowSecurity, type Migration } from '@regiso/core';

export const portfolios: Migration = {
  name: '048-2026-11-28-0725-portfolios',
  up: `
    -- Achievements of a person, through all schools: of no place, so the database shows them to the region alone; services read
    -- them beyond the reach for the owner, and for the school once the pupil's time in its class was in reach.
    CREATE TABLE school.portfolio_items (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      person_id uuid NOT NULL REFERENCES core.persons,
      kind text NOT NULL,
      title text NOT NULL CHECK (title <> ''),
      held_on date NOT NULL,
      level text NOT NULL CHECK (level IN ('school', 'municipal', 'regional', 'national', 'international')),
      result text CHECK (result <> ''),
      description text CHECK (description <> ''),
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'verified', 'returned')),
      reason text CHECK (reason <> ''),
      -- Shown by the public link of the owner.
      is_public boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT 1,
      added_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      added_at timestamptz NOT NULL DEFAULT now(),
      decided_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      decided_at timestamptz,
      decided_in uuid REFERENCES core.organisations,
      CHECK ((state = 'returned') = (reason IS NOT NULL)),
      CHECK ((state = 'waiting') = (decided_at IS NULL))
    );
    CREATE INDEX portfolio_items_person ON school.portfolio_items (person_id, id);
    ${rowSecurity('school.portfolio_items', {})}

    -- Every step of an achievement; of a change what it said before.
    CREATE TABLE school.portfolio_steps (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      item_id uuid NOT NULL REFERENCES school.portfolio_items ON DELETE CASCADE,
      version integer NOT NULL,
      what text NOT NULL CHECK (what IN ('added', 'changed', 'file-added', 'file-removed', 'verified', 'returned')),
      reason text,
      before jsonb,
      account_id uuid REFERENCES core.accounts ON DELETE SET NULL,
      at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX portfolio_steps_item ON school.portfolio_steps (item_id, id);
    ${rowSecurity('school.portfolio_steps', {})}

    -- Public links: only the hash of the secret in the address is kept. Who agreed to which text stands beside it.
    CREATE TABLE school.portfolio_links (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      person_id uuid NOT NULL REFERENCES core.persons,
      key_hash bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
      valid_until date NOT NULL,
      shows_surname boolean NOT NULL,
      shows_school boolean NOT NULL,
      consent integer NOT NULL,
      made_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      made_at timestamptz NOT NULL DEFAULT now(),
      revoked_at timestamptz,
      opens integer NOT NULL DEFAULT 0,
      opened_at timestamptz
    );
    CREATE INDEX portfolio_links_person ON school.portfolio_links (person_id) WHERE revoked_at IS NULL;
    ${rowSecurity('school.portfolio_links', {})}`,
};
