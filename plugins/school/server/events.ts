import type { AuditEvents } from '@regiso/core';

export const events: AuditEvents = {
  'school.reference-loaded': {
    means: 'Shipped subjects were added',
    ru: 'Добавлены учебные предметы из поставки',
    details: ['subjects'],
  },
  'school.lesson-read': {
    means: 'A lesson with its pupils was opened',
    ru: 'Открыт урок с отметками класса',
    reads: true,
    details: ['pupils'],
  },
  'school.lesson-changed': {
    means: 'Topic, homework or kinds of works of a lesson were written',
    ru: 'Записаны тема, задание или виды работ урока',
    details: ['hasTopic', 'hasHomework', 'isAttendanceTaken'],
  },
  'school.cell-changed': {
    means: 'Attendance or marks of a pupil at a lesson were written',
    ru: 'Записаны посещение или отметки ученика на уроке',
    details: ['version', 'marks'],
  },
  'school.cell-history-read': {
    means: 'The history of a pupil’s marks at a lesson was read',
    ru: 'Прочитана история отметок ученика на уроке',
    reads: true,
  },
  'school.journal-read': {
    means: 'A journal over a period was opened',
    ru: 'Открыт журнал класса за период',
    reads: true,
    details: ['pupils', 'lessons'],
  },
  'school.journal-refused': {
    means: 'Somebody asked for a journal of a colleague and was refused',
    ru: 'Отказано в чужом журнале',
    reads: true,
  },
  'school.plan-saved': {
    means: 'The calendar plan of a journal was written',
    ru: 'Записан тематический план журнала',
    details: ['topics'],
  },
  'school.class-read': {
    means: 'A class with its pupils was opened',
    ru: 'Открыт список класса',
    reads: true,
    details: ['pupils'],
  },
  'school.pupil-moved': {
    means: 'A pupil was moved to another class of the grade',
    ru: 'Ученик переведён в другой класс',
    details: ['before', 'from'],
  },
  'school.period-mark-set': {
    means: 'The mark of a pupil for a period was given or changed',
    ru: 'Выставлена отметка ученика за период',
    details: ['period'],
  },
  'school.period-closed': {
    means: 'A period of a class was closed',
    ru: 'Закрыт учебный период класса',
    details: ['period'],
  },
  'school.diary-read': { means: 'A diary was opened', ru: 'Открыт дневник', reads: true },
  'school.lessons-over': {
    means: 'The nightly job said of yesterday’s lessons that they are over',
    ru: 'Ночью отмечено, какие уроки прошли',
    details: ['lessons'],
  },
  'school.demo-loaded': {
    means: 'Demo classes and journals were written',
    ru: 'Созданы демонстрационные классы и журналы',
    details: ['schools', 'pupils', 'lessons', 'marks'],
  },
};
