import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const reopenings: Migration = {
  name: '012-2026-11-27-1115-reopenings',
  up: `
    -- An act opens a closed period of a class again; after its last day the period is closed, whoever looks.
    CREATE TABLE school.reopenings (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      period_id uuid NOT NULL,
      class_id uuid NOT NULL,
      ${place}
      act_number text NOT NULL CHECK (act_number <> ''),
      act_date date NOT NULL,
      ground text NOT NULL CHECK (ground <> ''),
      until date NOT NULL,
      opened_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      opened_at timestamptz NOT NULL DEFAULT now(),
      -- By whom it was closed before its term; nobody when the term ended.
      closed_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      closed_at timestamptz,
      FOREIGN KEY (period_id, class_id) REFERENCES school.closed_periods (period_id, class_id)
    );
    CREATE UNIQUE INDEX reopenings_open ON school.reopenings (class_id, period_id) WHERE closed_at IS NULL;
    CREATE INDEX reopenings_class ON school.reopenings (class_id, period_id, opened_at);
    ${rowSecurity('school.reopenings', { ...whose, connected: 'school' })}`,
};
