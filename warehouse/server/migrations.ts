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
];
