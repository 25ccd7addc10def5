import { definePlugin } from '@regiso/core';
import { permissions } from '../shared';
import { queueBoard } from './dashboards';
import { fillDemoJob, loadDemo, seatPupils } from './demo';
import { events } from './events';
import { findExchanges, keepQueue, receiveApplications } from './jobs';
import { migrations } from './migrations';
import { Application, Direction, Group } from './models';
import { norms } from './norms';
import { ownData } from './own-data';
import { ownLines } from './own-lines';
import { numberFederalEvents } from './federal/feedback';
import { takeFederal } from './federal/take';
import { queueBands } from './queue-report/bands';
import { form85k } from './form-85k/shipped';
import { attendanceRoutes } from './routes/attendance';
import { chooseRoutes } from './routes/choose';
import { vacancies } from './public-lines';
import { refusals } from './refusals';
import { applicationCase, caseRoutes } from './routes/case';
import { explanationRoutes, placeExplanation } from './routes/explanation';
import { expiringRoutes } from './routes/expiring';
import { federalRoutes } from './routes/federal';
import { formRoutes } from './routes/form-85k';
import { childDossier } from './dossiers/checklist';
import { childDossierRoutes } from './routes/dossiers';
import { groupRoutes } from './routes/groups';
import { monthReportRoutes } from './routes/month-reports';
import { orderRoutes } from './routes/orders';
import { ownRoutes } from './routes/own';
import { pupilRoutes } from './routes/pupils';
import { notEnrolledRoutes } from './routes/not-enrolled';
import { occupancyRoutes } from './routes/occupancy';
import { queueReportRoutes } from './routes/queue-report';
import { queueRulesRoutes } from './routes/queue-rules';
import { paperRoutes } from './routes/papers';
import { receipt, receiptRoutes } from './routes/receipt';
import { registerRoutes } from './routes/register';
import { yearPlanRoutes } from './routes/year-plans';
import { ringRoutes } from './routes/rings';
import { runRoutes } from './routes/runs';
import { seed } from './seed';
import { isApplicationSeen } from './services/applications';
import { isSheetSeen } from './services/attendance';
import { followGuardians } from './services/families';
import { enrolmentOrder, orderExtract } from './services/orders';
import { applications, directions, groups } from './warehouse/facts';
import { indicators } from './warehouse/indicators';

export default definePlugin({
  id: 'kindergarten',
  title: 'Электронный детский сад',
  titleEn: 'Electronic kindergarten',
  requires: [
    'territory',
    'participants',
    'agreements',
    'access',
    'people',
    'reference',
    'notices',
    'intake',
    'documents',
    'files',
    'dossiers',
  ],
  permissions,
  roles: {
    analyst: ['kindergarten.read-figures'],
    authority: ['kindergarten.read-figures'],
    operator: ['kindergarten.read-figures', 'kindergarten.exchange'],
    'preschool-specialist': [
      'kindergarten.read-figures',
      'kindergarten.read-queue',
      'kindergarten.keep-queue',
      'kindergarten.allocate',
      'kindergarten.exchange',
      'kindergarten.read-groups',
    ],
    'kindergarten-head': ['kindergarten.read-groups', 'kindergarten.keep-groups', 'kindergarten.mark-attendance'],
    'kindergarten-teacher': ['kindergarten.mark-attendance'],
  },
  roleTitles: {
    'preschool-specialist': ['Специалист по дошкольному образованию', 'Preschool specialist'],
    'kindergarten-head': ['Заведующий детским садом', 'Head of a kindergarten'],
    'kindergarten-teacher': ['Воспитатель', 'Kindergarten teacher'],
  },
  models: [Application, Direction, Group],
  migrations,
  routes: [
    ...ownRoutes,
    ...receiptRoutes,
    ...paperRoutes,
    ...chooseRoutes,
    ...registerRoutes,
    ...caseRoutes,
    ...explanationRoutes,
    ...runRoutes,
    ...ringRoutes,
    ...federalRoutes,
    ...groupRoutes,
    ...childDossierRoutes,
    ...yearPlanRoutes,
    ...orderRoutes,
    ...pupilRoutes,
    ...attendanceRoutes,
    ...formRoutes,
    ...monthReportRoutes,
    ...queueReportRoutes,
    ...notEnrolledRoutes,
    ...expiringRoutes,
    ...queueRulesRoutes,
    ...occupancyRoutes,
  ],
  jobs: [receiveApplications, keepQueue, findExchanges, takeFederal, numberFederalEvents, fillDemoJob],
  on: { 'people.demo-filled': seatPupils, 'people.guardians-changed': followGuardians },
  facts: [applications, directions, groups],
  indicators,
  dashboards: [queueBoard],
  events,
  refusals,
  reference: [norms, form85k, queueBands, childDossier],
  documents: [receipt, applicationCase, placeExplanation, enrolmentOrder, orderExtract],
  notices: [
    {
      id: 'kindergarten.status',
      title: 'Заявление в детский сад: новое состояние',
      titleEn: 'Application to a kindergarten: a new state',
      text: 'Состояние заявления изменилось. Подробности — в личном кабинете.',
      textEn: 'The state of an application has changed. See your cabinet.',
    },
    {
      id: 'kindergarten.documents',
      title: 'Детский сад: скоро последний день для документов',
      titleEn: 'Kindergarten: the last day for documents is near',
      text: 'Скоро последний день, в который детский сад ждёт документы. Подробности — в личном кабинете.',
      textEn: 'The last day for documents is near. See your cabinet.',
    },
    {
      id: 'kindergarten.privilege',
      title: 'Заявление в детский сад: документ о льготе',
      titleEn: 'Application to a kindergarten: paper of a privilege',
      text: 'Документ о льготе скоро закончится или уже закончился. Подробности — в личном кабинете.',
      textEn: 'The paper of a privilege ends soon or has ended. See your cabinet.',
    },
    {
      id: 'kindergarten.run',
      title: 'Комплектование утверждено',
      titleEn: 'An allocation is confirmed',
      text: 'Прогон комплектования утверждён. Протокол — в кабинете.',
      textEn: 'A run of the allocation is confirmed. See the protocol in your cabinet.',
    },
  ],
  personReferences: [
    {
      table: 'kindergarten.applications',
      column: 'child_id',
      title: 'Заявления в детский сад',
      titleEn: 'Applications to kindergartens',
      pseudonym: 'pseudonym',
    },
    {
      table: 'kindergarten.applications',
      column: 'guardian_id',
      title: 'Поданные заявления',
      titleEn: 'Filed applications',
    },
    {
      table: 'kindergarten.applications',
      column: 'second_guardian_id',
      title: 'Заявления второго представителя',
      titleEn: 'Applications of the second guardian',
    },
    {
      table: 'kindergarten.choices',
      column: 'sibling_id',
      title: 'Названы братом или сестрой',
      titleEn: 'Named as a brother or a sister',
    },
    {
      table: 'kindergarten.pupils',
      column: 'person_id',
      title: 'Зачисления в детский сад',
      titleEn: 'Enrolments in kindergartens',
      pseudonym: 'pseudonym',
    },
  ],
  seenRecords: [
    {
      id: 'kindergarten.application',
      title: 'Заявление в детский сад',
      titleEn: 'Application to a kindergarten',
      isSeen: isApplicationSeen,
    },
    {
      id: 'kindergarten.attendance',
      title: 'Посещение группы',
      titleEn: 'Attendance of a group',
      isSeen: isSheetSeen,
    },
  ],
  childLines: [ownLines],
  ownData,
  publicLines: [vacancies],
  seed,
  demo: loadDemo,
});
