import type { AuditEvents } from '@regiso/core';

/** What a class teacher and a head teacher read of a class and write for it. */
export const classEvents: AuditEvents = {
  'school.class-report-read': {
    means: 'The report of a class over a period was opened',
    ru: 'Открыт отчёт класса за период',
    reads: true,
    details: ['period', 'pupils'],
  },
  'school.class-report-exported': {
    means: 'The report of a class over a period was taken as a file',
    ru: 'Выгружен отчёт класса за период',
    reads: true,
    details: ['period', 'pupils'],
  },
  'school.class-report-refused': {
    means: 'Somebody asked for the report of a class that another leads and was refused',
    ru: 'Отказано в отчёте чужого класса',
    reads: true,
  },
  'school.period-report-exported': {
    means: 'The numbers of all classes of a period were taken as a file',
    ru: 'Выгружен сводный отчёт классов за период',
    details: ['classes'],
  },
  'school.morning-read': {
    means: 'A class teacher opened the day of the class: absences, whom to call, failing marks',
    ru: 'Открыто утро класса: отсутствующие, кому позвонить, отметки «2»',
    reads: true,
    details: ['pupils'],
  },
  'school.morning-refused': {
    means: 'Somebody asked for the day of a class that another leads and was refused',
    ru: 'Отказано в утре чужого класса',
    reads: true,
  },
};
