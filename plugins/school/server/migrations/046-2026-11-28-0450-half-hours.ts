import type { Migration } from '@regiso/core';

const halves = 'CHECK (hours BETWEEN 0.5 AND 12 AND hours * 2 = floor(hours * 2))';

export const halfHours: Migration = {
  name: '046-2026-11-28-0450-half-hours',
  up: `
    -- A lesson of every second week is half an hour a week.
    ALTER TABLE school.curriculum DROP CONSTRAINT curriculum_hours_check, ALTER COLUMN hours TYPE real, ADD ${halves};
    ALTER TABLE school.loads DROP CONSTRAINT loads_hours_check, ALTER COLUMN hours TYPE real, ADD ${halves};`,
};
