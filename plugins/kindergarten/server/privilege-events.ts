import type { AuditEvents } from '@regiso/core';

export const privilegeEvents: AuditEvents = {
  'kindergarten.privilege-claimed': { means: 'A privilege was claimed', ru: 'Указана льгота', details: ['category'] },
  'kindergarten.privilege-decided': {
    means: 'A privilege was confirmed or refused, or its paper ended',
    ru: 'Льгота подтверждена, отклонена или закончилась',
    details: ['category', 'state'],
  },
  'kindergarten.privileges-read': {
    means: 'A list of privileges that end was read',
    ru: 'Прочитан список льгот, которые заканчиваются',
    reads: true,
    details: ['rows', 'within'],
  },
  'kindergarten.privileges-exported': {
    means: 'A list of privileges that end was saved as a file',
    ru: 'Выгружен список льгот, которые заканчиваются',
    reads: true,
    details: ['rows', 'within'],
  },
};
