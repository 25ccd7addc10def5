import type { Migration } from '@regiso/core';

export const exams: Migration = {
  name: '001-exams',
  up: `
    CREATE TABLE exams.exam_kinds (
      code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
      title text NOT NULL,
      title_en text NOT NULL,
      grade integer,
      unit text NOT NULL CHECK (unit IN ('score', 'mark', 'percent')),
      maximum integer NOT NULL
    );
    CREATE TABLE exams.subjects (
      code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
      title text NOT NULL,
      title_en text NOT NULL,
      unit text CHECK (unit IN ('score', 'mark', 'percent'))
    );
    CREATE TABLE exams.sessions (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      kind text NOT NULL REFERENCES exams.exam_kinds,
      year integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
      period text NOT NULL CHECK (period IN ('all', 'early', 'main', 'additional')),
      starts_on date,
      ends_on date,
      apply_by date,
      source text NOT NULL,
      UNIQUE (kind, year, period),
      CHECK (starts_on <= ends_on)
    );

    CREATE TABLE exams.scales (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      kind text NOT NULL REFERENCES exams.exam_kinds,
      subject text NOT NULL REFERENCES exams.subjects,
      variant text NOT NULL,
      unit text NOT NULL CHECK (unit IN ('score', 'mark', 'percent')),
      bands jsonb NOT NULL,
      valid_from date,
      valid_to date,
      act text NOT NULL,
      source text NOT NULL,
      verified boolean NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      CHECK (valid_from <= valid_to)
    );
    CREATE INDEX scales_of_subject ON exams.scales (kind, subject, variant);
    CREATE TABLE exams.thresholds (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      kind text NOT NULL REFERENCES exams.exam_kinds,
      subject text NOT NULL REFERENCES exams.subjects,
      purpose text NOT NULL,
      profile text NOT NULL,
      unit text NOT NULL CHECK (unit IN ('primary', 'score', 'mark', 'percent')),
      minimum integer NOT NULL,
      minimum_to integer,
      minimum_geometry integer,
      valid_from date NOT NULL,
      valid_to date NOT NULL,
      source text NOT NULL,
      verified boolean NOT NULL,
      UNIQUE (kind, subject, purpose, profile, valid_from)
    );
    CREATE TABLE exams.published_means (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      territory text NOT NULL,
      year integer NOT NULL,
      subject text NOT NULL REFERENCES exams.subjects,
      mean double precision NOT NULL,
      unit text NOT NULL,
      source text NOT NULL,
      note text,
      UNIQUE (territory, year, subject)
    );

    -- A version is a document: it may only be closed by the day before the next one.
    CREATE FUNCTION exams.keep_versions() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'valid_to' = to_jsonb(NEW) - 'valid_to'
         AND (OLD.valid_to IS NULL OR NEW.valid_to < OLD.valid_to) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'A version of % is never changed or removed; add a new one', TG_TABLE_NAME;
    END $$;
    CREATE TRIGGER scales_keep_versions BEFORE UPDATE OR DELETE ON exams.scales
      FOR EACH ROW EXECUTE FUNCTION exams.keep_versions();
    CREATE TRIGGER thresholds_keep_versions BEFORE UPDATE OR DELETE ON exams.thresholds
      FOR EACH ROW EXECUTE FUNCTION exams.keep_versions();

    CREATE TABLE exams.results (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      kind text NOT NULL REFERENCES exams.exam_kinds,
      year integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
      period text NOT NULL CHECK (period IN ('all', 'early', 'main', 'additional')),
      subject text NOT NULL REFERENCES exams.subjects,
      occurrence integer NOT NULL CHECK (occurrence >= 1),
      unit text NOT NULL CHECK (unit IN ('score', 'mark', 'percent')),
      participants integer CHECK (participants >= 0),
      mean double precision,
      mean_missing_reason text CHECK (mean_missing_reason IN ('suppressed', 'absent', 'not-held')),
      below_minimum integer CHECK (below_minimum >= 0),
      high integer CHECK (high >= 0),
      hundred integer CHECK (hundred >= 0),
      mark2 integer CHECK (mark2 >= 0),
      mark3 integer CHECK (mark3 >= 0),
      mark4 integer CHECK (mark4 >= 0),
      mark5 integer CHECK (mark5 >= 0),
      is_demo boolean NOT NULL DEFAULT false,
      source text NOT NULL,
      -- What weighted means and shares are made of. Null where the part is not known, so that nothing counts as 0.
      scored integer GENERATED ALWAYS AS (CASE WHEN mean IS NOT NULL THEN participants END) STORED,
      score_sum double precision GENERATED ALWAYS AS (mean * participants) STORED,
      below_known integer GENERATED ALWAYS AS (CASE WHEN below_minimum IS NOT NULL THEN participants END) STORED,
      high_known integer GENERATED ALWAYS AS (CASE WHEN high IS NOT NULL AND hundred IS NOT NULL THEN participants END) STORED,
      high_or_hundred integer GENERATED ALWAYS AS (high + hundred) STORED,
      marked integer GENERATED ALWAYS AS (mark2 + mark3 + mark4 + mark5) STORED,
      mark_sum integer GENERATED ALWAYS AS (2 * mark2 + 3 * mark3 + 4 * mark4 + 5 * mark5) STORED,
      passed integer GENERATED ALWAYS AS (mark3 + mark4 + mark5) STORED,
      good integer GENERATED ALWAYS AS (mark4 + mark5) STORED,
      UNIQUE (organisation_id, kind, year, period, subject, occurrence),
      CHECK ((mean IS NULL) = (mean_missing_reason IS NOT NULL)),
      CHECK (mean IS NULL OR participants > 0),
      CHECK (coalesce(below_minimum, 0) + coalesce(high, 0) + coalesce(hundred, 0) <= participants),
      CHECK (mark2 + mark3 + mark4 + mark5 <= participants)
    );`,
};
