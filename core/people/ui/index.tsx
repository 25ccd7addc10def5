import { IconCopy, IconFileCheck, IconMoodKid, IconUserQuestion, IconUserSearch } from '@tabler/icons-react';
import { defineUi } from '@regiso/core/ui';
import { peoplePermissions } from '@regiso/core/shared';
import { menuTexts } from './menu-texts';

export default defineUi({
  id: 'people',
  permissions: peoplePermissions,
  texts: menuTexts,
  pages: [
    {
      path: '/children',
      title: 'children',
      menu: { group: 'work', order: 1, icon: IconMoodKid, hint: 'children.hint', forFamilies: true },
      page: () => import('./pages/children'),
    },
    { path: '/children/$id/seen', title: 'child-seen', page: () => import('./pages/child-seen') },
    {
      path: '/persons',
      title: 'persons',
      permission: 'people.read',
      menu: { group: 'registers', order: 20, icon: IconUserSearch, hint: 'persons.hint' },
      page: () => import('./pages/persons'),
    },
    { path: '/persons/new', title: 'new', permission: 'people.edit', page: () => import('./pages/new-person') },
    { path: '/persons/$id', title: 'person', permission: 'people.read', page: () => import('./pages/person') },
    { path: '/persons/$id/edit', title: 'edit', permission: 'people.edit', page: () => import('./pages/edit-person') },
    {
      path: '/duplicates',
      title: 'duplicates',
      permission: 'people.merge',
      menu: { group: 'registers', order: 21, icon: IconCopy, hint: 'duplicates.hint' },
      page: () => import('./pages/duplicates'),
    },
    {
      path: '/matches',
      title: 'matches',
      permission: 'people.edit',
      menu: { group: 'registers', order: 22, icon: IconUserQuestion, hint: 'matches.hint' },
      page: () => import('./pages/matches'),
    },
    { path: '/merge/$first/$second', title: 'merge', permission: 'people.merge', page: () => import('./pages/merge') },
    {
      path: '/consent-forms',
      title: 'consent-forms',
      permission: 'people.merge',
      menu: { group: 'registers', order: 23, icon: IconFileCheck, hint: 'consent-forms.hint' },
      page: () => import('./pages/consent-forms'),
    },
    { path: '/merges/$id', title: 'merged', permission: 'people.merge', page: () => import('./pages/merged') },
  ],
});
