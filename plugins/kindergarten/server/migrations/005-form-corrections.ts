import { rowSecurity, type Migration } from '@regiso/core';

const whose = { participant: 'participant_id', municipality: 'municipality_id' };

export const formCorrections: Migration = {
  name: '005-form-corrections',
  up: `
    -- What a person wrote over a counted cell of a statistical form, and why; the newest one holds, none is changed.
    CREATE TABLE kindergarten.form_corrections (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      form text NOT NULL CHECK (form IN ('85-К')),
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,
      on_day date NOT NULL,
      line text NOT NULL,
      "column" text NOT NULL,
      -- What the records said then; null for what is not kept.
      counted integer,
      -- Null: back to what the records say.
      value integer CHECK (value >= 0),
      reason text NOT NULL CHECK (reason <> ''),
      made_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      made_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX form_corrections_form ON kindergarten.form_corrections (organisation_id, form, on_day);
    ${rowSecurity('kindergarten.form_corrections', whose)}

    CREATE FUNCTION kindergarten.refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'what was reported is never rewritten'; END $$;
    CREATE TRIGGER form_corrections_fixed BEFORE UPDATE OF form, organisation_id, on_day, line, "column", counted, value, reason, made_at
      OR DELETE OR TRUNCATE ON kindergarten.form_corrections
      FOR EACH STATEMENT EXECUTE FUNCTION kindergarten.refuse_rewrite();`,
};
