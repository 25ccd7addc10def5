import type { Migration } from '../server/plugin';

export const migrations: Migration[] = [
  {
    name: '001-outbox-and-plugins',
    up: `
      CREATE TABLE core.outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('event', 'job')),
        name text NOT NULL,
        payload jsonb NOT NULL,
        request_id text,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE core.plugins (
        id text PRIMARY KEY,
        enabled boolean NOT NULL DEFAULT true,
        changed_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE core.settings (
        name text PRIMARY KEY,
        value jsonb NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      );`,
  },
];
