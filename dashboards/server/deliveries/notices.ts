import type { Notice } from '@regiso/core';

export const deliveryNotice: Notice = {
  id: 'dashboards.delivery',
  title: 'Показатели по подписке',
  titleEn: 'Figures you are sent by schedule',
  text: 'Панель показателей, которую вам присылают по расписанию. Показано то, что открыто вам на день отправки. Отписаться можно на странице рассылок, после входа.',
  textEn:
    'A dashboard that is sent to you by a schedule, with what was open to you on that day. You can unsubscribe on the page of deliveries, after signing in.',
};

export const deliveryTroubleNotice: Notice = {
  id: 'dashboards.delivery-trouble',
  title: 'Рассылка ушла не всем',
  titleEn: 'A delivery did not reach everybody',
  text: 'Кому и почему панель не отправлена, написано на странице рассылок.',
  textEn: 'The page of deliveries says to whom a dashboard was not sent, and why.',
};

export const deliveryEndsNotice: Notice = {
  id: 'dashboards.delivery-ends',
  title: 'Рассылка заканчивается',
  titleEn: 'A delivery is about to end',
  text: 'Продлите рассылку панели, если она ещё нужна.',
  textEn: 'Prolong the delivery of a dashboard if it is still wanted.',
};

export const deliveryNotices = [deliveryNotice, deliveryTroubleNotice, deliveryEndsNotice];
