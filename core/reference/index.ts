import { definePlugin } from '../server/plugin';
import { referencePermissions } from '../shared';
import { calendarRoutes } from './calendar-routes';
import { migrations } from './migrations';
import { routes } from './routes';
import { seedReferences } from './seed';

export default definePlugin({
  id: 'reference',
  title: 'Нормы',
  titleEn: 'Norms',
  requires: ['access', 'territory'],
  permissions: referencePermissions,
  roles: {
    operator: ['reference.read', 'reference.manage'],
    authority: ['reference.read'],
    'subsystem-administrator': ['reference.read'],
  },
  migrations,
  routes: [...routes, ...calendarRoutes],
  events: {
    'reference.shipped': {
      means: 'Shipped values of laws were written',
      ru: 'Записаны нормы из поставки',
      details: ['rows'],
    },
    'reference.version-added': {
      means: 'A version of a value that a law sets was added',
      ru: 'Добавлена версия нормы',
      details: ['reference', 'code', 'validFrom'],
    },
    'reference.row-verified': {
      means: 'A value was compared with the text of its act',
      ru: 'Норма сверена с текстом акта',
      details: ['reference', 'code'],
    },
    'reference.calendar-kept': {
      means: 'A version of the production calendar of a year was written',
      ru: 'Записан производственный календарь года',
      details: ['year', 'version', 'act'],
    },
    'reference.calendar-verified': {
      means: 'The production calendar of a year was compared with its act',
      ru: 'Производственный календарь года сверен с актом',
      details: ['year', 'version'],
    },
    'reference.row-withdrawn': {
      means: 'A value was taken out of use',
      ru: 'Норма отозвана',
      details: ['reference', 'code'],
    },
  },
  seed: seedReferences,
});
