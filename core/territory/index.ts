import { definePlugin } from '../server/plugin';
import { importMap } from './commands';
import { migrations } from './migrations';
import { CalendarDay, MapBoundary, Municipality, MunicipalityName, Region, Settlement } from './models';
import { routes } from './routes';
import { seedTerritory } from './seed';

export default definePlugin({
  id: 'territory',
  title: 'Территория',
  titleEn: 'Territory',
  models: [Region, Municipality, MunicipalityName, Settlement, MapBoundary, CalendarDay],
  migrations,
  routes,
  events: {
    'territory.region-loaded': {
      means: 'The region pack was written into the database',
      ru: 'Сведения о регионе записаны в базу',
      details: ['region', 'municipalities', 'names', 'settlements', 'calendarDays'],
    },
    'territory.boundaries-imported': {
      means: 'Boundaries of municipalities were imported',
      ru: 'Загружены границы муниципалитетов',
      details: ['source', 'sha256', 'created', 'updated', 'unchanged'],
    },
  },
  commands: [importMap],
  seed: seedTerritory,
});
