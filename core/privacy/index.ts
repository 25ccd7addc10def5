import { definePlugin } from '../server/plugin';
import { privacyPermissions } from '../shared';
import { migrations } from './migrations';
import { noticeDocuments } from './notice-document';
import { kindsOfNotice } from './notices';
import { retentionJobs } from './passes';
import { answeredRequests, ownData } from './requests';
import { routes } from './routes';
import { privacyTerms } from './terms';

export default definePlugin({
  id: 'privacy',
  title: 'Персональные данные',
  titleEn: 'Personal data',
  requires: ['access', 'documents', 'notices', 'people', 'reference', 'territory'],
  permissions: privacyPermissions,
  roles: { operator: ['privacy.manage'] },
  migrations,
  routes,
  jobs: retentionJobs,
  ownData,
  personReferences: [
    { table: 'core.legal_holds', column: 'person_id', title: 'Запреты удаления', titleEn: 'Legal holds' },
  ],
  retention: [answeredRequests],
  reference: [privacyTerms],
  notices: kindsOfNotice,
  documents: [noticeDocuments.first, noticeDocuments.result],
  events: {
    'privacy.own-data-taken': {
      means: 'A person took an archive of their own data',
      ru: 'Пользователь выгрузил архив своих данных',
      details: ['files'],
    },
    'privacy.asked': {
      means: 'A data subject sent a request',
      ru: 'Поступило обращение субъекта персональных данных',
      details: ['kind'],
    },
    'privacy.answered': {
      means: 'A request of a data subject was answered',
      ru: 'На обращение субъекта дан ответ',
      details: ['state'],
    },
    'privacy.queue-read': {
      means: 'Requests of data subjects were read',
      ru: 'Просмотрена очередь обращений субъектов',
      details: ['requests'],
      reads: true,
    },
    'privacy.rule-changed': {
      means: 'A retention rule was changed, held or let go',
      ru: 'Изменено правило хранения',
      details: ['held'],
    },
    'privacy.hold-laid': {
      means: 'A legal hold was laid on a person: nothing of theirs is removed',
      ru: 'Положен запрет удаления данных человека',
      details: ['until'],
    },
    'privacy.hold-lifted': {
      means: 'A legal hold was lifted from a person',
      ru: 'Снят запрет удаления данных человека',
    },
    'privacy.holds-read': {
      means: 'Legal holds were read',
      ru: 'Просмотрены запреты удаления',
      reads: true,
    },
    'privacy.removed': {
      means: 'Rows were removed by a retention rule',
      ru: 'Удалены записи по правилу хранения',
      details: ['removed', 'before'],
    },
    'privacy.pass-asked': {
      means: 'A pass of the retention rules was asked for',
      ru: 'Запрошен прогон правил хранения',
      details: ['kind'],
    },
    'privacy.pass-cancelled': {
      means: 'A pass of the retention rules was stopped',
      ru: 'Прогон правил хранения остановлен',
      details: ['kind'],
    },
    'privacy.pass-read': {
      means: 'Names of the cards that a look at the retention rules found were read',
      ru: 'Просмотрены имена людей, чьи карточки подлежат удалению',
      reads: true,
    },
    'privacy.incident-opened': { means: 'An incident was opened', ru: 'Заведён инцидент' },
    'privacy.incident-changed': {
      means: 'What is known of an incident was changed',
      ru: 'Изменены сведения об инциденте',
      details: ['version'],
    },
    'privacy.notice-sent': {
      means: 'A notice of an incident was sent to the authority',
      ru: 'Уведомление об инциденте отправлено',
      details: ['which', 'again'],
    },
  },
});
