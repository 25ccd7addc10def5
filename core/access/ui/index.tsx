import { IconKey, IconShieldCheck, IconUserCheck, IconUsers } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { accessPermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'access',
  permissions: accessPermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/users',
      title: 'users',
      permission: 'access.manage-accounts',
      menu: { group: 'administration', order: 2, icon: IconUsers, hint: 'users.hint' },
      page: () => import('./pages/users'),
    },
    {
      path: '/grants',
      title: 'grants',
      permission: 'access.grant',
      menu: { group: 'administration', order: 3, icon: IconShieldCheck, hint: 'grants.hint' },
      page: () => import('./pages/grants'),
    },
    {
      path: '/rights',
      title: 'rights',
      menu: { group: 'administration', order: 90, icon: IconUserCheck, hint: 'rights.hint' },
      page: () => import('./pages/rights'),
    },
    {
      path: '/account',
      title: 'account',
      menu: { group: 'administration', order: 91, icon: IconKey, hint: 'account.hint' },
      page: () => import('./pages/account'),
    },
  ],
  widgets: [{ id: 'second-factor', title: 'account', order: -1, widget: () => import('./FactorWanted') }],
  headerTools: [{ id: 'proof', order: 0, tool: () => import('./Proof') }],
  publicPages: [
    { path: '/activate', title: 'activate', page: () => import('./pages/activate') },
    { path: '/entry', title: 'entry', page: () => import('./pages/entry') },
    { path: '/stranger', title: 'entry', page: () => import('./pages/stranger') },
    { path: '/enter-code', title: 'entry', page: () => import('./pages/enter-code') },
  ],
});
