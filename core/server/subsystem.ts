import { builtIn } from './built-in';
import { installedPlugins } from './installed';

/** Parts of the system that an agreement connects, in the words of the regulation (2.2). */
export const subsystems = ['kindergarten', 'school', 'college', 'extracurricular', 'portal'] as const;

/** The subsystem a permission belongs to; undefined for what the core, the warehouse and the dashboards share. */
export function subsystemOf(permission: string): string | undefined {
  const id = permission.slice(0, permission.indexOf('.'));
  if (builtIn.has(id) || id === 'warehouse' || id === 'dashboards') return undefined;
  return installedPlugins().find((candidate) => candidate.id === id)?.subsystem ?? id;
}
