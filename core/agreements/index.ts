import { definePlugin } from '../server/plugin';
import { agreementPermissions } from '../shared';
import { isAgreementSeen } from './agreement-files';
import { agreementCard, issueCard } from './card';
import { seedBodies } from './bodies';
import { agreementsDemo } from './demo';
import { migrations } from './migrations';
import { ownData } from './own-data';
import { routes } from './routes';
import { endsSoonNotice, warnOfEndsJob } from './warnings';

export default definePlugin({
  id: 'agreements',
  title: 'Соглашения',
  titleEn: 'Agreements',
  requires: ['access', 'participants', 'territory', 'files', 'documents', 'notices'],
  permissions: agreementPermissions,
  roles: {
    operator: ['agreements.read', 'agreements.manage', 'agreements.publish'],
    authority: ['agreements.read'],
    'subsystem-administrator': ['agreements.read'],
    'participant-administrator': ['agreements.read', 'agreements.confirm'],
  },
  migrations,
  routes: [...routes, issueCard],
  documents: [agreementCard],
  jobs: [warnOfEndsJob],
  notices: [endsSoonNotice],
  seenRecords: [
    {
      id: 'agreements.agreement',
      title: 'Соглашение',
      titleEn: 'Agreement',
      isSeen: isAgreementSeen,
    },
  ],
  ownData,
  events: {
    'agreements.bodies-written': {
      means: 'Bodies of the regulation were written',
      ru: 'Записаны органы, названные регламентом',
      details: ['bodies'],
    },
    'agreements.participant-registered': {
      means: 'A participant was registered',
      ru: 'Участник зарегистрирован',
      details: ['kind'],
    },
    'agreements.drafted': {
      means: 'An agreement was written down',
      ru: 'Составлено соглашение',
      details: ['subsystems', 'startsOn', 'endsOn'],
    },
    'agreements.draft-changed': {
      means: 'A draft of an agreement was changed',
      ru: 'Проект соглашения изменён',
      details: ['version'],
    },
    'agreements.signed': {
      means: 'An agreement was signed and its subsystems connected',
      ru: 'Соглашение подписано, подсистемы подключены',
      details: ['participant', 'subsystems'],
    },
    'agreements.terminated': {
      means: 'An agreement was ended before its term',
      ru: 'Соглашение прекращено досрочно',
      details: ['on'],
    },
    'agreements.suspended': {
      means: 'A participant was suspended and its people signed out',
      ru: 'Участник приостановлен, его пользователи вышли из системы',
    },
    'agreements.resumed': {
      means: 'A suspended participant was let in again',
      ru: 'Приостановленный участник снова допущен',
    },
    'agreements.ends-soon': {
      means: 'An agreement ends within so many days',
      ru: 'Соглашение скоро закончится',
      details: ['days', 'endsOn'],
    },
    'agreements.file-kept': {
      means: 'The signed file of an agreement was kept',
      ru: 'Приложен подписанный файл соглашения',
      details: ['sha256'],
    },
    'agreements.document-published': {
      means: 'A form, rules or a regulation were published',
      ru: 'Опубликован документ оператора',
      details: ['kind', 'version'],
    },
    'agreements.document-withdrawn': {
      means: 'A published document was withdrawn',
      ru: 'Опубликованный документ отозван',
    },
    'agreements.demo-appointed': {
      means: 'Administrators of the demonstration were given their rights',
      ru: 'Администраторам демонстрации даны права',
      details: ['grants'],
    },
    'agreements.confirmed': {
      means: 'A participant confirmed that a duty is met',
      ru: 'Участник подтвердил выполнение обязанности',
      details: ['kind', 'confirmation'],
    },
  },
  seed: seedBodies,
  demo: agreementsDemo,
});
