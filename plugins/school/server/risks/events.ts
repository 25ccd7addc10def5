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
  'school.risk-note-written': {
    means: 'Somebody wrote what was done for a pupil who needs attention',
    ru: 'Записано, что сделано для ученика из зоны внимания',
  },
  'school.risk-notes-read': {
    means: 'What was done for a pupil who needs attention was read',
    ru: 'Открыто, что сделано для ученика из зоны внимания',
    reads: true,
    details: ['notes'],
  },
  'school.risks-refused': {
    means: 'Somebody asked who of a class needs attention, whose class or school it is not, and was refused',
    ru: 'Отказано в зоне внимания чужого класса',
    reads: true,
  },
};
