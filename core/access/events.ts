import type { AuditEvents } from '../server/plugin';

const role = ['role', 'account'] as const;

export const events: AuditEvents = {
  'access.signed-in': { means: 'A person signed in', ru: 'Вход в систему', details: ['method'] },
  'access.sign-in-refused': { means: 'A sign-in was refused', ru: 'Отказ во входе', details: ['reason', 'method'] },
  'access.second-factor-asked': {
    means: 'The password was right, or a provider vouched, and the second factor was asked for',
    ru: 'Пароль верен или поставщик подтвердил личность, запрошен второй фактор',
    details: ['method'],
  },
  'access.identity-unknown': {
    means: 'A provider vouched for somebody to whom no account is linked',
    ru: 'Поставщик подтвердил личность, к которой не привязана учётная запись',
    details: ['way'],
  },
  'access.match-requested': {
    means: 'Somebody for whom a provider vouches is to be compared with a card',
    ru: 'Заявка: сверить с карточкой человека, за которого ручается поставщик входа',
    details: ['way'],
  },
  'access.record-missed': {
    means: 'Somebody asked for a record that is not there or lies beyond their reach',
    ru: 'Запрошена запись, которой нет или которая вне пределов доступа',
    details: ['route'],
  },
  'access.identity-begun': {
    means: 'A person began to link an identity, or to prove again who they are, at a provider',
    ru: 'Начата привязка входа или подтверждение личности у поставщика',
    details: ['way', 'purpose'],
  },
  'access.identity-linked': {
    means: 'An identity of a provider was linked to an account',
    ru: 'К учётной записи привязан вход поставщика',
    details: ['way', 'by'],
  },
  'access.identity-unlinked': {
    means: 'The link of an identity to an account was taken away',
    ru: 'Привязка входа поставщика снята',
    details: ['way'],
  },
  'access.locked-out': {
    means: 'A login was closed after five failed tries',
    ru: 'Вход закрыт после пяти неудачных попыток',
    details: ['minutes'],
  },
  'access.signed-out': { means: 'A person signed out', ru: 'Выход из системы' },
  'access.sign-ins-ended': { means: 'Sign-ins were ended', ru: 'Входы завершены', details: ['ended'] },
  'access.account-created': { means: 'An account was created', ru: 'Создана учётная запись', details: ['roles'] },
  'access.activated': {
    means: 'A person set the first password by a one-time code',
    ru: 'Первый пароль задан по одноразовому коду',
  },
  'access.user-reset': {
    means: 'An administrator took password, second factor and linked identities away and gave a one-time code',
    ru: 'Администратор сбросил пароль, второй фактор и привязки и выдал одноразовый код',
  },
  'access.users-searched': { means: 'Users were searched', ru: 'Поиск пользователей', details: ['found', 'byWords'] },
  'access.dismissed': {
    means: 'A user was dismissed: rights and sign-ins ended',
    ru: 'Пользователь уволен: права и входы прекращены',
    details: ['grants', 'closed'],
  },
  'access.password-reset': { means: 'A password was reset', ru: 'Пароль сброшен' },
  'access.password-changed': {
    means: 'A person changed the own password',
    ru: 'Пользователь сменил свой пароль',
    details: ['ended'],
  },
  'access.proved-again': {
    means: 'A person proved again who they are',
    ru: 'Личность подтверждена повторно',
    details: ['method'],
  },
  'access.proof-refused': { means: 'A person failed to prove who they are', ru: 'Личность не подтверждена' },
  'access.second-factor-begun': { means: 'A second factor was begun', ru: 'Начато подключение второго фактора' },
  'access.second-factor-set': { means: 'A second factor was set up', ru: 'Второй фактор подключён' },
  'access.second-factor-removed': { means: 'A second factor was removed', ru: 'Второй фактор отключён' },
  'access.recovery-codes-made': { means: 'New recovery codes were made', ru: 'Выданы новые коды восстановления' },
  'access.recovery-code-used': { means: 'A recovery code was used', ru: 'Использован код восстановления' },
  'access.granted': { means: 'A right was given', ru: 'Право выдано', details: ['subsystem', 'scope', ...role] },
  'access.granted-by-command': {
    means: 'A right was given on the command line of the server, without a second person',
    ru: 'Право выдано с командной строки сервера, без второго человека',
    details: ['role', 'first', 'confirmed'],
  },
  'access.grant-requested': {
    means: 'A right was asked for that a second person must confirm',
    ru: 'Запрошено право, которое подтверждает второй человек',
    details: ['subsystem', 'scope', ...role],
  },
  'access.grant-confirmed': {
    means: 'A second person confirmed a right',
    ru: 'Второй человек подтвердил право',
    details: role,
  },
  'access.grant-refused': { means: 'A requested right was refused', ru: 'В запрошенном праве отказано' },
  'access.grant-revoked': { means: 'A right was taken back', ru: 'Право отозвано', details: role },
  'access.handed-over': {
    means: 'A right was passed on to another person',
    ru: 'Право передано другому человеку',
    details: ['on', 'account'],
  },
  'access.roles-shipped': {
    means: 'Roles of the installed subsystems were written',
    ru: 'Записаны роли установленных подсистем',
    details: ['roles'],
  },
};
