import type { Migration } from '../server/plugin';

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
];
