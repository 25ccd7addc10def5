import { defineTexts } from '@regiso/core/ui';

/** Texts about devices. */
export const deviceTexts = defineTexts('notice-devices', {
  ru: {
    devices: 'На устройстве',
    what: 'Браузер покажет «Новое уведомление в РЕГИСО», даже когда страница закрыта. Ни имён, ни подробностей через службу браузера не передаётся. О чём — то же, что отмечено «В системе»; тихие часы действуют.',
    here: 'Показывать на этом устройстве',
    'here.what': 'На общем компьютере не включайте.',
    'denied.title': 'Уведомления запрещены в браузере',
    denied:
      'Нажмите на значок слева от адреса страницы, разрешите уведомления для этого сайта и обновите страницу. Проверьте и настройки уведомлений самого устройства.',
    'cannot.title': 'Этот браузер не умеет показывать уведомления',
    cannot:
      'Откройте РЕГИСО в свежем Chrome, Firefox, Edge, Safari или Яндекс Браузере по защищённому адресу (https), не в приватном окне. На iPhone и iPad сначала добавьте РЕГИСО на экран «Домой» и откройте оттуда.',
    failed:
      'Включить не удалось: разрешение не дано или служба уведомлений браузера не отвечает. Проверьте подключение и попробуйте ещё раз.',
    list: 'Устройства, на которых показываются уведомления',
    none: 'Пока ни одного устройства.',
    this: 'Это устройство',
    since: 'С {{since}}',
    remove: 'Убрать',
    'remove.of': 'Убрать {{name}}, с {{since}}',
    added: 'Уведомления будут показываться на этом устройстве',
    removed: 'На устройстве больше ничего не покажется',
  },
  en: {
    devices: 'On a device',
    what: 'The browser shows “A new notice in REGISO” even when no page is open. No names and no details pass through the browser’s service. It is told about what is marked “Here”; quiet hours hold.',
    here: 'Show on this device',
    'here.what': 'Do not switch it on on a shared computer.',
    'denied.title': 'Notifications are blocked in the browser',
    denied:
      'Press the sign to the left of the page’s address, allow notifications for this site and reload the page. Look at the notification settings of the device too.',
    'cannot.title': 'This browser cannot show notifications',
    cannot:
      'Open REGISO in a recent Chrome, Firefox, Edge or Safari at its protected address (https), not in a private window. On an iPhone or iPad add REGISO to the Home Screen first and open it from there.',
    failed:
      'It could not be switched on: permission was not given, or the browser’s notification service does not answer. Check the connection and try again.',
    list: 'Devices on which notices are shown',
    none: 'No devices yet.',
    this: 'This device',
    since: 'Since {{since}}',
    remove: 'Remove',
    'remove.of': 'Remove {{name}}, since {{since}}',
    added: 'Notices will be shown on this device',
    removed: 'Nothing will be shown on the device any more',
  },
});
