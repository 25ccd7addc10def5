import { definePlugin } from '../server/plugin';
import { participantPermissions } from '../shared';
import { loadDemoRegister } from './demo';
import { organisations } from './facts';
import { buildingCoordinatesImporter } from './importers/building-coordinates';
import { buildingsImporter } from './importers/buildings';
import { organisationsImporter } from './importers/organisations';
import { migrations } from './migrations';
import { Building, Organisation, Programme } from './models';
import { isOrganisationSeen } from './organisation';
import { routes } from './routes';

export default definePlugin({
  id: 'participants',
  title: 'Участники',
  titleEn: 'Participants',
  requires: ['territory', 'imports'],
  permissions: participantPermissions,
  roles: {
    operator: ['participants.read', 'participants.edit', 'participants.import'],
    registrar: ['participants.read', 'participants.edit', 'participants.import'],
    analyst: ['participants.read'],
  },
  models: [Organisation, Building, Programme],
  migrations,
  routes,
  seenRecords: [
    {
      id: 'participants.organisation',
      title: 'Организация реестра',
      titleEn: 'Organisation of the register',
      isSeen: isOrganisationSeen,
    },
  ],
  facts: [organisations],
  importers: [organisationsImporter, buildingsImporter, buildingCoordinatesImporter],
  events: {
    'participants.organisation-created': {
      means: 'An organisation was added to the register',
      ru: 'Организация добавлена в реестр',
      details: ['kind'],
    },
    'participants.organisation-changed': {
      means: 'An organisation of the register was changed',
      ru: 'Сведения об организации изменены',
      details: ['fields'],
    },
    'participants.register-exported': {
      means: 'The register or a part of it was taken out as a file',
      ru: 'Реестр или его часть выгружены в файл',
      details: ['format', 'rows', 'filters'],
    },
    'participants.demo-loaded': {
      means: 'The demo register was generated',
      ru: 'Создан демонстрационный реестр',
      details: ['size', 'organisations'],
    },
  },
  demo: loadDemoRegister,
});
