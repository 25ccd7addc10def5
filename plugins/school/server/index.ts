import { definePlugin } from '@regiso/core';
import { permissions } from '../shared';
import { dashboards } from './boards';
import { fillDemoJob, fillSchools, loadDemo } from './demo';
import { events } from './events';
import { pupilsImporter } from './importers/pupils';
import { staffImporter } from './importers/staff';
import { endLessons, relockPeriods } from './jobs';
import { migrations } from './migrations';
import { Attendance, Lesson, Mark, Pupil, Subject } from './models';
import { ownData } from './own-data';
import { ownLines } from './own-lines';
import { portfolioReferences, portfolioRetention } from './portfolio/keeping';
import { portfolioNotices } from './portfolio/notices';
import { kindReference, portfolioRules } from './portfolio/references';
import {
  attendanceReference,
  dayReference,
  difficultyReference,
  homeworkReference,
  ruleReference,
  weekReference,
  workReference,
} from './references';
import { refusals } from './refusals';
import { certificateRoutes } from './routes/certificates';
import { changeRequestRoutes } from './routes/change-requests';
import { classRoutes } from './routes/classes';
import { closingRoutes } from './routes/closing';
import { departureRoutes } from './routes/departures';
import { diaryRoutes } from './routes/diary';
import { pupilDossier, staffDossier } from './dossiers/checklists';
import { schoolDossierRoutes } from './routes/dossiers';
import { entryCodeRoutes } from './routes/entry-codes';
import { excuseRoutes } from './routes/excuses';
import { oldHandins } from './retention';
import { handinRoutes } from './routes/handins';
import { homeworkRoutes } from './routes/homework';
import { morningRoutes } from './routes/morning';
import { movementRoutes } from './routes/movement';
import { portfolioRoutes } from './routes/portfolios';
import { reportRoutes } from './routes/reports';
import { resultRoutes } from './routes/results';
import { teachingRoutes } from './routes/teaching';
import { timetableRoutes } from './routes/timetable';
import { yearRoutes } from './routes/years';
import { seed } from './seed';
import { isJournalSeen } from './services/journals';
import { attendance, departures, lessons, loads, marks, outcomes, periodMarks, pupils } from './warehouse/facts';
import { indicators } from './warehouse/indicators';

export default definePlugin({
  id: 'school',
  title: 'Электронная школа',
  titleEn: 'Electronic school',
  requires: [
    'territory',
    'participants',
    'agreements',
    'access',
    'people',
    'reference',
    'notices',
    'files',
    'imports',
    'dossiers',
  ],
  permissions,
  roles: {
    analyst: ['school.read-figures'],
    authority: ['school.read-figures'],
    operator: ['school.read-figures', 'school.import-people'],
    teacher: ['school.teach'],
    'head-teacher': [
      'school.read-figures',
      'school.teach',
      'school.oversee',
      'school.keep-classes',
      'school.keep-staff',
      'school.import-people',
    ],
  },
  roleTitles: { teacher: ['Учитель', 'Teacher'], 'head-teacher': ['Завуч', 'Head teacher'] },
  // Lessons are one's own by the lesson and a class by its teacher, whatever grades a head teacher's right is narrowed to.
  narrowings: [
    {
      id: 'grades',
      title: 'Классы',
      titleEn: 'Grades',
      said: ['только {} классы', 'только {} класс'],
      saidEn: ['grades {} only', 'grade {} only'],
      least: 1,
      most: 11,
      roles: ['head-teacher'],
      permissions: [
        'school.oversee',
        'school.keep-classes',
        'school.keep-staff',
        'school.read-figures',
        'school.import-people',
      ],
      dimension: 'grade',
    },
  ],
  importers: [pupilsImporter, staffImporter],
  models: [Subject, Pupil, Lesson, Attendance, Mark],
  migrations,
  routes: [
    ...teachingRoutes,
    ...homeworkRoutes,
    ...handinRoutes,
    ...excuseRoutes,
    ...certificateRoutes,
    ...morningRoutes,
    ...classRoutes,
    ...departureRoutes,
    ...schoolDossierRoutes,
    ...portfolioRoutes,
    ...closingRoutes,
    ...reportRoutes,
    ...movementRoutes,
    ...resultRoutes,
    ...changeRequestRoutes,
    ...entryCodeRoutes,
    ...diaryRoutes,
    ...yearRoutes,
    ...timetableRoutes,
  ],
  jobs: [endLessons, relockPeriods, fillDemoJob],
  on: { 'people.demo-filled': fillSchools },
  facts: [pupils, departures, lessons, attendance, marks, periodMarks, outcomes, loads],
  indicators,
  dashboards,
  events,
  refusals,
  reference: [
    attendanceReference,
    workReference,
    ruleReference,
    dayReference,
    weekReference,
    difficultyReference,
    homeworkReference,
    pupilDossier,
    staffDossier,
    kindReference,
    portfolioRules,
  ],
  notices: [
    ...portfolioNotices,
    {
      id: 'school.absence',
      title: 'Школа: ребёнка нет на уроке',
      titleEn: 'School: the child is not at a lesson',
      text: 'Учитель отметил отсутствие на уроке. Подробности — в дневнике.',
      textEn: 'A teacher has noted an absence. See the diary.',
    },
    {
      id: 'school.change-asked',
      title: 'Школа: заявление об изменении в закрытом периоде',
      titleEn: 'School: a request for a change in a closed period',
      text: 'Учитель просит изменить клетку журнала. Решение — на странице заявлений.',
      textEn: 'A teacher asks to change a cell of a journal. Decide on the page of requests.',
    },
    {
      id: 'school.change-decided',
      title: 'Школа: ваше заявление об изменении решено',
      titleEn: 'School: your request for a change is decided',
      text: 'Завуч решил ваше заявление. Ответ — на странице заявлений.',
      textEn: 'The head teacher has decided your request. See the page of requests.',
    },
    {
      id: 'school.mark-changed',
      title: 'Школа: изменена запись закрытого периода',
      titleEn: 'School: an entry of a closed period was changed',
      text: 'Запись журнала в закрытом периоде изменена. Подробности — в дневнике.',
      textEn: 'An entry of a closed period was changed. See the diary.',
    },
    {
      id: 'school.excuse',
      title: 'Школа: семья сообщила об отсутствии',
      titleEn: 'School: a family has told of an absence',
      text: 'Семья ученика вашего класса сообщила об отсутствии. Подробности — на странице «Отсутствия».',
      textEn: 'A family of your class has told of an absence. See the page of absences.',
    },
    {
      id: 'school.excuse-answered',
      title: 'Школа: ответ на сообщение об отсутствии',
      titleEn: 'School: an answer about an absence',
      text: 'Классный руководитель ответил на сообщение об отсутствии. Подробности — в дневнике.',
      textEn: 'The class teacher has answered about an absence. See the diary.',
    },
    {
      id: 'school.handin-answered',
      title: 'Школа: ответ на сданную работу',
      titleEn: 'School: an answer to homework handed in',
      text: 'Учитель ответил на сданную домашнюю работу. Подробности — в дневнике.',
      textEn: 'The teacher has answered to homework handed in. See the diary.',
    },
    {
      id: 'school.lesson-cancelled',
      title: 'Школа: урок отменён или всё же состоится',
      titleEn: 'School: a lesson is cancelled or held after all',
      text: 'Урок отменён или всё же состоится. Подробности — в расписании дня.',
      textEn: 'A lesson is cancelled, or held after all. See the timetable of the day.',
    },
    {
      id: 'school.pupil-left',
      title: 'Школа: записано или отменено выбытие ученика',
      titleEn: 'School: a departure of a pupil is recorded or taken back',
      text: 'Школа записала выбытие ученика или отменила эту запись.',
      textEn: 'The school has recorded a departure of a pupil, or taken it back.',
    },
    {
      id: 'school.substitution',
      title: 'Школа: вам поставили замену',
      titleEn: 'School: you stand in at a lesson',
      text: 'Вам поставили замену урока. Подробности — на странице «Сейчас».',
      textEn: 'You stand in at a lesson. See the page of your lessons.',
    },
  ],
  personReferences: [
    ...portfolioReferences,
    {
      table: 'school.pupils',
      column: 'person_id',
      title: 'Классы, в которых учился',
      titleEn: 'Classes attended',
      pseudonym: 'pseudonym',
    },
    { table: 'school.classes', column: 'teacher_id', title: 'Классное руководство', titleEn: 'Classes led' },
    { table: 'school.loads', column: 'teacher_id', title: 'Учебная нагрузка', titleEn: 'Teaching load' },
    {
      table: 'school.calendar_keys',
      column: 'person_id',
      title: 'Адрес своего расписания',
      titleEn: 'Address of the own timetable',
    },
    { table: 'school.posts', column: 'person_id', title: 'Должности в школе', titleEn: 'Posts in a school' },
    { table: 'school.lessons', column: 'teacher_id', title: 'Проведённые уроки', titleEn: 'Lessons given' },
    {
      table: 'school.lessons',
      column: 'stands_in_for',
      title: 'Уроки, которые провели другие',
      titleEn: 'Lessons others gave',
    },
  ],
  seenRecords: [{ id: 'school.journal', title: 'Журнал класса', titleEn: 'Journal of a class', isSeen: isJournalSeen }],
  childLines: [ownLines],
  retention: [oldHandins, ...portfolioRetention],
  ownData,
  seed,
  demo: loadDemo,
});
