import { rowSecurity, type Migration } from '@regiso/core';

export const yearPlans: Migration = {
  name: '011-2026-11-27-1200-year-plans',
  up: `
    -- The groups of a kindergarten in the year to come: nothing of it is a group until the municipality has approved it.
    CREATE TABLE kindergarten.year_plans (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,
      school_year integer NOT NULL,
      state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'approved', 'returned')),
      lines jsonb NOT NULL,
      submitted_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      submitted_at timestamptz,
      decided_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      decided_at timestamptz,
      ground text,
      CHECK (state IN ('draft', 'submitted') OR ground IS NOT NULL),
      UNIQUE (organisation_id, school_year)
    );
    ${rowSecurity('kindergarten.year_plans', {
      ...{ connected: 'kindergarten', participant: 'participant_id', municipality: 'municipality_id' },
    })}

    -- Where a planned group comes from: the children of these groups go on in it, so their places are not free.
    ALTER TABLE kindergarten.groups ADD plan_id uuid REFERENCES kindergarten.year_plans,
      ADD grows_from uuid[] NOT NULL DEFAULT '{}';
    CREATE INDEX groups_plan ON kindergarten.groups (plan_id) WHERE plan_id IS NOT NULL;`,
};
