import { definePlugin } from '@regiso/core';
import { permissions } from '../shared';
import { appealForm } from './appeals/form';
import { appealTerms } from './appeals/terms';
import { dashboards } from './dashboards';
import { loadDemo } from './demo';
import { laySchoolResults } from './demo/persons';
import { personEvents } from './events';
import { examResults as examResultsImporter } from './importers/long';
import { personResultsImporter } from './importers/persons';
import { examResultsWide } from './importers/wide';
import { migrations } from './migrations';
import { ExamKind, ExamSession, ExamThreshold, PublishedMean, Scale, Subject } from './models/reference';
import { ExamResult } from './models/result';
import { ownData } from './own-data';
import { describeResults } from './persons/describe';
import { publishResults } from './persons/publish';
import { isResultSeen } from './persons/school-results';
import { refusals } from './refusals';
import { endedAppeals, lookUpKeys } from './retention';
import { appealRoutes } from './routes/appeals';
import { batchRoutes } from './routes/batches';
import { notices } from './notices';
import { ownRoutes } from './routes/own';
import { personResultRoutes } from './routes/person-results';
import { referenceRoutes } from './routes/reference';
import { resultRoutes } from './routes/results';
import { seedReference } from './services/seed-reference';
import { examResults } from './warehouse/facts';
import { indicators } from './warehouse/indicators';

export default definePlugin({
  id: 'exams',
  title: 'Экзамены',
  titleEn: 'Exams',
  subsystem: 'portal',
  requires: [
    'territory',
    'participants',
    'agreements',
    'imports',
    'people',
    'reference',
    'documents',
    'intake',
    'notices',
  ],
  permissions,
  roles: {
    analyst: ['exams.read'],
    authority: ['exams.read'],
    registrar: ['exams.read', 'exams.import', 'exams.keep-results'],
    operator: ['exams.read', 'exams.import', 'exams.edit-reference', 'exams.keep-results', 'exams.approve-results'],
    'school-exams': ['exams.read-pupils'],
  },
  roleTitles: { 'school-exams': ['Ответственный за экзамены в школе', 'In charge of exams at a school'] },
  models: [ExamKind, Subject, ExamSession, Scale, ExamThreshold, PublishedMean, ExamResult],
  migrations,
  routes: [...referenceRoutes, ...resultRoutes, ...batchRoutes, ...ownRoutes, ...appealRoutes, ...personResultRoutes],
  jobs: [publishResults],
  on: { 'people.demo-filled': laySchoolResults },
  facts: [examResults],
  indicators,
  dashboards,
  importers: [examResultsImporter, examResultsWide, personResultsImporter],
  events: {
    ...personEvents,
    'exams.reference-loaded': {
      means: 'Shipped exam kinds, subjects, scales, thresholds and means were added',
      ru: 'Добавлены справочники экзаменов из поставки',
      details: ['kinds', 'subjects', 'sessions', 'scales', 'thresholds', 'means'],
    },
    'exams.kind-added': { means: 'A kind of exam was added', ru: 'Добавлен вид экзамена' },
    'exams.subject-added': { means: 'A subject of exams was added', ru: 'Добавлен предмет экзаменов' },
    'exams.scale-added': {
      means: 'A version of a scale was added',
      ru: 'Добавлена версия шкалы',
      details: ['kind', 'subject', 'validFrom'],
    },
    'exams.threshold-added': {
      means: 'A version of a minimum result was added',
      ru: 'Добавлена версия минимального балла',
      details: ['kind', 'subject', 'purpose', 'validFrom', 'validTo'],
    },
    'exams.session-entered': {
      means: 'The days of an exam session were entered',
      ru: 'Внесены дни периода экзаменов',
      details: ['kind', 'year', 'period', 'startsOn', 'endsOn', 'before'],
    },
    'exams.organisations-added': {
      means: 'An import of results added organisations of another region to the register',
      ru: 'Загрузка результатов добавила организации другого региона',
      details: ['created'],
    },
    'exams.demo-loaded': {
      means: 'Demo results of exams were written',
      ru: 'Созданы демонстрационные результаты экзаменов',
      details: ['results'],
    },
  },
  refusals,
  notices,
  documents: [appealForm],
  reference: [appealTerms],
  personReferences: [
    {
      table: 'exams.person_results',
      column: 'person_id',
      title: 'Результаты экзаменов',
      titleEn: 'Exam results',
      twins: ['batch_id'],
      describe: describeResults,
    },
    { table: 'exams.appeals', column: 'person_id', title: 'Апелляции по экзаменам', titleEn: 'Appeals on exams' },
  ],
  seenRecords: [
    { id: 'exams.result', title: 'Результат экзамена', titleEn: 'Result of an exam', isSeen: isResultSeen },
  ],
  ownData,
  retention: [lookUpKeys, endedAppeals],
  seed: seedReference,
  demo: loadDemo,
});

export * as examIndicators from './warehouse/indicators';
export { lookUpResults } from './persons/look-up';
export type { LookedUp } from './persons/look-up';
export { resultsOfOrganisation } from './services/results-of-organisation';
export type { OrganisationResult } from './services/results-of-organisation';
export { scaleOn } from './services/scale-on';
export { markOf, maximumOf, testScore } from './services/scale';
