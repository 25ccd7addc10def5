import type { AuditEvents } from '@regiso/core';
import { archiveEvents } from './archive/events';
import { classEvents } from './class-events';
import { dossierEvents } from './dossiers/events';
import { formEvents } from './forms/events';
import { portfolioEvents } from './portfolio/events';
import { riskEvents } from './risks/events';
import { timetableEvents } from './timetable-events';

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
  'school.homework-parts-changed': {
    means: 'Homework for some pupils of a lesson was written',
    ru: 'Записаны отдельные задания учеников на уроке',
    details: ['parts', 'pupils'],
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
  ...archiveEvents,
  ...classEvents,
  ...dossierEvents,
  ...formEvents,
  ...portfolioEvents,
  ...riskEvents,
  'school.entries-read': {
    means: 'A class teacher opened who of the class and its guardians has entered',
    ru: 'Открыт список: кто из класса и представителей уже входит',
    reads: true,
    details: ['people'],
  },
  'school.codes-refused': {
    means: 'Somebody asked for codes to enter of a class that another leads and was refused',
    ru: 'Отказано в кодах для входа чужого класса',
    reads: true,
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
  'school.year-mark-set': {
    means: 'A mark of a pupil for the year, the exam or in the end was given or changed',
    ru: 'Выставлена годовая, экзаменационная или итоговая отметка ученика',
  },
  'school.period-closed': {
    means: 'A period of a class was closed',
    ru: 'Закрыт учебный период класса',
    details: ['period'],
  },
  'school.period-reopened': {
    means: 'A closed period of a class was opened by an act, up to a day',
    ru: 'Закрытый период класса открыт по акту',
    details: ['period', 'act', 'until'],
  },
  'school.period-relocked': {
    means: 'The term of an act ended, and the period of the class is closed again',
    ru: 'Срок акта кончился: период класса снова закрыт',
    details: ['period'],
  },
  'school.change-asked': {
    means: 'A teacher asked for a change of a cell in a closed period',
    ru: 'Подано заявление об изменении клетки в закрытом периоде',
  },
  'school.changes-read': {
    means: 'Requests for changes in closed periods were read',
    ru: 'Прочитаны заявления об изменениях в закрытых периодах',
    reads: true,
    details: ['requests'],
  },
  'school.change-decided': {
    means: 'A request for a change of a cell in a closed period was granted or refused',
    ru: 'Решено заявление об изменении клетки в закрытом периоде',
    details: ['isGranted'],
  },
  'school.year-made': {
    means: 'A school year was laid, anew or like an earlier one',
    ru: 'Заведён учебный год школы',
    details: ['firstYear', 'isCopy', 'pupils'],
  },
  'school.year-changed': {
    means: 'Dates, periods, holidays or bells of a year were written',
    ru: 'Записаны даты, периоды, каникулы или звонки учебного года',
    details: ['periods', 'holidays', 'bells'],
  },
  'school.class-made': { means: 'A class was added to a year', ru: 'Заведён класс', details: ['grade'] },
  'school.class-changed': { means: 'A class was changed', ru: 'Изменены сведения о классе' },
  'school.class-removed': { means: 'A class without pupils and lessons was removed', ru: 'Удалён пустой класс' },
  'school.load-changed': {
    means: 'The curriculum of a class and who teaches it were written',
    ru: 'Записаны учебный план и нагрузка класса',
    details: ['hours', 'loads'],
  },
  'school.groups-changed': {
    means: 'Pupils were put into the groups of a subject',
    ru: 'Изменён состав групп класса',
    details: ['subject'],
  },
  'school.unplaced-read': {
    means: 'The list of pupils who are in no class was opened',
    ru: 'Открыт список учеников без класса',
    reads: true,
    details: ['pupils'],
  },
  'school.pupils-placed': {
    means: 'Pupils joined a class',
    ru: 'Ученики зачислены в класс',
    details: ['pupils', 'from'],
  },
  'school.posts-saved': {
    means: 'It was written as what people work in a school, from a day on',
    ru: 'Записаны должности работников школы',
    details: ['people'],
  },
  ...timetableEvents,
  'school.homework-ticked': {
    means: 'Homework was ticked as done by the pupil or the family, or that was taken back',
    ru: 'Задание отмечено сделанным или отметка снята',
    details: ['isDone'],
  },
  'school.homework-handed-in': {
    means: 'The pupil or the family handed homework in, or changed what was handed in',
    ru: 'Домашняя работа сдана или изменена',
    details: ['isLate', 'version'],
  },
  'school.handins-read': {
    means: 'What pupils have handed in at a lesson was read',
    ru: 'Открыты сданные домашние работы',
    reads: true,
    details: ['handins'],
  },
  'school.handin-decided': {
    means: 'A teacher has accepted homework handed in, or returned it',
    ru: 'Учитель принял или вернул сданную работу',
    details: ['isAccepted', 'version'],
  },
  'school.excuse-sent': {
    means: 'A family has told of an absence',
    ru: 'Семья сообщила об отсутствии ученика',
    details: ['from', 'to'],
  },
  'school.excuse-withdrawn': {
    means: 'A family has taken back what it told of an absence',
    ru: 'Семья отозвала сообщение об отсутствии',
  },
  'school.excuse-decided': {
    means: 'A class teacher has accepted an absence into the attendance, or refused it',
    ru: 'Классный руководитель ответил на сообщение об отсутствии',
    details: ['isAccepted', 'noted'],
  },
  'school.excuses-read': {
    means: 'What a family has told of absences was read',
    ru: 'Открыты сообщения семьи об отсутствии',
    reads: true,
  },
  'school.class-excuses-read': {
    means: 'A class teacher has read what families have told of absences',
    ru: 'Классный руководитель открыл сообщения об отсутствии',
    reads: true,
    details: ['excuses'],
  },
  'school.excuses-refused': {
    means: 'Somebody asked for absences of a class that another leads and was refused',
    ru: 'Отказано в сообщениях об отсутствии чужого класса',
    reads: true,
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
