import { QueryTypes } from 'sequelize';
import { database } from './database';
import { installed } from './installed';

/** The login that requests work as; undefined where the installation has only one. */
export function appLogin(): string | undefined {
  const { appUrl, databaseUrl } = installed().services;
  if (!appUrl || appUrl === databaseUrl) return undefined;
  return decodeURIComponent(new URL(appUrl).username) || undefined;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const everyRow = 'SELECT, INSERT, UPDATE, DELETE';

/** Opens tables made from now on to the login of requests: rows, never the schema. */
export async function openToApp() {
  const login = appLogin();
  if (!login) return;
  const to = quoted(login);
  await run(`ALTER DEFAULT PRIVILEGES GRANT ${everyRow} ON TABLES TO ${to};
    ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO ${to}`);
}

/** Opens what stands in a schema already. The audit stays append-only by privilege too. */
export async function openSchemaToApp(schema: string) {
  const login = appLogin();
  if (!login) return;
  const to = quoted(login);
  await run(`GRANT USAGE ON SCHEMA ${quoted(schema)} TO ${to};
    GRANT ${everyRow} ON ALL TABLES IN SCHEMA ${quoted(schema)} TO ${to};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${quoted(schema)} TO ${to}`);
  if (schema !== 'core') return;
  await run(`REVOKE INSERT, UPDATE, DELETE ON core.migrations FROM ${to}`);
  // The audit is only added to, and its blocks are written by the sealer alone.
  await run(`DO $$ DECLARE t regclass; BEGIN
    FOR t IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'core'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname LIKE 'audit\\_%' LOOP
      EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM ${to}', t);
      IF t::text NOT LIKE '%audit_events%' THEN EXECUTE format('REVOKE INSERT ON %s FROM ${to}', t); END IF;
    END LOOP; END $$`);
}

const run = (text: string) => database().query(text, { type: QueryTypes.RAW });
