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
  {
    name: '002-idempotency-keys',
    up: `
      CREATE TABLE core.idempotency_keys (
        actor text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
        status smallint NOT NULL,
        -- Sealed: an answer may name people.
        response bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (actor, route, key)
      );
      CREATE INDEX idempotency_keys_expiry ON core.idempotency_keys (expires_at);`,
  },
  {
    name: '003-releases',
    up: `
      CREATE TABLE core.releases (
        version text PRIMARY KEY,
        since timestamptz NOT NULL DEFAULT now()
      );`,
  },
  {
    name: '004-kept-jobs',
    up: `
      -- Jobs that are not lost with their queue: those of a plugin that is switched off, and on Redis all until they are done.
      CREATE TABLE core.kept_jobs (
        outbox_id bigint NOT NULL,
        plugin text NOT NULL,
        job text NOT NULL,
        data jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('parked', 'queued', 'failed')),
        since timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outbox_id, plugin)
      );
      CREATE INDEX kept_jobs_parked ON core.kept_jobs (plugin, outbox_id) WHERE state = 'parked';`,
  },
  {
    name: '005-system-readings',
    up: `
      -- How the system stood, every five minutes: how many, never whose.
      CREATE TABLE core.system_readings (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        taken_on date NOT NULL,
        lag_seconds double precision,
        jobs_waiting integer NOT NULL,
        jobs_failed integer NOT NULL,
        tickets_open integer NOT NULL,
        tickets_overdue integer NOT NULL
      );
      CREATE INDEX system_readings_day ON core.system_readings (taken_on);`,
  },
];
