import { useMemo } from 'react';
import pluginUis from 'virtual:plugin-uis';
import { useMe } from '../api/me';
import type { Ui } from '../define-ui';

const modules = import.meta.glob<{ default: Ui }>(
  ['../../*/ui/index.tsx', '../../../warehouse/ui/index.tsx', '../../../dashboards/ui/index.tsx'],
  { eager: true },
);

/** Interface halves of every subsystem in the tree; the build leaves out those that do not compile. */
export const foundUis: readonly Ui[] = [...Object.values(modules).map((module) => module.default), ...pluginUis];

/** Interface halves of the subsystems that are installed and switched on. */
export function useUis(): readonly Ui[] {
  const { plugins } = useMe();
  return useMemo(() => foundUis.filter(({ id }) => plugins.includes(id)), [plugins]);
}
