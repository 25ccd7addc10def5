import type { AuditEvents } from '@regiso/core';

/** Of the timetable, of who gives its lessons, and which of them are not held. */
export const timetableEvents: AuditEvents = {
  'school.draft-changed': {
    means: 'A lesson of the timetable that is being made was put, moved or taken away',
    ru: 'Изменён черновик расписания',
    details: ['class', 'step', 'isForced'],
  },
  'school.timetable-published': {
    means: 'A timetable was put in force from a day on',
    ru: 'Расписание опубликовано',
    details: ['from', 'lessons'],
  },
  'school.timetable-given-out': {
    means: 'A timetable that is being made was taken as a file, with the names of teachers',
    ru: 'Выгружен черновик расписания',
    details: ['format', 'placed', 'lessons'],
  },
  'school.timetable-taken-in': {
    means: 'Lessons of a file were laid into the timetable that is being made',
    ru: 'В черновик расписания загружен файл',
    details: ['format', 'put', 'moved', 'removed', 'unfit'],
  },
  'school.timetable-taken-back': {
    means: 'The timetable that is being made became what it was before the last file',
    ru: 'Отменена загрузка файла в черновик расписания',
    details: ['lessons'],
  },
  'school.lesson-substituted': {
    means: 'It was said who gives a lesson to come',
    ru: 'Поставлена или снята замена урока',
    details: ['isSubstituted'],
  },
  'school.lesson-cancelled': {
    means: 'A lesson was cancelled, or the reason for it was changed',
    ru: 'Урок отменён',
    details: ['day'],
  },
  'school.lesson-restored': {
    means: 'It was said that a cancelled lesson is held after all',
    ru: 'Отмена урока снята',
    details: ['day'],
  },
  'school.pay-sheet-exported': {
    means: 'Hours of the teachers of a school over some days were taken as a workbook',
    ru: 'Выгружены часы учителей за дни',
    details: ['from', 'to', 'teachers'],
  },
  'school.calendar-key-made': {
    means: 'Somebody made a secret address of their own timetable',
    ru: 'Создан секретный адрес своего расписания',
  },
  'school.calendar-key-revoked': {
    means: 'Somebody revoked the secret address of their own timetable',
    ru: 'Отозван секретный адрес своего расписания',
  },
};
