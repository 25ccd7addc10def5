import type { Migration } from '../server/plugin';

export const migrations: Migration[] = [
  {
    name: '001-organisations',
    up: `
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE FUNCTION core.plain_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
        RETURN lower(translate($1, 'ёЁ', 'ее'));
      CREATE FUNCTION core.plain_address(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
        RETURN trim(regexp_replace(core.plain_text($1), '[^0-9a-zа-я]+', ' ', 'g'));
      CREATE FUNCTION core.organisation_words(short_name text, full_name text, number text, settlement text)
        RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN setweight(to_tsvector('russian', core.plain_text(short_name)), 'A')
          || setweight(to_tsvector('russian', core.plain_text(full_name)), 'B')
          || setweight(to_tsvector('simple', coalesce(core.plain_text(number), '')), 'A')
          || setweight(to_tsvector('russian', coalesce(core.plain_text(settlement), '')), 'C');
      CREATE TABLE core.organisations (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        region_id text NOT NULL REFERENCES core.regions,
        municipality_id text REFERENCES core.municipalities,
        kind text NOT NULL
          CHECK (kind IN ('kindergarten', 'school', 'college', 'extracurricular', 'authority', 'other')),
        school_type text,
        full_name text NOT NULL CHECK (full_name <> ''),
        short_name text NOT NULL CHECK (short_name <> ''),
        number text,
        inn text CHECK (inn ~ '^([0-9]{10}|[0-9]{12})$'),
        kpp text CHECK (kpp ~ '^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$'),
        ogrn text CHECK (ogrn ~ '^([0-9]{13}|[0-9]{15})$'),
        oktmo text CHECK (oktmo ~ '^([0-9]{8}|[0-9]{11})$'),
        licence_number text,
        licence_expires date,
        licence_unlimited boolean,
        accredited boolean,
        address text,
        settlement text,
        settlement_kind text CHECK (settlement_kind IN ('urban', 'rural')),
        lat double precision CHECK (lat BETWEEN -90 AND 90),
        lon double precision CHECK (lon BETWEEN -180 AND 180),
        phone text,
        email text,
        website text,
        parent_id uuid REFERENCES core.organisations CHECK (parent_id <> id),
        features text[] NOT NULL DEFAULT '{}',
        external_ids jsonb NOT NULL DEFAULT '{}',
        is_demo boolean NOT NULL DEFAULT false,
        source text NOT NULL,
        attribution text,
        status text NOT NULL DEFAULT 'active'
          CHECK (status IN ('active', 'suspended', 'reorganising', 'liquidated')),
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        words tsvector GENERATED ALWAYS AS (core.organisation_words(short_name, full_name, number, settlement)) STORED,
        plain_names text GENERATED ALWAYS AS (core.plain_text(short_name || ' ' || full_name)) STORED,
        CHECK ((lat IS NULL) = (lon IS NULL))
      );
      CREATE UNIQUE INDEX organisations_ekis ON core.organisations (region_id, (external_ids ->> 'ekis'))
        WHERE external_ids ? 'ekis';
      CREATE INDEX organisations_inn ON core.organisations (inn);
      CREATE INDEX organisations_ogrn ON core.organisations (ogrn);
      CREATE INDEX organisations_parent ON core.organisations (parent_id);
      CREATE INDEX organisations_municipality ON core.organisations (municipality_id, kind);
      CREATE INDEX organisations_name ON core.organisations (core.plain_text(full_name));
      CREATE INDEX organisations_order ON core.organisations (short_name, id);

      CREATE INDEX organisations_words ON core.organisations USING gin (words);
      CREATE INDEX organisations_plain_names ON core.organisations USING gin (plain_names gin_trgm_ops);

      CREATE TABLE core.buildings (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organisation_id uuid NOT NULL REFERENCES core.organisations ON DELETE CASCADE,
        number text NOT NULL,
        address text NOT NULL,
        lat double precision CHECK (lat BETWEEN -90 AND 90),
        lon double precision CHECK (lon BETWEEN -180 AND 180),
        phone text,
        access_wheelchair text CHECK (access_wheelchair IN ('full', 'partial', 'none')),
        access_mobility text CHECK (access_mobility IN ('full', 'partial', 'none')),
        access_vision text CHECK (access_vision IN ('full', 'partial', 'none')),
        access_hearing text CHECK (access_hearing IN ('full', 'partial', 'none')),
        capacity integer CHECK (capacity >= 0),
        storeys integer CHECK (storeys BETWEEN 0 AND 100),
        area_m2 double precision CHECK (area_m2 >= 0),
        is_demo boolean NOT NULL DEFAULT false,
        source text NOT NULL,
        attribution text,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((lat IS NULL) = (lon IS NULL))
      );
      CREATE UNIQUE INDEX buildings_number ON core.buildings (organisation_id, number);

      CREATE TABLE core.programmes (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organisation_id uuid NOT NULL REFERENCES core.organisations ON DELETE CASCADE,
        code text NOT NULL,
        level text NOT NULL,
        name text
      );
      CREATE UNIQUE INDEX programmes_one ON core.programmes (organisation_id, level, name) NULLS NOT DISTINCT;
      CREATE INDEX programmes_code ON core.programmes (code, organisation_id);`,
  },
];
