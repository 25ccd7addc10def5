import type { Migration } from '@regiso/core';

export const migrations: Migration[] = [
  {
    name: '001-warehouse',
    up: `
      -- Tables of PostgreSQL whose changes are logged.
      CREATE TABLE warehouse.sources (
        id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        relation text NOT NULL UNIQUE,
        capture text
      );

      -- The change log: keys only. A row without a key says that the whole table was emptied;
      -- "place" holds the sorting columns a row has left, so that its old copy can be removed.
      CREATE TABLE warehouse.changes (
        slot smallint NOT NULL,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        source smallint NOT NULL,
        key text,
        place jsonb
      ) PARTITION BY LIST (slot);
      CREATE TABLE warehouse.changes_0 PARTITION OF warehouse.changes FOR VALUES IN (0);
      CREATE TABLE warehouse.changes_1 PARTITION OF warehouse.changes FOR VALUES IN (1);
      CREATE TABLE warehouse.changes_2 PARTITION OF warehouse.changes FOR VALUES IN (2);
      CREATE INDEX changes_xid ON warehouse.changes (xid);
      CREATE TABLE warehouse.log_slot (slot smallint NOT NULL, since timestamptz NOT NULL DEFAULT now());
      INSERT INTO warehouse.log_slot (slot) VALUES (0);

      CREATE TABLE warehouse.ticks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        snapshot pg_snapshot NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        changes jsonb NOT NULL,
        emptied smallint[] NOT NULL
      );

      -- A table in ClickHouse. A rebuilt or reshaped fact is a new generation beside the live one.
      CREATE TABLE warehouse.tables (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        fact text NOT NULL,
        generation integer NOT NULL,
        source smallint NOT NULL REFERENCES warehouse.sources,
        hash text NOT NULL,
        shape jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('building', 'live', 'retired')),
        planned bigint NOT NULL,
        storage text NOT NULL DEFAULT '',
        verified jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (fact, generation)
      );
      CREATE UNIQUE INDEX tables_one_live ON warehouse.tables (fact) WHERE state = 'live';
      CREATE UNIQUE INDEX tables_one_building ON warehouse.tables (fact) WHERE state = 'building';

      CREATE TABLE warehouse.moves (
        table_id integer NOT NULL REFERENCES warehouse.tables ON DELETE CASCADE,
        from_tick bigint NOT NULL,
        to_tick bigint NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        rows bigint,
        started_at timestamptz,
        finished_at timestamptz,
        error text,
        PRIMARY KEY (table_id, from_tick, to_tick)
      );
      CREATE INDEX moves_unfinished ON warehouse.moves (table_id) WHERE finished_at IS NULL;

      -- The tick up to which a table holds everything.
      CREATE FUNCTION warehouse.applied(t warehouse.tables) RETURNS bigint LANGUAGE sql STABLE AS $$
        SELECT coalesce((SELECT min(m.from_tick) FROM warehouse.moves m
          WHERE m.table_id = t.id AND m.finished_at IS NULL), t.planned) $$;

      CREATE TABLE warehouse.snapshot_chunks (
        table_id integer NOT NULL REFERENCES warehouse.tables ON DELETE CASCADE,
        number integer NOT NULL,
        relation text NOT NULL,
        first_block bigint NOT NULL,
        after_block bigint NOT NULL,
        tick bigint,
        rows bigint,
        finished_at timestamptz,
        error text,
        PRIMARY KEY (table_id, number)
      );`,
  },
  {
    name: '002-log-per-table',
    up: `
      -- Every table gets parts of the log of its own: it is emptied by itself, and its size is known.
      LOCK TABLE warehouse.changes IN ACCESS EXCLUSIVE MODE;
      CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT slot, xid, source, key, place FROM warehouse.changes;
      DROP TABLE warehouse.changes;
      CREATE TABLE warehouse.changes (
        slot smallint NOT NULL,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        source smallint NOT NULL,
        key text,
        place jsonb
      ) PARTITION BY LIST (slot);
      CREATE TABLE warehouse.changes_0 PARTITION OF warehouse.changes FOR VALUES IN (0) PARTITION BY LIST (source);
      CREATE TABLE warehouse.changes_1 PARTITION OF warehouse.changes FOR VALUES IN (1) PARTITION BY LIST (source);
      CREATE TABLE warehouse.changes_2 PARTITION OF warehouse.changes FOR VALUES IN (2) PARTITION BY LIST (source);
      CREATE INDEX changes_xid ON warehouse.changes (xid);

      -- Attached rather than created in place: that would lock out everybody who writes.
      CREATE FUNCTION warehouse.open_log(source smallint) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE part text;
      BEGIN
        FOR slot IN 0..2 LOOP
          part := format('changes_%s_%s', slot, source);
          CONTINUE WHEN to_regclass('warehouse.' || part) IS NOT NULL;
          EXECUTE format('CREATE TABLE warehouse.%I (LIKE warehouse.changes INCLUDING DEFAULTS)', part);
          EXECUTE format('ALTER TABLE warehouse.changes_%s ATTACH PARTITION warehouse.%I FOR VALUES IN (%s)',
            slot, part, source);
        END LOOP;
      END $$;
      SELECT warehouse.open_log(id) FROM warehouse.sources;
      INSERT INTO warehouse.changes (slot, xid, source, key, place) SELECT slot, xid, source, key, place FROM kept
        WHERE source IN (SELECT id FROM warehouse.sources);

      -- Why a table can follow no more and is filled anew; null while it follows.
      ALTER TABLE warehouse.tables ADD COLUMN lost text;`,
  },
  {
    name: '003-runs-and-heartbeat',
    up: `
      -- Rebuilds, verifications and repairs: what was asked for, how far it is, what came of it.
      CREATE TABLE warehouse.runs (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        kind text NOT NULL CHECK (kind IN ('rebuild', 'verify', 'repair')),
        fact text,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
        share double precision NOT NULL DEFAULT 0,
        step text NOT NULL DEFAULT '',
        results jsonb NOT NULL DEFAULT '{}',
        error text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        started_at timestamptz,
        finished_at timestamptz
      );
      CREATE INDEX runs_unfinished ON warehouse.runs (created_at) WHERE finished_at IS NULL;

      -- One row that beats: how long a commit takes to be seen, measured all day on the way every row takes.
      CREATE TABLE warehouse.heartbeats (
        id uuid PRIMARY KEY,
        beat bigint NOT NULL,
        at timestamptz NOT NULL
      );
      INSERT INTO warehouse.heartbeats VALUES ('00000000-0000-7000-8000-000000000001', 0, clock_timestamp());
      CREATE TABLE warehouse.beats (
        beat bigint PRIMARY KEY,
        committed_at timestamptz NOT NULL,
        seconds double precision
      );`,
  },
  {
    name: '004-rollups',
    up: `
      -- Rollups of a table: up to which tick they hold everything; null until they are filled for the first time.
      CREATE TABLE warehouse.rollups (
        table_id integer PRIMARY KEY REFERENCES warehouse.tables ON DELETE CASCADE,
        hash text NOT NULL,
        tick bigint,
        refreshed_at timestamptz,
        seconds double precision,
        error text
      );
      CREATE SEQUENCE warehouse.rollup_pass;
      -- Which pass over a slice is shown; one that was replaced stays until nobody can be reading it.
      CREATE TABLE warehouse.rollup_slices (
        table_id integer NOT NULL REFERENCES warehouse.rollups ON DELETE CASCADE,
        slice text NOT NULL,
        pass bigint NOT NULL,
        superseded_at timestamptz,
        PRIMARY KEY (table_id, slice, pass)
      );

      -- The tick up to which rollups filled at "tick" hold everything: as far as nothing has changed since.
      CREATE FUNCTION warehouse.rolled(t warehouse.tables, tick bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
        SELECT greatest(tick, max(k.id)) FROM warehouse.ticks k
        WHERE k.id <= warehouse.applied(t) AND k.id < coalesce((SELECT min(c.id) FROM warehouse.ticks c
          WHERE c.id > tick AND (c.changes ? t.source::text OR t.source = ANY(c.emptied))), 9223372036854775807) $$;`,
  },
];
