import { findPlugins } from '../../core/server/find';
import { fullPath } from '../../core/server/route';
import type { Plugin } from '../../core/server/plugin';
import type { Access, Route } from '../../core/server/route';
import { rows } from '../authorization-matrix';

export type Named = { name: string; path: string; plugin: Plugin; route: Route };

const { found } = findPlugins();

/** Every route of every plugin found, by method and path. */
export const allRoutes: readonly Named[] = found.flatMap((plugin) =>
  (plugin.routes ?? []).map((route) => {
    const path = fullPath(plugin.id, route.path);
    return { name: `${route.method} ${path}`, path, plugin, route };
  }),
);

/** The words of the matrix for what a route declares. */
const wordsOf = (access: Access): string => {
  if ('public' in access) return 'everyone';
  if ('signedIn' in access) return 'signed in';
  return access.within ? `${access.permission} in reach` : access.permission;
};

/** Routes whose declared access is not what stands in the matrix. */
export const disagreements = (routes: readonly { name: string; access: Access }[]): string[] =>
  routes.filter(({ name, access }) => rows[name] !== wordsOf(access)).map(({ name }) => name);
