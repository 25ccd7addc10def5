import { rowSecurity, type Migration } from '@regiso/core';

export const federal: Migration = {
  name: '010-2026-11-27-1110-federal',
  up: `
    -- What was taken in from the federal portal, and what was given to it.
    CREATE TABLE kindergarten.federal_files (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      -- Of whoever sent or took it; none: of the region.
      municipality_id text REFERENCES core.municipalities,
      kind text NOT NULL CHECK (kind IN ('applications', 'statuses')),
      name text NOT NULL CHECK (name <> ''),
      sha256 text NOT NULL,
      rows integer NOT NULL,
      unchanged integer NOT NULL DEFAULT 0,
      -- Rows that could not be read, with what to correct; sealed, for they quote what was written.
      problems bytea,
      -- Statuses: the events after the first number, up to the second one.
      after_event bigint,
      until_event bigint,
      account_id uuid REFERENCES core.accounts ON DELETE SET NULL,
      made_at timestamptz NOT NULL DEFAULT now(),
      CHECK ((kind = 'statuses') = (after_event IS NOT NULL AND until_event IS NOT NULL))
    );
    CREATE INDEX federal_files_newest ON kindergarten.federal_files (kind, id DESC);
    CREATE UNIQUE INDEX federal_files_once ON kindergarten.federal_files (sha256, coalesce(municipality_id, ''))
      WHERE kind = 'applications';
    ${rowSecurity('kindergarten.federal_files', { municipality: 'municipality_id' })}

    -- Applications of the portal, one row each however often it is sent. Its id is that of the application which comes of it.
    CREATE TABLE kindergarten.federal_rows (
      id uuid PRIMARY KEY,
      portal_id text NOT NULL UNIQUE,
      file_id uuid NOT NULL REFERENCES kindergarten.federal_files,
      line integer NOT NULL,
      municipality_id text REFERENCES core.municipalities,
      -- The stamp of the portal: the time of filing, whenever the file is loaded.
      filed_at timestamptz NOT NULL,
      number text NOT NULL,
      received_at timestamptz NOT NULL,
      digest bytea NOT NULL,
      -- What the portal says of child and applicant, sealed until the application stands.
      given bytea,
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'asked', 'taken', 'rejected')),
      -- What a person has to decide, why, and what was decided.
      question text CHECK (question IN ('child', 'guardian', 'kinship')),
      reasons text[] NOT NULL DEFAULT '{}',
      decisions jsonb NOT NULL DEFAULT '{}',
      decided_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      issue text,
      application_id uuid REFERENCES kindergarten.applications,
      CHECK ((state = 'asked') = (question IS NOT NULL)),
      CHECK ((state = 'rejected') = (issue IS NOT NULL)),
      CHECK ((state = 'taken') = (application_id IS NOT NULL)),
      CHECK ((state = 'taken') = (given IS NULL))
    );
    CREATE INDEX federal_rows_file ON kindergarten.federal_rows (file_id, line);
    CREATE INDEX federal_rows_open ON kindergarten.federal_rows (state, filed_at) WHERE state IN ('waiting', 'asked');
    CREATE UNIQUE INDEX federal_rows_application ON kindergarten.federal_rows (application_id);
    ${rowSecurity('kindergarten.federal_rows', { municipality: 'municipality_id' })}

    -- Steps of those applications in the order in which they were kept for good: a reader who goes on after a number loses none.
    CREATE TABLE kindergarten.federal_events (
      event_id bigint PRIMARY KEY REFERENCES kindergarten.application_events,
      municipality_id text,
      serial bigint UNIQUE
    );
    CREATE INDEX federal_events_unnumbered ON kindergarten.federal_events (event_id) WHERE serial IS NULL;
    CREATE INDEX federal_events_municipality ON kindergarten.federal_events (municipality_id, serial);
    ${rowSecurity('kindergarten.federal_events', { municipality: 'municipality_id' })}`,
};
