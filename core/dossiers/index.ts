import { definePlugin } from '../server/plugin';
import { migrations } from './migrations';
import { ownData } from './own-data';

export default definePlugin({
  id: 'dossiers',
  title: 'Личные дела',
  titleEn: 'Personal files',
  requires: ['access', 'people', 'participants', 'files', 'reference'],
  migrations,
  ownData,
  personReferences: [
    {
      table: 'core.dossier_items',
      column: 'person_id',
      title: 'Документы личных дел',
      titleEn: 'Papers of personal files',
    },
  ],
  events: {
    'dossiers.demo-loaded': {
      means: 'Papers of invented people were put into personal files',
      ru: 'В личные дела внесены документы вымышленных людей',
      details: ['dossier', 'papers'],
    },
    'dossiers.read': {
      means: 'A personal file was read',
      ru: 'Просмотрено личное дело',
      reads: true,
      details: ['dossier'],
    },
    'dossiers.list-read': {
      means: 'A list of who lacks papers was read',
      ru: 'Просмотрен список: у кого не хватает документов',
      reads: true,
      details: ['dossier', 'people'],
    },
    'dossiers.item-added': {
      means: 'A paper was written down in a personal file',
      ru: 'В личное дело внесён документ',
      details: ['dossier', 'kind'],
    },
    'dossiers.item-ended': {
      means: 'A paper of a personal file was handed back or taken out',
      ru: 'Документ личного дела выдан или убран',
      details: ['dossier', 'kind', 'as', 'on'],
    },
  },
});
