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
  'school.subject-report-exported': {
    means: 'The numbers of all subjects of a period were taken as a file',
    ru: 'Выгружен отчёт по предметам за период',
    details: ['journals'],
  },
  'school.certificates-read': {
    means: 'A class teacher opened the medical certificates of the class',
    ru: 'Открыты справки учеников класса',
    reads: true,
    details: ['certificates'],
  },
  'school.certificate-recorded': {
    means: 'A class teacher recorded a medical certificate, and absences of its days became illness',
    ru: 'Записана справка ученика, пропуски исправлены',
    details: ['from', 'to', 'noted', 'left'],
  },
  'school.certificate-withdrawn': {
    means: 'A class teacher took a medical certificate back, and its absences are as before',
    ru: 'Отозвана справка ученика, пропуски возвращены',
    details: ['noted', 'left'],
  },
  'school.certificates-refused': {
    means: 'Somebody asked for certificates of a class that another leads and was refused',
    ru: 'Отказано в справках чужого класса',
    reads: true,
  },
  'school.pupil-left': {
    means: 'A pupil left the school by an order',
    ru: 'Записано выбытие ученика из школы',
    details: ['on', 'reason', 'order'],
  },
  'school.departure-undone': {
    means: 'The departure of a pupil was taken back',
    ru: 'Отменено выбытие ученика из школы',
    details: ['on'],
  },
  'school.movement-read': {
    means: 'Pupils behind a number of the movement of a class were opened',
    ru: 'Открыт список учеников из движения класса',
    reads: true,
    details: ['kind', 'from', 'to', 'pupils'],
  },
  'school.movement-exported': {
    means: 'The movement of pupils of a school was taken as a workbook',
    ru: 'Выгружено движение учащихся',
    details: ['from', 'to', 'classes'],
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
