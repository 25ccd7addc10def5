import type { Notice } from '@regiso/core';

export const alertRaisedNotice: Notice = {
  id: 'dashboards.alert-raised',
  title: 'Сработало ваше правило тревог',
  titleEn: 'Your rule of alerts has fired',
  text: 'Показатель вышел за условие вашего правила. Где и насколько — на странице тревог.',
  textEn: 'An indicator has met the condition of your rule. See the page of alerts for where and by how much.',
};

export const alertAssignedNotice: Notice = {
  id: 'dashboards.alert-assigned',
  title: 'Вам поручена тревога',
  titleEn: 'An alert is assigned to you',
  text: 'По показателю ждут вашего объяснения. Откройте тревогу в кабинете.',
  textEn: 'Your explanation of an indicator is awaited. Open the alert in your cabinet.',
};

export const alertExplainedNotice: Notice = {
  id: 'dashboards.alert-explained',
  title: 'Тревога объяснена',
  titleEn: 'An alert is explained',
  text: 'Получено объяснение по тревоге. Прочитайте его и закройте тревогу.',
  textEn: 'An alert has got its explanation. Read it and close the alert.',
};

export const alertClosedNotice: Notice = {
  id: 'dashboards.alert-closed',
  title: 'Тревога закрыта',
  titleEn: 'An alert is closed',
  text: 'Тревога, которую вы объясняли, закрыта.',
  textEn: 'The alert that you explained is closed.',
};

export const alertNotices = [alertRaisedNotice, alertAssignedNotice, alertExplainedNotice, alertClosedNotice];
