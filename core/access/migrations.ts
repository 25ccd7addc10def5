import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-accounts-and-sign-ins',
    up: `
      CREATE TABLE core.accounts (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        login text NOT NULL CHECK (login = lower(login)),
        name text NOT NULL,
        password_hash text,
        disabled_at timestamptz,
        is_demo boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX accounts_login ON core.accounts (login);
      CREATE TABLE core.role_permissions (
        role text NOT NULL,
        permission text NOT NULL,
        PRIMARY KEY (role, permission)
      );
      CREATE TABLE core.account_roles (
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        role text NOT NULL,
        PRIMARY KEY (account_id, role)
      );
      CREATE TABLE core.sign_ins (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        token_hash bytea NOT NULL,
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL DEFAULT now(),
        ends_at timestamptz NOT NULL,
        ip text,
        device text
      );
      CREATE UNIQUE INDEX sign_ins_token ON core.sign_ins (token_hash);
      CREATE INDEX sign_ins_account ON core.sign_ins (account_id);
      CREATE TABLE core.sign_in_failures (
        login_hash bytea NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX sign_in_failures_login ON core.sign_in_failures (login_hash, at);`,
  },
  {
    name: '002-grants-and-reach',
    up: `
      ALTER TABLE core.accounts ADD participant_id uuid, ADD post text, ADD password_changed_at timestamptz,
        ADD dismissed_on date;
      CREATE INDEX accounts_participant ON core.accounts (participant_id);

      -- What agreements allow, written by whoever keeps the agreements; dates are read at each sign-in.
      CREATE TABLE core.connections (
        agreement_id uuid NOT NULL,
        subsystem text NOT NULL,
        participant_id uuid NOT NULL,
        municipality_id text,
        starts_on date NOT NULL,
        ends_on date,
        closes_on date,
        PRIMARY KEY (agreement_id, subsystem),
        CHECK (ends_on >= starts_on),
        CHECK (closes_on >= ends_on)
      );
      CREATE INDEX connections_participant ON core.connections (participant_id, subsystem);
      CREATE INDEX connections_municipality ON core.connections (municipality_id);

      CREATE TABLE core.suspensions (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        participant_id uuid NOT NULL,
        reason text NOT NULL CHECK (reason <> ''),
        suspended_by uuid REFERENCES core.accounts,
        suspended_at timestamptz NOT NULL DEFAULT now(),
        lifted_by uuid REFERENCES core.accounts,
        lifted_at timestamptz,
        lift_reason text
      );
      CREATE UNIQUE INDEX suspensions_one ON core.suspensions (participant_id) WHERE lifted_at IS NULL;

      CREATE TABLE core.grants (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        role text NOT NULL,
        subsystem text,
        scope text NOT NULL CHECK (scope IN ('region', 'municipality', 'participant')),
        participant_id uuid CHECK (scope <> 'participant' OR participant_id IS NOT NULL),
        municipality_id text CHECK ((scope = 'municipality') = (municipality_id IS NOT NULL)),
        narrowing jsonb,
        ground text NOT NULL CHECK (ground <> ''),
        starts_on date NOT NULL,
        ends_on date CHECK (ends_on >= starts_on),
        state text NOT NULL CHECK (state IN ('requested', 'active', 'refused', 'revoked')),
        given_by uuid REFERENCES core.accounts,
        given_by_process text,
        given_at timestamptz NOT NULL DEFAULT now(),
        confirmed_by uuid REFERENCES core.accounts,
        confirmed_at timestamptz,
        ended_by uuid REFERENCES core.accounts,
        ended_at timestamptz,
        end_reason text,
        replaces uuid REFERENCES core.grants,
        CHECK ((given_by IS NULL) <> (given_by_process IS NULL)),
        CHECK (confirmed_by <> given_by AND confirmed_by <> account_id),
        CONSTRAINT grants_two_people CHECK (role NOT IN ('operator', 'subsystem-administrator') OR state <> 'active'
          OR confirmed_by IS NOT NULL OR given_by IS NULL)
      );
      CREATE UNIQUE INDEX grants_once ON core.grants
        (account_id, role, subsystem, scope, participant_id, municipality_id, starts_on) NULLS NOT DISTINCT
        WHERE state IN ('requested', 'active');
      CREATE INDEX grants_participant ON core.grants (participant_id);
      INSERT INTO core.grants (account_id, role, scope, ground, starts_on, state, given_by_process)
        SELECT r.account_id, r.role, 'region', 'Роль, данная до введения оснований и сроков', a.created_at::date, 'active',
          'migration' FROM core.account_roles r JOIN core.accounts a ON a.id = r.account_id;
      DROP TABLE core.account_roles;

      ALTER TABLE core.sign_ins ADD proved_at timestamptz NOT NULL DEFAULT now(),
        ADD method text NOT NULL DEFAULT 'password';

      CREATE TABLE core.second_factors (
        account_id uuid PRIMARY KEY REFERENCES core.accounts ON DELETE CASCADE,
        secret bytea NOT NULL,
        confirmed_at timestamptz,
        last_step bigint,
        made_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE core.recovery_codes (
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        hash bytea NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (account_id, hash)
      );
      CREATE TABLE core.activation_codes (
        account_id uuid PRIMARY KEY REFERENCES core.accounts ON DELETE CASCADE,
        hash bytea NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now(),
        ends_at timestamptz NOT NULL
      );

      ${rowSecurity('core.accounts', { account: 'id', participant: 'participant_id' })}
      ${rowSecurity('core.sign_ins', { account: 'account_id' })}
      ${rowSecurity('core.second_factors', { account: 'account_id' })}
      ${rowSecurity('core.recovery_codes', { account: 'account_id' })}
      ${rowSecurity('core.activation_codes', { account: 'account_id' })}
      ${rowSecurity('core.grants', { account: 'account_id', participant: 'participant_id', municipality: 'municipality_id' })}
      ${rowSecurity('core.connections', { participant: 'participant_id', municipality: 'municipality_id' })}
      ${rowSecurity('core.suspensions', { participant: 'participant_id' })}`,
  },
  {
    name: '003-identities',
    up: `
      -- Who a provider says somebody is. Found by issuer and subject, which stand here sealed and as an index of equality.
      CREATE TABLE core.identities (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        account_id uuid NOT NULL REFERENCES core.accounts ON DELETE CASCADE,
        way text NOT NULL,
        issuer text NOT NULL,
        subject_index bytea NOT NULL,
        subject bytea,
        snils bytea,
        linked_by text NOT NULL CHECK (linked_by IN ('own-account', 'activation-code', 'demo')),
        linked_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz
      );
      CREATE UNIQUE INDEX identities_subject ON core.identities (issuer, subject_index);
      CREATE UNIQUE INDEX identities_one_of_issuer ON core.identities (account_id, issuer);
      ${rowSecurity('core.identities', { account: 'account_id' })}

      -- A begun sign-in counts once; its id stays here until its note has run out anyway.
      CREATE TABLE core.used_flows (id uuid PRIMARY KEY, used_at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX used_flows_at ON core.used_flows (used_at);

      ALTER TABLE core.sign_in_failures ADD ip_hash bytea;
      CREATE INDEX sign_in_failures_ip ON core.sign_in_failures (ip_hash, at);
      CREATE INDEX sign_in_failures_at ON core.sign_in_failures (at);`,
  },
  {
    name: '004-match-requests',
    up: `
      -- How the provider described the person at the last sign-in, sealed.
      ALTER TABLE core.identities ADD described bytea,
        DROP CONSTRAINT identities_linked_by_check,
        ADD CONSTRAINT identities_linked_by_check
          CHECK (linked_by IN ('own-account', 'activation-code', 'demo', 'match-request'));

      -- Somebody for whom a provider vouches, to be compared with a card by a person (CLT-18); what was said stands sealed.
      CREATE TABLE core.match_requests (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        way text NOT NULL,
        issuer text NOT NULL,
        subject_index bytea NOT NULL,
        said bytea,
        said_index bytea NOT NULL,
        account_id uuid REFERENCES core.accounts ON DELETE CASCADE,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'linked', 'refused')),
        asked_at timestamptz NOT NULL DEFAULT now(),
        decided_by uuid REFERENCES core.accounts,
        decided_at timestamptz CHECK ((decided_at IS NULL) = (state = 'open')),
        judgement bytea
      );
      CREATE UNIQUE INDEX match_requests_open ON core.match_requests (issuer, subject_index) WHERE state = 'open';
      CREATE INDEX match_requests_subject ON core.match_requests (issuer, subject_index);
      CREATE INDEX match_requests_account ON core.match_requests (account_id);
      CREATE INDEX match_requests_asked ON core.match_requests (asked_at);
      ${rowSecurity('core.match_requests', {})}`,
  },
];
