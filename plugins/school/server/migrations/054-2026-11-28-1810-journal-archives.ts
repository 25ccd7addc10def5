import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

const both = { ...whose, connected: 'school' } as const;

export const journalArchives: Migration = {
  name: '054-2026-11-28-1810-journal-archives',
  up: `
    -- Somebody asks for the archive of a journal, of a class or of a year: a worker takes the journals one by one.
    CREATE TABLE school.archive_orders (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      number integer NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
      ${place}
      scope text NOT NULL CHECK (scope IN ('journal', 'class', 'year')),
      title text NOT NULL CHECK (title <> ''),
      reason text NOT NULL CHECK (reason <> ''),
      grade_from smallint NOT NULL,
      grade_to smallint NOT NULL CHECK (grade_to >= grade_from),
      journals uuid[] NOT NULL CHECK (cardinality(journals) > 0),
      -- The version that holds of each journal that was looked at, in the order of the journals; nothing of one that is gone or was skipped.
      archives uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(archives) <= cardinality(journals)),
      made integer NOT NULL DEFAULT 0,
      -- Journals that could not be made: among the archives there is nothing of them.
      skipped integer NOT NULL DEFAULT 0,
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
      ordered_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      ordered_at timestamptz NOT NULL DEFAULT now(),
      ended_at timestamptz CHECK ((ended_at IS NULL) = (state IN ('waiting', 'running')))
    );
    CREATE INDEX archive_orders_place ON school.archive_orders (organisation_id, id);
    ${rowSecurity('school.archive_orders', both)}

    -- Versions of the archive of a journal; they outlive the journal itself.
    CREATE TABLE school.journal_archives (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      number integer NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
      ${place}
      load_id uuid NOT NULL,
      grade smallint NOT NULL,
      version integer NOT NULL CHECK (version > 0),
      -- Of what the journal holds, not of the file: the same data have the same.
      contents_sha256 text NOT NULL CHECK (contents_sha256 ~ '^[0-9a-f]{64}$'),
      reason text NOT NULL,
      year_ends_on date NOT NULL,
      file_id uuid,
      bytes integer,
      made_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      made_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (load_id, version)
    );
    CREATE INDEX journal_archives_year ON school.journal_archives (year_ends_on);
    ${rowSecurity('school.journal_archives', both)}`,
};
