import { IconBulb, IconChecklist, IconHeadset, IconMessageQuestion } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { supportPermissions } from '@regiso/core/shared';
import { texts } from './texts';

export default defineUi({
  id: 'support',
  permissions: supportPermissions,
  texts,
  pages: [
    {
      path: '/desk',
      title: 'desk',
      permission: 'support.answer',
      menu: { group: 'work', order: 80, icon: IconHeadset, hint: 'desk.hint' },
      page: () => import('./pages/desk'),
    },
    {
      path: '/',
      title: 'own',
      menu: { group: 'work', order: 91, icon: IconMessageQuestion, hint: 'own.hint' },
      page: () => import('./pages/own'),
    },
    { path: '/tickets/$id', title: 'ticket', page: () => import('./pages/ticket') },
    {
      path: '/readings',
      title: 'readings',
      menu: { group: 'work', order: 92, icon: IconChecklist, hint: 'readings.hint' },
      page: () => import('./pages/readings'),
    },
    {
      path: '/proposals',
      title: 'proposals',
      permission: 'support.propose',
      menu: { group: 'work', order: 93, icon: IconBulb, hint: 'proposals.hint' },
      page: () => import('./pages/proposals'),
    },
  ],
  widgets: [{ id: 'to-read', title: 'readings', order: 0, widget: () => import('./ToRead') }],
  headerTools: [{ id: 'help', order: 10, tool: () => import('./Help') }],
});
