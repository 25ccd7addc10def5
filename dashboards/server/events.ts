import type { AuditEvents } from '@regiso/core';

/** What the audit says of boards, indicators, alerts, deliveries and exports. */
export const events: AuditEvents = {
  'dashboards.alert-assigned': {
    means: 'An alert was handed to a person',
    ru: 'Тревога поручена сотруднику',
    details: ['to'],
  },
  'dashboards.alert-closed': { means: 'An alert was closed', ru: 'Тревога закрыта' },
  'dashboards.alert-explained': { means: 'An alert was explained', ru: 'Тревога объяснена' },
  'dashboards.alert-raised': {
    means: 'A rule has found what it watches for',
    ru: 'Правило подняло тревогу',
    details: ['rule', 'period'],
  },
  'dashboards.alert-rule-changed': {
    means: 'A rule of alerts was changed',
    ru: 'Правило тревог изменено',
    details: ['indicator', 'kind'],
  },
  'dashboards.alert-rule-made': {
    means: 'A rule of alerts was made',
    ru: 'Составлено правило тревог',
    details: ['indicator', 'kind'],
  },
  'dashboards.alert-rule-resumed': { means: 'A rule of alerts goes on', ru: 'Правило тревог снова действует' },
  'dashboards.alert-rule-stopped': { means: 'A rule of alerts was stopped', ru: 'Правило тревог остановлено' },
  'dashboards.annotated': {
    means: 'What happened in a period was noted beside the figures of an indicator',
    ru: 'К показателю добавлена пометка',
    details: ['indicator', 'period'],
  },
  'dashboards.annotation-changed': {
    means: 'The words of an annotation were changed',
    ru: 'Пометка к показателю изменена',
    details: ['indicator', 'period'],
  },
  'dashboards.annotation-removed': {
    means: 'An annotation was taken away',
    ru: 'Пометка к показателю убрана',
    details: ['indicator', 'period'],
  },
  'dashboards.annotation-restored': {
    means: 'An annotation that was taken away is back',
    ru: 'Пометка к показателю возвращена',
    details: ['indicator', 'period'],
  },
  'dashboards.board-changed': {
    means: 'The tiles or the title of an own board were changed',
    ru: 'Своя панель изменена',
    details: ['tiles'],
  },
  'dashboards.board-made': {
    means: 'Somebody has put a board of their own together',
    ru: 'Составлена своя панель',
    details: ['tiles'],
  },
  'dashboards.board-removed': { means: 'An own board was taken away', ru: 'Своя панель удалена' },
  'dashboards.board-restored': {
    means: 'An own board that was taken away is back',
    ru: 'Своя панель возвращена',
  },
  'dashboards.board-shared': {
    means: 'Who else sees an own board was changed',
    ru: 'Изменено, кому видна своя панель',
    details: ['audience', 'roles'],
  },
  'dashboards.definitions-noted': {
    means: 'Definitions of indicators came with a new release',
    ru: 'С новым выпуском пришли определения показателей',
    details: ['definitions'],
  },
  'dashboards.delivery-asked': {
    means: 'A delivery is to be sent now, beside its dates',
    ru: 'Рассылка панели отправлена вручную',
  },
  'dashboards.delivery-changed': {
    means: 'The plan or the recipients of a delivery were changed',
    ru: 'Рассылка панели изменена',
    details: ['dashboard', 'every', 'recipients'],
  },
  'dashboards.delivery-dropped': {
    means: 'A letter of a delivery was not made: it is not wanted any more',
    ru: 'Письмо рассылки не составлено: получатель или рассылка убраны',
    details: ['to'],
  },
  'dashboards.delivery-failed': {
    means: 'A letter of a delivery could not be made',
    ru: 'Письмо рассылки не удалось составить',
    details: ['to', 'attempt'],
  },
  'dashboards.delivery-left': {
    means: 'A recipient wants a delivery no more',
    ru: 'Получатель отписался от рассылки панели',
  },
  'dashboards.delivery-made': {
    means: 'Somebody has a dashboard mailed by a schedule',
    ru: 'Заведена рассылка панели по почте',
    details: ['dashboard', 'every', 'recipients'],
  },
  'dashboards.delivery-mailed': {
    means: 'Figures of a dashboard were mailed to a recipient',
    ru: 'Панель показателей отправлена получателю по почте',
    details: ['to', 'dashboard', 'run'],
  },
  'dashboards.delivery-missed': {
    means: 'A date of a delivery passed: its owner may not send any more',
    ru: 'Рассылка панели пропущена: у владельца нет права',
  },
  'dashboards.delivery-opened': { means: 'A date of a delivery has come', ru: 'Наступил срок рассылки панели' },
  'dashboards.delivery-removed': { means: 'A delivery was taken away', ru: 'Рассылка панели удалена' },
  'dashboards.delivery-restored': {
    means: 'A delivery that was taken away is back',
    ru: 'Рассылка панели возвращена',
  },
  'dashboards.delivery-resumed': { means: 'A delivery goes on', ru: 'Рассылка панели снова действует' },
  'dashboards.delivery-stopped': { means: 'A delivery was stopped', ru: 'Рассылка панели остановлена' },
  'dashboards.delivery-wanted': {
    means: 'A recipient wants a delivery again',
    ru: 'Получатель снова подписан на рассылку панели',
  },
  'dashboards.delivery-withheld': {
    means: 'A recipient got nothing of a delivery, with why',
    ru: 'Получателю рассылки ничего не отправлено',
    details: ['to', 'dashboard', 'run', 'why'],
  },
  'dashboards.export-cancelled': {
    means: 'A whole table that was ordered is not to be written any more',
    ru: 'Выгрузка таблицы отменена',
    details: ['number'],
  },
  'dashboards.export-downloaded': {
    means: 'The file of a whole table was given to whoever ordered it',
    ru: 'Файл выгрузки скачан',
    reads: true,
    details: ['number', 'indicator'],
  },
  'dashboards.export-failed': {
    means: 'A whole table was not written, with why',
    ru: 'Выгрузка таблицы не сделана',
    details: ['number', 'owner', 'why'],
  },
  'dashboards.export-made': {
    means: 'A whole table of figures was written to a file',
    ru: 'Таблица показателей выгружена целиком',
    details: ['number', 'owner', 'indicator', 'rows', 'hidden', 'tick', 'bytes', 'sha256'],
  },
  'dashboards.export-ordered': {
    means: 'A whole table of figures was ordered as a file',
    ru: 'Заказана выгрузка таблицы показателей целиком',
    details: ['number', 'indicator', 'by', 'rows'],
  },
  'dashboards.exported': {
    means: 'Figures were taken out as a file',
    ru: 'Показатели выгружены файлом',
    details: ['tables'],
  },
  'dashboards.frozen': {
    means: 'A board was frozen as it was reported: its figures are kept and do not change',
    ru: 'Панель зафиксирована «как отчитались»',
    details: ['dashboard', 'reportedOn', 'tick', 'sha256'],
  },
  'dashboards.indicator-approved': {
    means: 'An indicator defined by an analyst was approved by a second person',
    ru: 'Показатель аналитика утверждён',
    details: ['number'],
  },
  'dashboards.indicator-drafted': {
    means: 'A draft of an indicator was written or changed',
    ru: 'Черновик показателя составлен или изменён',
    details: ['number'],
  },
  'dashboards.indicator-returned': {
    means: 'An indicator was returned to its author with a note',
    ru: 'Показатель возвращён на доработку',
    details: ['number'],
  },
  'dashboards.indicator-sent': {
    means: 'An indicator was handed to review',
    ru: 'Показатель отправлен на проверку',
    details: ['number'],
  },
  'dashboards.indicator-withdrawn': {
    means: 'An approved indicator was taken out of use',
    ru: 'Показатель отозван',
    details: ['number'],
  },
};
