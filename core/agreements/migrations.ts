import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-participants-and-agreements',
    up: `
      CREATE TABLE core.bodies (
        id text PRIMARY KEY,
        duty text NOT NULL CHECK (duty IN ('operator', 'monitoring', 'development', 'methodical')),
        name text NOT NULL,
        name_en text NOT NULL,
        act text NOT NULL,
        clause text NOT NULL,
        duties text[] NOT NULL,
        duties_en text[] NOT NULL,
        subsystems text[] NOT NULL DEFAULT '{}',
        website text,
        organisation_id uuid REFERENCES core.organisations,
        changed_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE core.participants (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        kind text NOT NULL CHECK (kind IN ('organisation', 'authority')),
        organisation_id uuid REFERENCES core.organisations,
        municipality_id text REFERENCES core.municipalities,
        name text NOT NULL CHECK (name <> ''),
        inn text CHECK (inn ~ '^([0-9]{10}|[0-9]{12})$'),
        created_at timestamptz NOT NULL DEFAULT now(),
        is_demo boolean NOT NULL DEFAULT false,
        CHECK (kind = 'authority' OR organisation_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX participants_organisation ON core.participants (organisation_id);
      CREATE INDEX participants_municipality ON core.participants (municipality_id);
      CREATE INDEX participants_name ON core.participants (name, id);

      CREATE TABLE core.agreements (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        participant_id uuid NOT NULL REFERENCES core.participants,
        number text NOT NULL CHECK (number <> ''),
        signed_on date NOT NULL,
        starts_on date NOT NULL CHECK (starts_on >= signed_on),
        ends_on date CHECK (ends_on >= starts_on),
        read_only_days integer NOT NULL DEFAULT 30 CHECK (read_only_days BETWEEN 0 AND 366),
        subsystems text[] NOT NULL CHECK (cardinality(subsystems) > 0 AND
          subsystems <@ ARRAY['kindergarten', 'school', 'college', 'extracurricular', 'portal']),
        data_scope text NOT NULL CHECK (data_scope <> ''),
        ground text NOT NULL CHECK (ground <> ''),
        signed_by_operator text NOT NULL CHECK (signed_by_operator <> ''),
        signed_by_participant text NOT NULL CHECK (signed_by_participant <> ''),
        file_sha256 text CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'signed', 'terminated')),
        end_reason text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        is_demo boolean NOT NULL DEFAULT false
      );
      CREATE UNIQUE INDEX agreements_number ON core.agreements (number, signed_on);
      CREATE INDEX agreements_participant ON core.agreements (participant_id, starts_on);
      CREATE INDEX agreements_end ON core.agreements (ends_on) WHERE state = 'signed';

      CREATE TABLE core.agreement_warnings (
        agreement_id uuid NOT NULL REFERENCES core.agreements ON DELETE CASCADE,
        participant_id uuid NOT NULL REFERENCES core.participants,
        days integer NOT NULL,
        ends_on date NOT NULL,
        warned_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (agreement_id, days, ends_on)
      );

      CREATE FUNCTION core.agreement_status(state text, starts date, ends date, grace integer, today date)
        RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
          WHEN state = 'draft' THEN 'draft'
          WHEN ends < today AND today <= ends + grace THEN 'read-only'
          WHEN ends < today THEN 'ended'
          WHEN today < starts THEN 'upcoming'
          WHEN ends <= today + 60 THEN 'expiring'
          ELSE 'active' END;

      ALTER TABLE core.accounts ADD FOREIGN KEY (participant_id) REFERENCES core.participants;
      ALTER TABLE core.grants ADD FOREIGN KEY (participant_id) REFERENCES core.participants;
      ALTER TABLE core.grants ADD FOREIGN KEY (municipality_id) REFERENCES core.municipalities;
      ALTER TABLE core.suspensions ADD FOREIGN KEY (participant_id) REFERENCES core.participants;
      ALTER TABLE core.connections ADD FOREIGN KEY (participant_id) REFERENCES core.participants;
      ALTER TABLE core.connections ADD FOREIGN KEY (agreement_id) REFERENCES core.agreements ON DELETE CASCADE;
      ALTER TABLE core.connections ADD FOREIGN KEY (municipality_id) REFERENCES core.municipalities;

      ${rowSecurity('core.participants', { participant: 'id', municipality: 'municipality_id' })}
      ${rowSecurity('core.agreements', { participant: 'participant_id' })}
      ${rowSecurity('core.agreement_warnings', { participant: 'participant_id' })}`,
  },
  {
    name: '002-publications-and-confirmations',
    up: `
      CREATE TABLE core.published_documents (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        series uuid NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        kind text NOT NULL CHECK (kind IN ('agreement-form', 'rules', 'regulation', 'security')),
        title text NOT NULL CHECK (title <> ''),
        title_en text,
        effective_on date NOT NULL,
        what_changed text,
        file_name text NOT NULL CHECK (file_name <> ''),
        media_type text NOT NULL,
        size integer NOT NULL CHECK (size > 0),
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        bytes bytea NOT NULL,
        published_by uuid REFERENCES core.accounts,
        published_at timestamptz NOT NULL DEFAULT now(),
        withdrawn_at timestamptz,
        withdraw_reason text,
        is_demo boolean NOT NULL DEFAULT false,
        CHECK ((withdrawn_at IS NULL) = (withdraw_reason IS NULL))
      );
      CREATE UNIQUE INDEX published_documents_version ON core.published_documents (series, version);

      CREATE TABLE core.agreement_files (
        agreement_id uuid PRIMARY KEY REFERENCES core.agreements ON DELETE CASCADE,
        participant_id uuid NOT NULL REFERENCES core.participants,
        file_name text NOT NULL CHECK (file_name <> ''),
        media_type text NOT NULL,
        size integer NOT NULL CHECK (size > 0),
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        bytes bytea NOT NULL,
        kept_by uuid REFERENCES core.accounts,
        kept_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE core.confirmations (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        participant_id uuid NOT NULL REFERENCES core.participants,
        kind text NOT NULL CHECK (kind IN ('security', 'job-regulations')),
        document_id uuid REFERENCES core.published_documents,
        account_id uuid REFERENCES core.accounts,
        ground text NOT NULL CHECK (ground <> ''),
        confirmed_by uuid NOT NULL REFERENCES core.accounts,
        confirmed_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((kind = 'job-regulations') = (account_id IS NOT NULL)),
        CHECK (kind = 'security' OR document_id IS NULL)
      );
      CREATE INDEX confirmations_participant ON core.confirmations (participant_id, kind, confirmed_at DESC);
      CREATE INDEX confirmations_account ON core.confirmations (account_id) WHERE account_id IS NOT NULL;

      -- Evidence: a later confirmation stands beside an earlier one, none is rewritten.
      CREATE FUNCTION core.keep_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'a confirmation is evidence: it is neither changed nor deleted'; END $$;
      CREATE TRIGGER keep_confirmation BEFORE UPDATE OR DELETE ON core.confirmations
        FOR EACH ROW EXECUTE FUNCTION core.keep_confirmation();

      -- What was published stays as it was; it may only be withdrawn.
      CREATE FUNCTION core.keep_published_document() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a published document is withdrawn, never deleted'; END IF;
        IF OLD.withdrawn_at IS NOT NULL OR (NEW.series, NEW.version, NEW.title, NEW.effective_on, NEW.sha256, NEW.bytes)
          IS DISTINCT FROM (OLD.series, OLD.version, OLD.title, OLD.effective_on, OLD.sha256, OLD.bytes)
        THEN RAISE EXCEPTION 'a published document does not change: publish a version'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_published_document BEFORE UPDATE OR DELETE ON core.published_documents
        FOR EACH ROW EXECUTE FUNCTION core.keep_published_document();

      ${rowSecurity('core.agreement_files', { participant: 'participant_id' })}
      ${rowSecurity('core.confirmations', { participant: 'participant_id' })}`,
  },
  {
    name: '003-version-of-participants',
    up: 'ALTER TABLE core.participants ADD COLUMN version integer NOT NULL DEFAULT 1;',
  },
  {
    // Imports come before participants and know them by their ids only.
    name: '004-imports-of-participants',
    up: ['runs', 'mappings', 'matches']
      .map((what) => `ALTER TABLE core.import_${what} ADD FOREIGN KEY (participant_id) REFERENCES core.participants;`)
      .concat('ALTER TABLE core.staged_rows ADD FOREIGN KEY (participant_id) REFERENCES core.participants;')
      .join('\n'),
  },
];
