import type { AuditEvents } from '@regiso/core';

/** What is recorded of lists of risk. */
export const riskEvents: AuditEvents = {
  'school.risks-read': {
    means: 'Who of a class or a school needs attention was read, with the reasons',
    ru: 'Открыта зона внимания: ученики группы риска с причинами',
    reads: true,
    details: ['pupils'],
  },
  'school.risks-exported': {
    means: 'Who of a class or a school needs attention was taken as a file, with the reasons',
    ru: 'Выгружена зона внимания: ученики группы риска с причинами',
    reads: true,
    details: ['pupils'],
  },
  'school.risks-refused': {
    means: 'Somebody asked who of a class needs attention, whose class or school it is not, and was refused',
    ru: 'Отказано в зоне внимания чужого класса',
    reads: true,
  },
};
