import type { SeeAlso } from '../../server/importer';

/** Pages on which an imported organisation and its buildings are seen. */
export const registerPages: readonly SeeAlso[] = [
  {
    title: 'Реестр организаций',
    titleEn: 'Register of organisations',
    address: '/app/participants/organisations',
    permission: 'participants.read',
  },
  { title: 'Карта на портале', titleEn: 'Map of the portal', address: '/map' },
];
