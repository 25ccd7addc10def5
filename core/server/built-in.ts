/** Ids of the rooms of the platform itself: they share one schema and are never switched off. */
export const builtIn = new Set([
  'system',
  'territory',
  'audit',
  'access',
  'agreements',
  'reference',
  'privacy',
  'participants',
  'files',
  'documents',
  'intake',
  'imports',
  'people',
  'backup',
  'support',
  'notices',
]);
