import { audit } from '../server/audit';
import { installed } from '../server/installed';
import { sql } from '../server/sql';
import { subsystemOf } from '../server/subsystem';

/** Administrators of the regulation: they hold all of their subsystem, in the whole or within one participant. */
export const administrators = ['subsystem-administrator', 'participant-administrator'] as const;
/** Roles that one person asks for and another one confirms. */
export const twoPersonRoles: readonly string[] = ['operator', 'subsystem-administrator'];

/** Writes the permissions that the installed plugins give to each role. Safe to run again; says in the audit what is new. */
export async function grantShippedRoles() {
  const shipped = installed().plugins.flatMap((plugin) =>
    Object.entries(plugin.roles ?? {}).flatMap(([role, permissions]) =>
      withPages(permissions).map((permission) => ({ role, permission })),
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

/** What every role is called, in Russian and in English. */
export const roleTitles = () =>
  Object.assign({}, ...installed().plugins.map((plugin) => plugin.roleTitles ?? {})) as Record<
    string,
    [string, string]
  >;

/** Permissions of each role as they stand in the database. */
export async function permissionsByRole(roles: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await sql<{ role: string; permissions: string[] }>`SELECT role, array_agg(permission) AS permissions
    FROM core.role_permissions WHERE role = ANY(${[...roles]}::text[]) GROUP BY role`;
  return new Map(rows.map(({ role, permissions }) => [role, permissions]));
}

/** What a role gives within a subsystem (all of them when null): administrators hold everything of theirs. */
export function permissionsWithin(role: string, subsystem: string | null, ofRole: readonly string[]): Set<string> {
  const all = (administrators as readonly string[]).includes(role) && subsystem ? everythingOf(subsystem) : [];
  const own = ofRole.filter((permission) => {
    const belongs = subsystemOf(permission);
    return belongs === undefined || subsystem === null || belongs === subsystem;
  });
  return new Set([...all, ...own]);
}

const everythingOf = (subsystem: string) =>
  withPages(
    installed()
      .plugins.flatMap((plugin) => Object.keys(plugin.permissions ?? {}))
      .filter((permission) => subsystemOf(permission) === subsystem),
  );

/** Whoever may import a kind of file of a participant, or open a dashboard, may open the page on which that is done. */
function withPages(permissions: readonly string[]): readonly string[] {
  const { plugins } = installed();
  const files = plugins.flatMap(({ importers = [] }) =>
    importers.filter(({ belongsTo }) => belongsTo === 'participant'),
  );
  const boards = plugins.flatMap(({ dashboards = [] }) => dashboards);
  const opens = (page: string, what: readonly { permission: string }[]) =>
    what.some(({ permission }) => permissions.includes(permission)) ? [page] : [];
  return [...permissions, ...opens('imports.run', files), ...opens('dashboards.view', boards)];
}
