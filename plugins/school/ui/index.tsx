import {
  IconCalendarEvent,
  IconClock,
  IconFileCheck,
  IconKey,
  IconLock,
  IconNotebook,
  IconTable,
  IconUsersGroup,
} from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { permissions } from '../shared/permissions';
import { texts } from './texts';

export default defineUi({
  id: 'school',
  permissions,
  texts,
  pages: [
    {
      path: '/journal',
      title: 'now',
      permission: 'school.teach',
      menu: { group: 'work', order: 3, icon: IconClock, hint: 'now.hint' },
      page: () => import('./pages/now'),
    },
    {
      path: '/journals',
      title: 'journals',
      permission: 'school.teach',
      menu: { group: 'work', order: 4, icon: IconTable, hint: 'journals.hint' },
      page: () => import('./pages/journals'),
    },
    {
      path: '/journals/$id',
      title: 'journal',
      permission: 'school.teach',
      page: () => import('./pages/journal-grid'),
    },
    { path: '/unsent', title: 'unsent', permission: 'school.teach', page: () => import('./pages/unsent') },
    {
      path: '/journals/$id/year',
      title: 'year-marks',
      permission: 'school.teach',
      page: () => import('./pages/year-marks'),
    },
    {
      path: '/codes',
      title: 'codes',
      permission: 'school.teach',
      menu: { group: 'work', order: 8, icon: IconKey, hint: 'codes.hint' },
      page: () => import('./pages/codes'),
    },
    {
      path: '/classes',
      title: 'classes',
      permission: 'school.oversee',
      menu: { group: 'work', order: 5, icon: IconUsersGroup, hint: 'classes.hint' },
      page: () => import('./pages/classes'),
    },
    { path: '/classes/$id', title: 'class', permission: 'school.oversee', page: () => import('./pages/class') },
    {
      path: '/closing',
      title: 'closing',
      permission: 'school.oversee',
      menu: { group: 'work', order: 6, icon: IconLock, hint: 'closing.hint' },
      page: () => import('./pages/closing'),
    },
    {
      path: '/closing/$period/$class',
      title: 'closing',
      permission: 'school.oversee',
      page: () => import('./pages/closing-class'),
    },
    {
      path: '/requests',
      title: 'requests',
      permission: 'school.teach',
      menu: { group: 'work', order: 9, icon: IconFileCheck, hint: 'requests.hint' },
      page: () => import('./pages/requests'),
    },
    {
      path: '/years',
      title: 'years',
      permission: 'school.oversee',
      menu: { group: 'work', order: 7, icon: IconCalendarEvent, hint: 'years.hint' },
      page: () => import('./pages/years'),
    },
    { path: '/years/$id', title: 'year', permission: 'school.oversee', page: () => import('./pages/year') },
    {
      path: '/timetable/$id',
      title: 'timetable',
      permission: 'school.oversee',
      page: () => import('./pages/timetable'),
    },
    {
      path: '/substitutions/$id',
      title: 'substitutions',
      permission: 'school.keep-classes',
      page: () => import('./pages/substitutions'),
    },
    {
      path: '/classes/$id/load',
      title: 'load',
      permission: 'school.oversee',
      page: () => import('./pages/class-load'),
    },
    {
      path: '/diary',
      title: 'diary',
      menu: { group: 'work', order: 1, icon: IconNotebook, hint: 'diary.hint', forFamilies: true },
      page: () => import('./pages/diary'),
    },
    { path: '/diary/$child', title: 'diary', page: () => import('./pages/child-diary') },
  ],
  headerTools: [{ id: 'unsent', order: 5, tool: () => import('./outbox/Tool') }],
});
