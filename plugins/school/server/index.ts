import { definePlugin } from '@regiso/core';
import { permissions } from '../shared';
import { oldArchives } from './archive/retention';
import { makeArchiveJob } from './archive/run';
import { dashboards } from './boards';
import { fillDemoJob, fillSchools, loadDemo } from './demo';
import { events } from './events';
import { classDays, pupilMonths, timetableScores } from './figures/facts';
import { countedIndicators } from './figures/indicators';
import { countFiguresJob } from './figures/jobs';
import { ClassDay, PupilMonth, TimetableScore } from './figures/models';
import { freezeForms } from './forms/jobs';
import { formOo1 } from './forms/shipped';
import { pupilsImporter } from './importers/pupils';
import { staffImporter } from './importers/staff';
import { endLessons, relockPeriods } from './jobs';
import { migrations } from './migrations';
import { Attendance, Departure, Lesson, Load, Mark, PeriodMark, PeriodOutcome, Pupil, Subject } from './models';
import { notices } from './notices';
import { ownData } from './own-data';
import { ownLines } from './own-lines';
import { portfolioReferences, portfolioRetention } from './portfolio/keeping';
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
import { exchangeRoutes } from './exchange/routes';
import { refusals } from './refusals';
import { oldRiskNotes } from './risks/notes-kept';
import { riskReference, riskRules } from './risks/references';
import { archiveRoutes } from './routes/archive';
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
import { formRoutes } from './routes/forms';
import { oldHandins } from './retention';
import { handinRoutes } from './routes/handins';
import { homeworkRoutes } from './routes/homework';
import { morningRoutes } from './routes/morning';
import { movementRoutes } from './routes/movement';
import { portfolioRoutes } from './routes/portfolios';
import { reportRoutes } from './routes/reports';
import { riskRoutes } from './routes/risks';
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
      'school.archive',
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
        'school.archive',
      ],
      dimension: 'grade',
    },
  ],
  importers: [pupilsImporter, staffImporter],
  models: [
    Subject,
    Pupil,
    Lesson,
    Attendance,
    Mark,
    Departure,
    Load,
    PeriodMark,
    PeriodOutcome,
    PupilMonth,
    ClassDay,
    TimetableScore,
  ],
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
    ...riskRoutes,
    ...formRoutes,
    ...resultRoutes,
    ...changeRequestRoutes,
    ...entryCodeRoutes,
    ...diaryRoutes,
    ...yearRoutes,
    ...timetableRoutes,
    ...exchangeRoutes,
    ...archiveRoutes,
  ],
  jobs: [endLessons, relockPeriods, countFiguresJob, freezeForms, fillDemoJob, makeArchiveJob],
  on: { 'people.demo-filled': fillSchools },
  facts: [
    pupils,
    departures,
    lessons,
    attendance,
    marks,
    periodMarks,
    outcomes,
    loads,
    pupilMonths,
    classDays,
    timetableScores,
  ],
  indicators: [...indicators, ...countedIndicators],
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
    riskReference,
    riskRules,
    formOo1,
  ],
  notices,
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
  retention: [oldHandins, oldArchives, oldRiskNotes, ...portfolioRetention],
  ownData,
  seed,
  demo: loadDemo,
});
