import type { Migration } from '@regiso/core';

export const migrations: Migration[] = [
  {
    name: '001-notes',
    up: `
      CREATE TABLE sample.notes (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organisation_id uuid NOT NULL,
        written_on date NOT NULL,
        pages integer NOT NULL CHECK (pages > 0)
      );
      CREATE INDEX ON sample.notes (organisation_id, written_on);`,
  },
];
