import type { Migration } from '../server/plugin';

export const migrations: Migration[] = [
  {
    name: '001-reference-rows',
    up: `
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE TABLE core.reference_rows (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        reference text NOT NULL,
        code text NOT NULL,
        value jsonb NOT NULL,
        act text NOT NULL CHECK (act <> ''),
        clause text,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        note text,
        origin text NOT NULL CHECK (origin IN ('shipped', 'operator')),
        verified boolean NOT NULL DEFAULT false,
        verified_by uuid,
        verified_at timestamptz,
        withdrawn_by uuid,
        withdrawn_at timestamptz,
        withdrawn_because text,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        EXCLUDE USING gist (reference WITH =, code WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
          WHERE (withdrawn_at IS NULL)
      );

      -- A decision names the row it was made by, so a row never says anything else than it did then.
      CREATE FUNCTION core.keep_reference_row() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'rows of a reference are withdrawn, never deleted'; END IF;
        IF (NEW.id, NEW.reference, NEW.code, NEW.value, NEW.act, NEW.clause, NEW.valid_from, NEW.origin, NEW.created_at)
          IS DISTINCT FROM
          (OLD.id, OLD.reference, OLD.code, OLD.value, OLD.act, OLD.clause, OLD.valid_from, OLD.origin, OLD.created_at)
        THEN RAISE EXCEPTION 'a row of a reference does not change: add a version'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_reference_row BEFORE UPDATE OR DELETE ON core.reference_rows
        FOR EACH ROW EXECUTE FUNCTION core.keep_reference_row();`,
  },
];
