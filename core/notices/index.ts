import { definePlugin } from '../server/plugin';
import { noticePermissions } from '../shared';
import { noticesDemo } from './demo';
import { ownKinds } from './kinds';
import { sendMailsJob } from './mailing';
import { migrations } from './migrations';
import { ownData } from './own-data';
import { pushRoutes } from './push/routes';
import { sendPushesJob } from './push/sending';
import { oldMails, oldNotices } from './retention';
import { routes } from './routes';

export default definePlugin({
  id: 'notices',
  title: 'Уведомления',
  titleEn: 'Notices',
  requires: ['access', 'territory'],
  permissions: noticePermissions,
  roles: { operator: ['notices.operate'] },
  migrations,
  routes: [...routes, ...pushRoutes],
  jobs: [sendMailsJob, sendPushesJob],
  notices: ownKinds,
  ownData,
  retention: [oldNotices, oldMails],
  events: {
    'notices.settings-changed': {
      means: 'A person changed how they are told',
      ru: 'Пользователь изменил настройки уведомлений',
    },
    'notices.address-proposed': {
      means: 'A person named an address for letters',
      ru: 'Пользователь указал адрес для писем',
    },
    'notices.address-proved': {
      means: 'The address for letters was proved by a code',
      ru: 'Адрес для писем подтверждён кодом',
    },
    'notices.code-refused': {
      means: 'A wrong code for an address was entered',
      ru: 'Введён неверный код подтверждения адреса',
    },
    'notices.address-forgotten': {
      means: 'A person took their address for letters away',
      ru: 'Пользователь убрал адрес для писем',
    },
    'notices.mailed': {
      means: 'Letters were handed to the mail server',
      ru: 'Письма переданы почтовому серверу',
      details: ['sent', 'failed'],
    },
    'notices.mail-read': {
      means: 'A letter of the outbox was read',
      ru: 'Прочитано письмо из исходящих',
      reads: true,
    },
    'notices.push-keys-made': {
      means: 'The keys that pushes are signed with were made',
      ru: 'Созданы ключи, которыми подписываются сигналы устройствам',
    },
    'notices.device-added': {
      means: 'A person wants to be told on a device',
      ru: 'Пользователь включил уведомления на устройстве',
    },
    'notices.device-removed': {
      means: 'A person wants nothing on a device any more',
      ru: 'Пользователь отключил уведомления на устройстве',
    },
    'notices.pushed': {
      means: 'Empty pushes were handed to push services',
      ru: 'Пустые сигналы переданы службам уведомлений браузеров',
      details: ['sent', 'failed', 'gone'],
    },
    'notices.mail-retried': { means: 'A failed letter is sent again', ru: 'Письмо отправляется повторно' },
  },
  demo: noticesDemo,
});
