import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-documents',
    up: `
      CREATE TABLE core.document_series (
        template text NOT NULL,
        year smallint NOT NULL,
        last integer NOT NULL CHECK (last > 0),
        PRIMARY KEY (template, year)
      );

      CREATE TABLE core.documents (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        template text NOT NULL,
        title text NOT NULL,
        title_en text NOT NULL,
        year smallint NOT NULL,
        serial integer NOT NULL,
        number text NOT NULL,
        -- The code itself stands on the document only.
        code_sha256 text NOT NULL UNIQUE CHECK (code_sha256 ~ '^[0-9a-f]{64}$'),
        issued_on date NOT NULL,
        issuer text NOT NULL,
        valid_until date CHECK (valid_until >= issued_on),
        plugin text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        participant_id uuid,
        person_id uuid,
        issued_by uuid,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        pdf bytea NOT NULL,
        revoked_at timestamptz,
        revoked_because text,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (template, year, serial),
        CHECK ((revoked_at IS NULL) = (revoked_because IS NULL))
      );
      CREATE INDEX documents_number ON core.documents (number);
      CREATE INDEX documents_subject ON core.documents (plugin, subject_type, subject_id);

      -- What was given out stays as it was: only a revocation is added, once.
      CREATE FUNCTION core.keep_document() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'documents are revoked, never deleted'; END IF;
        IF OLD.revoked_at IS NOT NULL
          OR to_jsonb(NEW) - 'revoked_at' - 'revoked_because' - 'pdf' <> to_jsonb(OLD) - 'revoked_at' - 'revoked_because' - 'pdf'
          OR NEW.pdf <> OLD.pdf
        THEN RAISE EXCEPTION 'an issued document does not change'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_document BEFORE UPDATE OR DELETE ON core.documents
        FOR EACH ROW EXECUTE FUNCTION core.keep_document();

      ${rowSecurity('core.documents', { participant: 'participant_id', account: 'issued_by' })}`,
  },
];
