import { rowSecurity, type Migration } from '@regiso/core';
import { snapshots } from './snapshots/migration';

export const migrations: readonly Migration[] = [
  {
    name: '001-definitions',
    up: `
      -- Every definition of an indicator that this installation has ever counted by, so that a figure of the past can be
      -- explained. The digest tells a change that came without a new version.
      CREATE TABLE dashboards.definitions (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        indicator text NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        digest text NOT NULL,
        definition jsonb NOT NULL,
        first_seen_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (indicator, version, digest)
      )`,
  },
  {
    name: '002-own-indicators',
    up: `
      CREATE SEQUENCE dashboards.own_codes;
      -- What analysts define, a row a version: the newest approved one is counted by, a second person has approved it.
      CREATE TABLE dashboards.own_indicators (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        code text NOT NULL,
        number integer NOT NULL CHECK (number > 0),
        version integer NOT NULL DEFAULT 1,
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'review', 'returned', 'approved', 'withdrawn')),
        definition jsonb NOT NULL,
        why text,
        note text,
        author_id uuid NOT NULL REFERENCES core.accounts,
        reviewer_id uuid REFERENCES core.accounts CHECK (reviewer_id <> author_id),
        changed_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (code, number)
      );
      CREATE UNIQUE INDEX own_indicators_open ON dashboards.own_indicators (code)
        WHERE state IN ('draft', 'review', 'returned')`,
  },
  {
    name: '003-alerts',
    up: `
      -- What is watched, and by whose right: figures are asked as their author would see them.
      CREATE TABLE dashboards.alert_rules (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        version integer NOT NULL DEFAULT 1,
        is_active boolean NOT NULL DEFAULT true,
        title text NOT NULL,
        indicator text NOT NULL,
        grain text,
        over text,
        kind text NOT NULL CHECK (kind IN ('threshold', 'change', 'absence')),
        comparison text NOT NULL,
        value double precision NOT NULL,
        takes_running boolean NOT NULL,
        author_id uuid NOT NULL REFERENCES core.accounts,
        changed_at timestamptz NOT NULL DEFAULT now(),
        -- How far it has been looked at: the moment of the warehouse and the day of the region.
        evaluated_at timestamptz,
        evaluated_on date,
        seen_tick bigint,
        fault text
      );
      CREATE INDEX alert_rules_author ON dashboards.alert_rules (author_id);
      -- What a rule has found, with the condition as it stood then. What is empty in place is the whole.
      CREATE TABLE dashboards.alerts (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        rule_id uuid NOT NULL REFERENCES dashboards.alert_rules,
        version integer NOT NULL DEFAULT 1,
        state text NOT NULL DEFAULT 'raised' CHECK (state IN ('raised', 'assigned', 'explained', 'closed')),
        title text NOT NULL,
        author_id uuid NOT NULL REFERENCES core.accounts,
        indicator text NOT NULL,
        grain text,
        over text,
        kind text NOT NULL,
        comparison text NOT NULL,
        threshold double precision NOT NULL,
        place text NOT NULL,
        period text NOT NULL,
        value double precision,
        before double precision,
        -- The rows of which the author sees figures, as filters.
        within jsonb NOT NULL,
        organisation_id uuid,
        participant_id uuid,
        municipality_id text,
        -- The author of the rule and whoever it is assigned to see it whatever their place.
        accounts uuid[] NOT NULL,
        raised_at timestamptz NOT NULL DEFAULT now(),
        cleared_at timestamptz,
        cleared_period text,
        assignee_id uuid REFERENCES core.accounts,
        assigned_by uuid REFERENCES core.accounts,
        assigned_at timestamptz,
        explanation text,
        explained_by uuid REFERENCES core.accounts,
        explained_at timestamptz,
        closed_by uuid REFERENCES core.accounts,
        closed_at timestamptz,
        close_note text
      );
      CREATE UNIQUE INDEX alerts_open ON dashboards.alerts (rule_id, place) WHERE state <> 'closed';
      CREATE INDEX alerts_rule ON dashboards.alerts (rule_id, place, id DESC);
      ${rowSecurity('dashboards.alert_rules', { account: 'author_id' })}
      ${rowSecurity('dashboards.alerts', { participant: 'participant_id', municipality: 'municipality_id', accounts: 'accounts' })}`,
  },
  {
    name: '004-annotations',
    up: `
      -- What happened in a period, beside the figures of an indicator; without a municipality it is of the whole region.
      CREATE TABLE dashboards.annotations (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        version integer NOT NULL DEFAULT 1,
        indicator text NOT NULL,
        grain text NOT NULL,
        period text NOT NULL,
        municipality text REFERENCES core.municipalities,
        text text NOT NULL CHECK (text <> ''),
        author_id uuid NOT NULL REFERENCES core.accounts,
        changed_at timestamptz NOT NULL DEFAULT now(),
        removed_at timestamptz
      );
      CREATE INDEX annotations_indicator ON dashboards.annotations (indicator) WHERE removed_at IS NULL`,
  },
  {
    name: '005-deliveries',
    up: `
      -- What of a board is mailed to whom and when; each recipient gets what they may see themselves on the day.
      CREATE TABLE dashboards.deliveries (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        version integer NOT NULL DEFAULT 1,
        owner_id uuid NOT NULL REFERENCES core.accounts,
        dashboard text NOT NULL,
        search jsonb NOT NULL,
        words text NOT NULL,
        every text NOT NULL CHECK (every IN ('daily', 'weekly', 'monthly')),
        day integer CHECK ((day IS NULL) = (every = 'daily')),
        hour integer NOT NULL CHECK (hour BETWEEN 0 AND 23),
        formats text[] NOT NULL,
        recipients uuid[] NOT NULL,
        -- Recipients who do not want it any more: only they themselves come back.
        gone uuid[] NOT NULL DEFAULT '{}',
        -- The owner and the recipients.
        accounts uuid[] NOT NULL,
        ends_on date NOT NULL,
        is_active boolean NOT NULL DEFAULT true,
        next_at timestamptz,
        fault text,
        -- The end of which the owner has been told.
        told_of date,
        changed_at timestamptz NOT NULL DEFAULT now(),
        removed_at timestamptz
      );
      CREATE INDEX deliveries_due ON dashboards.deliveries (next_at) WHERE is_active AND removed_at IS NULL;
      CREATE INDEX deliveries_owner ON dashboards.deliveries (owner_id);
      -- One sending: the slot is its date, or that it was asked for by hand.
      CREATE TABLE dashboards.delivery_runs (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        delivery_id uuid NOT NULL REFERENCES dashboards.deliveries ON DELETE CASCADE,
        owner_id uuid NOT NULL REFERENCES core.accounts,
        slot text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        UNIQUE (delivery_id, slot)
      );
      CREATE INDEX delivery_runs_open ON dashboards.delivery_runs (id) WHERE finished_at IS NULL;
      -- What became of it for one recipient.
      CREATE TABLE dashboards.delivery_sendings (
        run_id uuid NOT NULL REFERENCES dashboards.delivery_runs ON DELETE CASCADE,
        account_id uuid NOT NULL REFERENCES core.accounts,
        owner_id uuid NOT NULL REFERENCES core.accounts,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'mailed', 'withheld')),
        why text CHECK ((why IS NOT NULL) = (state = 'withheld')),
        tries integer NOT NULL DEFAULT 0,
        try_at timestamptz NOT NULL DEFAULT now(),
        mail_id uuid,
        PRIMARY KEY (run_id, account_id)
      );
      CREATE INDEX delivery_sendings_due ON dashboards.delivery_sendings (try_at) WHERE state = 'waiting';
      ${rowSecurity('dashboards.deliveries', { accounts: 'accounts' })}
      ${rowSecurity('dashboards.delivery_runs', { account: 'owner_id' })}
      ${rowSecurity('dashboards.delivery_sendings', { account: 'owner_id' })}`,
  },
  {
    name: '006-own-boards',
    up: `
      -- Boards that somebody puts together themselves: what stands on them, never a figure.
      CREATE TABLE dashboards.own_boards (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        version integer NOT NULL DEFAULT 1,
        owner_id uuid NOT NULL REFERENCES core.accounts,
        title text NOT NULL CHECK (title <> ''),
        tiles jsonb NOT NULL CHECK (jsonb_typeof(tiles) = 'array'),
        audience text NOT NULL DEFAULT 'own' CHECK (audience IN ('own', 'organisation', 'roles')),
        roles text[] NOT NULL DEFAULT '{}' CHECK ((roles <> '{}') = (audience = 'roles')),
        -- The organisations of the owner when they shared it.
        participants uuid[] NOT NULL DEFAULT '{}' CHECK ((participants <> '{}') = (audience = 'organisation')),
        changed_at timestamptz NOT NULL DEFAULT now(),
        removed_at timestamptz
      );
      CREATE INDEX own_boards_owner ON dashboards.own_boards (owner_id);
      CREATE INDEX own_boards_shared ON dashboards.own_boards (audience) WHERE audience <> 'own' AND removed_at IS NULL;
      ${rowSecurity('dashboards.own_boards', { account: 'owner_id' })}`,
  },
  {
    name: '007-exports',
    up: `
      -- Whole tables of one indicator that somebody had written to a file; the number stands in the file.
      CREATE TABLE dashboards.exports (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        number integer NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
        owner_id uuid NOT NULL REFERENCES core.accounts,
        indicator text NOT NULL,
        definition_version integer NOT NULL,
        divided_by text[] NOT NULL CHECK (cardinality(divided_by) BETWEEN 1 AND 3),
        filters jsonb NOT NULL,
        language text NOT NULL CHECK (language IN ('ru', 'en')),
        title text NOT NULL,
        words text NOT NULL,
        state text NOT NULL DEFAULT 'waiting'
          CHECK (state IN ('waiting', 'running', 'done', 'refused', 'failed', 'cancelled')),
        why text CHECK ((why IS NOT NULL) = (state IN ('refused', 'failed'))),
        cancel_asked boolean NOT NULL DEFAULT false,
        share real NOT NULL DEFAULT 0 CHECK (share BETWEEN 0 AND 1),
        rows integer,
        hidden integer,
        tick bigint,
        as_of timestamptz,
        file_id uuid,
        bytes bigint,
        sha256 text,
        ordered_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        expires_at timestamptz,
        CHECK (state <> 'done' OR (rows IS NOT NULL AND sha256 IS NOT NULL AND expires_at IS NOT NULL))
      );
      CREATE INDEX exports_owner ON dashboards.exports (owner_id, ordered_at);
      CREATE INDEX exports_files ON dashboards.exports (ended_at) WHERE file_id IS NOT NULL;
      ${rowSecurity('dashboards.exports', { account: 'owner_id' })}`,
  },
  snapshots,
];
