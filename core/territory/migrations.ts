import type { Migration } from '../server/plugin';

// A day known only by its year is written as the year, so these are texts.
const roughDay = (column: string) => `${column} text CHECK (${column} ~ '^\\d{4}(-\\d{2}-\\d{2})?$')`;

export const migrations: Migration[] = [
  {
    name: '001-territory',
    up: `
      CREATE TABLE core.regions (
        id text PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        name_en text NOT NULL,
        oktmo text,
        time_zone text NOT NULL,
        is_home boolean NOT NULL DEFAULT false
      );
      CREATE UNIQUE INDEX regions_one_home ON core.regions (is_home) WHERE is_home;
      CREATE TABLE core.municipalities (
        id text PRIMARY KEY,
        region_id text NOT NULL REFERENCES core.regions,
        name text NOT NULL,
        name_en text NOT NULL,
        short_name text NOT NULL,
        kind text NOT NULL,
        centre text NOT NULL,
        centre_lat double precision NOT NULL,
        centre_lon double precision NOT NULL,
        label_lat double precision NOT NULL,
        label_lon double precision NOT NULL,
        population integer,
        population_year integer,
        oktmo text,
        fias text,
        tile_column integer NOT NULL,
        tile_row integer NOT NULL,
        CONSTRAINT municipalities_own_tile UNIQUE (region_id, tile_column, tile_row) DEFERRABLE INITIALLY DEFERRED
      );
      CREATE TABLE core.municipality_names (
        municipality_id text NOT NULL REFERENCES core.municipalities ON DELETE CASCADE,
        name text NOT NULL,
        kind text NOT NULL,
        is_current boolean NOT NULL,
        ${roughDay('valid_from')},
        ${roughDay('valid_to')},
        source text NOT NULL,
        PRIMARY KEY (municipality_id, name)
      );
      CREATE TABLE core.settlements (
        id text PRIMARY KEY,
        municipality_id text NOT NULL REFERENCES core.municipalities,
        name text NOT NULL,
        name_en text NOT NULL,
        kind text NOT NULL,
        lat double precision NOT NULL,
        lon double precision NOT NULL,
        oktmo text,
        fias text
      );
      CREATE INDEX settlements_municipality ON core.settlements (municipality_id);
      CREATE TABLE core.map_boundaries (
        municipality_id text PRIMARY KEY REFERENCES core.municipalities ON DELETE CASCADE,
        geojson jsonb NOT NULL,
        source text NOT NULL,
        attribution text NOT NULL,
        imported_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE core.calendar_days (
        region_id text NOT NULL REFERENCES core.regions,
        day date NOT NULL,
        is_working boolean NOT NULL,
        title text NOT NULL,
        act text NOT NULL,
        verified boolean NOT NULL,
        PRIMARY KEY (region_id, day)
      );`,
  },
  {
    name: '002-calendar-years',
    up: `
      CREATE TABLE core.calendar_years (
        region_id text NOT NULL REFERENCES core.regions,
        year integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
        version integer NOT NULL CHECK (version > 0),
        days jsonb NOT NULL CHECK (jsonb_typeof(days) = 'array'),
        act text NOT NULL CHECK (act <> ''),
        note text,
        verified boolean NOT NULL DEFAULT false,
        verified_by uuid,
        verified_at timestamptz,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (region_id, year, version)
      );

      -- A term that was counted by a version can be explained by it later.
      CREATE FUNCTION core.keep_calendar_year() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a version of a calendar is never deleted: add a version'; END IF;
        IF (NEW.region_id, NEW.year, NEW.version, NEW.days, NEW.act, NEW.created_at) IS DISTINCT FROM
          (OLD.region_id, OLD.year, OLD.version, OLD.days, OLD.act, OLD.created_at)
        THEN RAISE EXCEPTION 'a version of a calendar does not change: add a version'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_calendar_year BEFORE UPDATE OR DELETE ON core.calendar_years
        FOR EACH ROW EXECUTE FUNCTION core.keep_calendar_year();`,
  },
];
