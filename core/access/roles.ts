import { audit } from '../server/audit';
import { installed } from '../server/installed';
import { sql } from '../server/sql';

/** Writes the permissions that the installed plugins give to each role. Safe to run again; says in the audit what is new. */
export async function grantShippedRoles() {
  const shipped = installed().plugins.flatMap((plugin) =>
    Object.entries(plugin.roles ?? {}).flatMap(([role, permissions]) =>
      permissions.map((permission) => ({ role, permission })),
    ),
  );
  const added = await sql<{ role: string }>`INSERT INTO core.role_permissions (role, permission)
    SELECT * FROM unnest(${shipped.map(({ role }) => role)}::text[], ${shipped.map(({ permission }) => permission)}::text[])
    ON CONFLICT DO NOTHING RETURNING role`;
  if (!added.length) return;
  await audit('access.roles-shipped', { type: 'role' }, { roles: [...new Set(added.map(({ role }) => role))] });
}

/** Every role that some installed plugin knows. */
export const knownRoles = () =>
  [...new Set(installed().plugins.flatMap((plugin) => Object.keys(plugin.roles ?? {})))].sort();
