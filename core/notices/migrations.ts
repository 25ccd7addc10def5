import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-notices-and-mails',
    up: `
      CREATE TABLE core.notices (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        kind text NOT NULL,
        title text NOT NULL CHECK (title <> ''),
        title_en text,
        text text,
        text_en text,
        link text CHECK (link ~ '^/[^?#]*$'),
        once text,
        created_at timestamptz NOT NULL DEFAULT now(),
        read_at timestamptz
      );
      CREATE INDEX notices_account ON core.notices (account_id, id DESC);
      CREATE INDEX notices_unread ON core.notices (account_id) WHERE read_at IS NULL;
      CREATE UNIQUE INDEX notices_once ON core.notices (account_id, kind, once) WHERE once IS NOT NULL;
      ${rowSecurity('core.notices', { account: 'account_id' })}

      CREATE TABLE core.notice_settings (
        account_id uuid PRIMARY KEY REFERENCES core.accounts ON DELETE CASCADE,
        address bytea,
        unproved_address bytea,
        code_hash bytea,
        code_ends_at timestamptz,
        code_tries integer NOT NULL DEFAULT 0,
        codes_sent timestamptz[] NOT NULL DEFAULT '{}',
        quiet_from time,
        quiet_to time,
        language text NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'en')),
        no_app text[] NOT NULL DEFAULT '{}',
        no_mail text[] NOT NULL DEFAULT '{}',
        changed_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
      );
      ${rowSecurity('core.notice_settings', { account: 'account_id' })}

      CREATE TABLE core.mails (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        account_id uuid REFERENCES core.accounts ON DELETE CASCADE,
        kind text NOT NULL,
        link text CHECK (link ~ '^/[^?#]*$'),
        -- Only letters to people without an account, and codes, carry an address and words of their own.
        address bytea,
        body bytea,
        language text NOT NULL DEFAULT 'ru',
        urgent boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'waiting'
          CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unsure', 'gathered', 'dropped')),
        attempts integer NOT NULL DEFAULT 0,
        interruptions integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT now(),
        claimed_at timestamptz,
        sent_at timestamptz,
        problem text,
        digest_id uuid REFERENCES core.mails ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK (account_id IS NOT NULL OR address IS NOT NULL OR state IN ('sent', 'dropped'))
      );
      CREATE INDEX mails_due ON core.mails (next_at) WHERE state IN ('waiting', 'sending');
      CREATE INDEX mails_account ON core.mails (account_id, created_at) WHERE account_id IS NOT NULL;
      CREATE INDEX mails_digest ON core.mails (digest_id) WHERE digest_id IS NOT NULL;
      ${rowSecurity('core.mails', { account: 'account_id' })}

      -- The moment itself, or the end of the quiet hours that it falls into; hours may span midnight.
      CREATE FUNCTION core.after_quiet(at timestamptz, quiet_from time, quiet_to time, zone text) RETURNS timestamptz
      LANGUAGE sql STABLE AS $$
        SELECT CASE
          WHEN quiet_from IS NULL OR quiet_from = quiet_to THEN at
          WHEN (quiet_from < quiet_to AND local::time >= quiet_from AND local::time < quiet_to)
            OR (quiet_from > quiet_to AND (local::time >= quiet_from OR local::time < quiet_to))
          THEN (local::date + quiet_to + CASE WHEN local::time >= quiet_to THEN interval '1 day' ELSE interval '0' END)
            AT TIME ZONE zone
          ELSE at END
        FROM (SELECT at AT TIME ZONE zone AS local) AS l
      $$;`,
  },
  {
    name: '002-daily-digest',
    up: `
      ALTER TABLE core.notice_settings ADD COLUMN digest_at time;

      -- The next moment at which clocks of the zone show this time.
      CREATE FUNCTION core.next_clock(at timestamptz, clock time, zone text) RETURNS timestamptz
      LANGUAGE sql STABLE AS $$
        SELECT (local::date + clock + CASE WHEN local::time >= clock THEN interval '1 day' ELSE interval '0' END)
          AT TIME ZONE zone
        FROM (SELECT at AT TIME ZONE zone AS local) AS l
      $$;`,
  },
  {
    name: '003-web-push',
    up: `
      -- One pair for the installation: browsers are subscribed with the public half.
      CREATE TABLE core.push_keys (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        public_key text NOT NULL,
        private_key bytea NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE core.push_devices (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        -- Address at the push service and its keys, sealed; the index finds an address again.
        subscription bytea NOT NULL,
        endpoint_index bytea NOT NULL UNIQUE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- What waits is one push, however many notices it stands for.
        due_at timestamptz,
        urgent boolean NOT NULL DEFAULT false,
        claimed_at timestamptz,
        attempts integer NOT NULL DEFAULT 0
      );
      CREATE INDEX push_devices_account ON core.push_devices (account_id);
      CREATE INDEX push_devices_due ON core.push_devices (due_at) WHERE due_at IS NOT NULL OR claimed_at IS NOT NULL;
      ${rowSecurity('core.push_devices', { account: 'account_id' })}`,
  },
  {
    name: '004-files-of-mails',
    up: `
      -- Sealed, and wiped with the words once the letter is sent.
      ALTER TABLE core.mails ADD COLUMN files bytea`,
  },
];
