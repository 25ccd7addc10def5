import { rowSecurity, type Migration } from '@regiso/core';

/**
 * Appeals on exams and changes of the state of a result by decision of the commission. As with the results, who may see a
 * row is decided by the application: the base shows them to work for the whole region alone.
 */
export const appeals: Migration = {
  name: '006-2026-11-28-0400-appeals',
  up: `
    CREATE TABLE exams.appeals (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      result_id uuid NOT NULL REFERENCES exams.person_results,
      person_id uuid NOT NULL REFERENCES core.persons,
      kind text NOT NULL CHECK (kind IN ('procedure', 'marks')),
      number text NOT NULL UNIQUE,
      origin text NOT NULL CHECK (origin IN ('own', 'paper')),
      aspects text[] NOT NULL DEFAULT '{}',
      presence text NOT NULL CHECK (presence IN ('self', 'representative', 'nobody')),
      -- What is said in it may tell of health: sealed.
      said bytea NOT NULL,
      received_at timestamptz NOT NULL,
      received_on date NOT NULL,
      file_by date NOT NULL,
      decide_by date NOT NULL,
      term_row text NOT NULL,
      state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'review', 'satisfied', 'rejected', 'withdrawn')),
      filed_by uuid REFERENCES core.accounts,
      taken_by uuid REFERENCES core.accounts,
      taken_at timestamptz,
      decided_by uuid REFERENCES core.accounts,
      decided_at timestamptz,
      decided_on date,
      protocol text,
      answer text,
      -- The version of the result that a satisfied appeal replaced.
      replaced_revision integer,
      ended_at timestamptz,
      CHECK (received_on <= file_by),
      CHECK ((state IN ('satisfied', 'rejected')) = (decided_on IS NOT NULL AND protocol IS NOT NULL)),
      CHECK ((state IN ('satisfied', 'rejected', 'withdrawn')) = (ended_at IS NOT NULL)),
      CHECK (state = 'satisfied' OR replaced_revision IS NULL)
    );
    CREATE UNIQUE INDEX appeals_one ON exams.appeals (result_id, kind) WHERE state <> 'withdrawn';
    CREATE INDEX appeals_person ON exams.appeals (person_id);
    CREATE INDEX appeals_open ON exams.appeals (decide_by) WHERE state IN ('received', 'review');

    -- A result is annulled, or given back, once a second person has confirmed it.
    CREATE TABLE exams.annulments (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      result_id uuid NOT NULL REFERENCES exams.person_results,
      action text NOT NULL CHECK (action IN ('annul', 'restore')),
      protocol text NOT NULL,
      reason text NOT NULL,
      state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'confirmed', 'refused')),
      asked_by uuid REFERENCES core.accounts,
      asked_at timestamptz NOT NULL DEFAULT now(),
      decided_by uuid REFERENCES core.accounts,
      decided_at timestamptz,
      answer text,
      CHECK ((state = 'proposed') = (decided_at IS NULL))
    );
    CREATE UNIQUE INDEX annulments_one ON exams.annulments (result_id) WHERE state = 'proposed';
    CREATE INDEX annulments_result ON exams.annulments (result_id);

    ${rowSecurity('exams.appeals', {})}
    ${rowSecurity('exams.annulments', {})}`,
};
