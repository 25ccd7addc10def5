import { definePlugin } from '../server/plugin';
import { supportPermissions } from '../shared';
import { supportDemo } from './demo';
import { isTicketSeen } from './desk';
import { migrations } from './migrations';
import { kindsOfNotice } from './notices';
import { warnOfOverdueJob } from './overdue';
import { ownData } from './own-data';
import { oldTickets } from './retention';
import { routes } from './routes';
import { supportTerms } from './terms';

export default definePlugin({
  id: 'support',
  title: 'Поддержка',
  titleEn: 'Support',
  requires: ['access', 'agreements', 'documents', 'files', 'notices', 'reference', 'territory'],
  permissions: supportPermissions,
  roles: {
    operator: ['support.answer', 'support.propose', 'support.decide', 'support.oversee'],
    analyst: ['support.answer'],
    authority: ['support.answer', 'support.propose'],
    'subsystem-administrator': ['support.answer'],
  },
  migrations,
  routes,
  jobs: [warnOfOverdueJob],
  reference: [supportTerms],
  notices: kindsOfNotice,
  ownData,
  retention: [oldTickets],
  seenRecords: [
    { id: 'support.ticket', title: 'Обращение в поддержку', titleEn: 'Question to support', isSeen: isTicketSeen },
  ],
  events: {
    'support.asked': {
      means: 'Support was asked',
      ru: 'Поступило обращение в поддержку',
      details: ['kind', 'body', 'guest'],
    },
    'support.machine-ignored': { means: 'A machine filled in the question form', ru: 'Форму вопроса заполнила машина' },
    'support.queue-read': {
      means: 'The queue of the desk was read',
      ru: 'Просмотрена очередь поддержки',
      reads: true,
      details: ['tickets'],
    },
    'support.read': { means: 'A question was read', ru: 'Прочитано обращение', reads: true, details: ['own'] },
    'support.replied': { means: 'The author wrote again', ru: 'Автор дополнил обращение' },
    'support.noted': { means: 'A note of the desk was written', ru: 'Записана внутренняя заметка' },
    'support.answered': { means: 'A question was answered', ru: 'На обращение дан ответ', details: ['solves'] },
    'support.closed': { means: 'A question was closed', ru: 'Обращение закрыто', details: ['own'] },
    'support.overdue-told': {
      means: 'The desk was told of overdue questions',
      ru: 'Поддержка предупреждена о просроченных обращениях',
      details: ['tickets'],
    },
    'support.taken': { means: 'A question was taken on', ru: 'Обращение взято в работу' },
    'support.transferred': {
      means: 'A question was handed to another body',
      ru: 'Обращение передано другому органу',
      details: ['from', 'to'],
    },
    'support.reading-confirmed': {
      means: 'A person confirmed reading a version of the rules',
      ru: 'Пользователь подтвердил, что прочёл редакцию документа',
    },
    'support.proposed': {
      means: 'A development was proposed',
      ru: 'Внесено предложение по развитию',
      details: ['subsystem'],
    },
    'support.decided': {
      means: 'A proposal was decided on',
      ru: 'По предложению принято решение',
      details: ['state'],
    },
  },
  demo: supportDemo,
});
