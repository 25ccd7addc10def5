import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

const seen = { ...whose, connected: 'school' } as const;

export const statisticalForms: Migration = {
  name: '053-2026-11-28-1830-statistical-forms',
  up: `
    -- A statistical form as the records of a school said it on its day: numbers by line and column, written once.
    CREATE TABLE school.form_snapshots (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      form text NOT NULL CHECK (form IN ('ОО-1')),
      ${place}
      on_day date NOT NULL,
      cells jsonb NOT NULL,
      frozen_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      frozen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      UNIQUE (organisation_id, form, on_day)
    );
    CREATE INDEX form_snapshots_day ON school.form_snapshots (on_day, form);
    ${rowSecurity('school.form_snapshots', seen)}

    -- What a person wrote over a counted cell, and why; the newest one holds, none is changed.
    CREATE TABLE school.form_corrections (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      form text NOT NULL CHECK (form IN ('ОО-1')),
      ${place}
      on_day date NOT NULL,
      line text NOT NULL,
      "column" text NOT NULL,
      -- What the records, or the frozen form, said then; null for what is not kept.
      counted real,
      -- Null: back to what was counted.
      value real CHECK (value >= 0),
      reason text NOT NULL CHECK (reason <> ''),
      made_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      made_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX form_corrections_form ON school.form_corrections (organisation_id, form, on_day);
    ${rowSecurity('school.form_corrections', seen)}

    CREATE FUNCTION school.refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'what was reported is never rewritten'; END $$;
    CREATE TRIGGER form_snapshots_fixed BEFORE UPDATE OF form, organisation_id, on_day, cells, frozen_at OR DELETE OR TRUNCATE
      ON school.form_snapshots FOR EACH STATEMENT EXECUTE FUNCTION school.refuse_rewrite();
    CREATE TRIGGER form_corrections_fixed BEFORE UPDATE OF form, organisation_id, on_day, line, "column", counted, value, reason, made_at
      OR DELETE OR TRUNCATE ON school.form_corrections FOR EACH STATEMENT EXECUTE FUNCTION school.refuse_rewrite();`,
};
