import { defineTexts } from '../texts/define-texts';

/** Words about pages that are shown from what this device keeps. */
export const keptTexts = defineTexts('kept', {
  ru: {
    title: 'Без сети: данные на {{at}}',
    renewed: 'Всё обновится само, когда появится связь.',
    foreign: 'Чужой компьютер',
    'foreign.what': 'Ничего не хранить на нём для работы без сети',
    left: 'Вы вышли. Данных на устройстве нет',
    'left.what':
      'Связи с сервером нет: вход закроется сам, как только она появится. Если уходите раньше, закройте браузер.',
  },
  en: {
    title: 'No network: data as of {{at}}',
    renewed: 'All is renewed by itself when the connection is back.',
    foreign: 'Somebody else’s computer',
    'foreign.what': 'Keep nothing on it to work without a network',
    left: 'You have left. No data is on this device',
    'left.what':
      'There is no connection to the server: the sign-in ends by itself as soon as it is back. If you go before that, close the browser.',
  },
});
