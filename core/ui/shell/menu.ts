import type { Me } from '../api/me';
import { menuGroups, type Icon, type MenuGroup, type Ui } from '../define-ui';

export type MenuItem = {
  to: string;
  /** Namespace and key of its name. */
  plugin: string;
  title: string;
  hint?: string;
  icon: Icon;
  group: MenuGroup;
  order: number;
};

/** The address of a plugin's page inside the cabinets. */
export const pageAddress = (plugin: string, path: string) => `/${plugin}${path === '/' ? '' : path}`;

type Somebody = Pick<Me, 'permissions' | 'roles' | 'isGuardian' | 'needsSecondFactor'>;

/** What the menu offers to somebody, group by group; empty groups are left out. */
export function menuFor(uis: readonly Ui[], somebody: Somebody): { group: MenuGroup; items: MenuItem[] }[] {
  const items = uis.flatMap((ui) => itemsOf(ui, somebody));
  return menuGroups
    .map((group) => ({ group, items: items.filter((item) => item.group === group).sort(byOrder) }))
    .filter((one) => one.items.length > 0);
}

function itemsOf(ui: Ui, { permissions, roles, isGuardian, needsSecondFactor }: Somebody): MenuItem[] {
  // Staff whose rights wait for a second factor hold no role yet, and are no family for that.
  const isFamily = isGuardian || (!roles.length && !needsSecondFactor);
  return (ui.pages ?? []).flatMap(({ path, title, permission, menu }) => {
    if (!menu || (permission && !permissions.includes(permission)) || (menu.forFamilies && !isFamily)) return [];
    const { group, order, icon, hint } = menu;
    return [{ to: pageAddress(ui.id, path), plugin: ui.id, title, icon, group, order, ...(hint && { hint }) }];
  });
}

/** Of these addresses the one that the page belongs to: itself or the nearest above it. */
export const currentOf = (addresses: readonly string[], pathname: string) =>
  addresses
    .filter((to) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)))
    .sort((a, b) => b.length - a.length)[0];

const byOrder = (a: MenuItem, b: MenuItem) => a.order - b.order || a.to.localeCompare(b.to);
