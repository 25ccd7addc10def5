import { rowSecurity, type Migration } from '@regiso/core';

/**
 * Results of persons in batches of one exam, subject and day. What somebody may see of them is decided by the application
 * (the participant, their guardians, who keeps results), so the base shows them to work for the whole region alone.
 */
export const personResults: Migration = {
  name: '004-2026-11-27-1930-person-results',
  up: `
    CREATE TABLE exams.batches (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      kind text NOT NULL REFERENCES exams.exam_kinds,
      subject text NOT NULL REFERENCES exams.subjects,
      held_on date NOT NULL,
      number integer NOT NULL CHECK (number >= 1),
      unit text NOT NULL CHECK (unit IN ('score', 'mark', 'percent')),
      scale_id uuid REFERENCES exams.scales,
      state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'rejected', 'approved', 'publishing', 'published')),
      is_paused boolean NOT NULL DEFAULT false,
      is_demo boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      decided_by uuid REFERENCES core.accounts,
      decided_at timestamptz,
      protocol text,
      reject_reason text,
      visible_from timestamptz,
      published_at timestamptz,
      UNIQUE (kind, subject, held_on, number),
      CHECK ((state IN ('approved', 'publishing', 'published')) = (visible_from IS NOT NULL)),
      CHECK ((state = 'published') = (published_at IS NOT NULL)),
      CHECK (state = 'draft' OR decided_at IS NOT NULL)
    );
    CREATE UNIQUE INDEX batches_one_draft ON exams.batches (kind, subject, held_on) WHERE state = 'draft';
    CREATE INDEX batches_due ON exams.batches (visible_from) WHERE state IN ('approved', 'publishing');

    -- Which files a batch came from and who brought them: none of these people approves it.
    CREATE TABLE exams.batch_files (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      batch_id uuid NOT NULL REFERENCES exams.batches,
      run_id uuid NOT NULL,
      file_sha256 text,
      brought_by uuid REFERENCES core.accounts,
      brought_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE NULLS NOT DISTINCT (batch_id, run_id, brought_by)
    );

    CREATE TABLE exams.person_results (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      batch_id uuid NOT NULL REFERENCES exams.batches,
      person_id uuid NOT NULL REFERENCES core.persons,
      primary_points integer CHECK (primary_points >= 0),
      result integer CHECK (result BETWEEN 0 AND 100),
      status text NOT NULL DEFAULT 'valid' CHECK (status IN ('valid', 'annulled')),
      revision integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
      published_at timestamptz,
      changed_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (batch_id, person_id),
      CHECK ((status = 'valid') = (result IS NOT NULL)),
      CHECK (status = 'valid' OR primary_points IS NULL)
    );
    CREATE INDEX person_results_person ON exams.person_results (person_id);
    CREATE INDEX person_results_waiting ON exams.person_results (batch_id, id) WHERE published_at IS NULL;

    -- What a result was before each change, with the ground.
    CREATE TABLE exams.result_revisions (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      result_id uuid NOT NULL REFERENCES exams.person_results,
      revision integer NOT NULL,
      primary_points integer,
      result integer,
      status text NOT NULL,
      ground text NOT NULL,
      replaced_by uuid REFERENCES core.accounts,
      replaced_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (result_id, revision)
    );

    -- By what a result is found without signing in: keyed hashes of name and document together.
    CREATE TABLE exams.result_keys (
      result_id uuid NOT NULL REFERENCES exams.person_results,
      key bytea NOT NULL,
      PRIMARY KEY (result_id, key)
    );
    CREATE INDEX result_keys_key ON exams.result_keys (key);

    CREATE FUNCTION exams.keep_results() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'Results of exams and their history are never removed, and history never changed';
    END $$;
    CREATE TRIGGER person_results_keep BEFORE DELETE ON exams.person_results
      FOR EACH ROW EXECUTE FUNCTION exams.keep_results();
    CREATE TRIGGER result_revisions_keep BEFORE UPDATE OR DELETE ON exams.result_revisions
      FOR EACH ROW EXECUTE FUNCTION exams.keep_results();

    ${rowSecurity('exams.person_results', {})}
    ${rowSecurity('exams.result_revisions', {})}
    ${rowSecurity('exams.result_keys', {})}`,
};
