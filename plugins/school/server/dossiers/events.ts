import type { AuditEvents } from '@regiso/core';

/** What is recorded of personal files in a school, beside what the room of personal files records itself. */
export const dossierEvents: AuditEvents = {
  'school.staff-read': {
    means: 'The list of who works in a school was read, with what their personal files lack',
    ru: 'Просмотрен список работников школы и чего не хватает в их личных делах',
    reads: true,
    details: ['people'],
  },
  'school.dossier-refused': {
    means: 'Somebody asked for personal files of a class that another leads and was refused',
    ru: 'Отказано в личных делах чужого класса',
    reads: true,
  },
};
