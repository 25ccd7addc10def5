import type { AuditEvents } from '@regiso/core';
import { federalEvents } from './federal/events';
import { privilegeEvents } from './privilege-events';

export const events: AuditEvents = {
  'kindergarten.reference-loaded': {
    means: 'Shipped categories of privileges and default rules were added',
    ru: 'Добавлены льготы и правила из поставки',
    details: ['categories', 'rules'],
  },
  'kindergarten.application-drafted': { means: 'A draft of an application was made', ru: 'Создан черновик заявления' },
  'kindergarten.application-sent': {
    means: 'An application was received',
    ru: 'Заявление получено',
    details: ['number', 'origin'],
  },
  'kindergarten.application-read': { means: 'An application was read', ru: 'Заявление прочитано', reads: true },
  'kindergarten.register-read': {
    means: 'A page of the register of applications was read',
    ru: 'Прочитана страница реестра заявлений',
    reads: true,
    details: ['rows'],
  },
  'kindergarten.family-changed': {
    means: 'Who of the family sees an application has changed with its guardians or their accounts',
    ru: 'Изменилось, кто из семьи видит заявление',
    details: ['added', 'removed'],
  },
  'kindergarten.wishes-changed': { means: 'What a family wishes was changed', ru: 'Изменены пожелания в заявлении' },
  'kindergarten.status-changed': {
    means: 'An application took a step',
    ru: 'Изменено состояние заявления',
    details: ['from', 'to', 'ground'],
  },
  ...privilegeEvents,
  'kindergarten.group-added': {
    means: 'A group was opened or planned',
    ru: 'Открыта или запланирована группа',
    details: ['capacity', 'schoolYear'],
  },
  'kindergarten.plan-saved': {
    means: 'The groups of the year to come were drafted, or handed to the municipality',
    ru: 'План групп на следующий год записан или передан муниципалитету',
    details: ['schoolYear', 'groups', 'submitted'],
  },
  'kindergarten.plan-decided': {
    means: 'The municipality approved the groups of the year to come, or gave the plan back',
    ru: 'План групп на следующий год утверждён или возвращён',
    details: ['schoolYear', 'approved', 'groups'],
  },
  'kindergarten.places-announced': {
    means: 'Free places of a group were announced or taken back',
    ru: 'Свободные места группы объявлены или сняты',
    details: ['announced'],
  },
  'kindergarten.quarantine-set': {
    means: 'Admissions to a group were paused or resumed',
    ru: 'Приём в группу приостановлен или возобновлён',
    details: ['until'],
  },
  'kindergarten.run-made': {
    means: 'A dry run of the allocation was made',
    ru: 'Сделан пробный прогон комплектования',
    details: ['strategy', 'inputSha256', 'protocolSha256', 'placed', 'unplaced', 'basedOn'],
  },
  'kindergarten.run-proposed': {
    means: 'A run was put before a second person',
    ru: 'Прогон предложен на утверждение',
    details: ['protocolSha256'],
  },
  'kindergarten.run-discarded': { means: 'A run was discarded', ru: 'Прогон отклонён' },
  'kindergarten.run-confirmed': {
    means: 'A second person confirmed a run; directions were issued',
    ru: 'Прогон утверждён, выданы направления',
    details: ['protocolSha256', 'issued'],
  },
  'kindergarten.run-read': { means: 'A protocol was read', ru: 'Прочитан протокол комплектования', reads: true },
  'kindergarten.directed-by-hand': {
    means: 'A place was given outside any run, by an order',
    ru: 'Место дано вне комплектования, по приказу',
    details: ['group'],
  },
  'kindergarten.application-moved': {
    means: 'An application went on in another municipality',
    ru: 'Заявление перешло в другой муниципалитет',
    details: ['from', 'to', 'isKept'],
  },
  'kindergarten.rings-searched': {
    means: 'Rings of exchange were looked for',
    ru: 'Найдены обмены местами',
    details: ['found'],
  },
  'kindergarten.ring-offered': {
    means: 'An exchange of places was offered to all of its families',
    ru: 'Обмен местами предложен семьям',
    details: ['families', 'inputSha256', 'answerBy'],
  },
  'kindergarten.ring-agreed': {
    means: 'A family agreed to its part of an exchange',
    ru: 'Семья согласилась на обмен местами',
    details: ['ring', 'waiting'],
  },
  'kindergarten.ring-broken': {
    means: 'An exchange came to nothing: everybody went back to the queue',
    ru: 'Обмен местами не состоялся',
    details: ['ground'],
  },
  'kindergarten.ring-done': {
    means: 'An exchange was carried out by one order',
    ru: 'Обмен местами проведён',
    details: ['order', 'families', 'startsOn'],
  },
  'kindergarten.rings-read': {
    means: 'The list of exchanges was read',
    ru: 'Прочитан список обменов',
    reads: true,
    details: ['rows'],
  },
  ...federalEvents,
  'kindergarten.documents-taken': {
    means: 'Originals were checked and a contract signed',
    ru: 'Проверены документы, заключён договор',
    details: ['documents', 'orderBy'],
  },
  'kindergarten.child-enrolled': {
    means: 'A child was enrolled by an order',
    ru: 'Ребёнок зачислен приказом',
    details: ['order', 'group', 'today'],
  },
  'kindergarten.order-printed': {
    means: 'An order of enrolment or its extract was issued as a paper',
    ru: 'Напечатан приказ о зачислении или выписка из него',
    details: ['kind', 'order', 'children'],
  },
  'kindergarten.children-read': {
    means: 'A list of directed or attending children was read',
    ru: 'Прочитан список детей',
    reads: true,
    details: ['rows'],
  },
  'kindergarten.children-transferred': {
    means: 'Children were moved to another group by one act',
    ru: 'Дети переведены в другую группу',
    details: ['act', 'children', 'from', 'outOfAge'],
  },
  'kindergarten.child-transferred': {
    means: 'A child was moved to another group',
    ru: 'Ребёнок переведён в другую группу',
    details: ['act', 'group', 'from'],
  },
  'kindergarten.children-released': {
    means: 'Children were let go by one act',
    ru: 'Дети отчислены',
    details: ['act', 'children', 'on', 'ground'],
  },
  'kindergarten.child-released': {
    means: 'A child was let go',
    ru: 'Ребёнок отчислен',
    details: ['act', 'on', 'ground'],
  },
  'kindergarten.act-undone': {
    means: 'A transfer or a release was taken back as a whole',
    ru: 'Перевод или отчисление отменены целиком',
    details: ['act', 'kind', 'children'],
  },
  'kindergarten.attendance-marked': {
    means: 'A day of a group was marked',
    ru: 'Отмечено посещение группы за день',
    details: ['day', 'present', 'absent'],
  },
  'kindergarten.month-closed': {
    means: 'A month of attendance was closed',
    ru: 'Закрыт месяц табеля',
    details: ['month'],
  },
  'kindergarten.month-exported': {
    means: 'A month of a group was saved as a file',
    ru: 'Выгружен табель группы',
    reads: true,
    details: ['month', 'rows'],
  },
  'kindergarten.form-cell-read': {
    means: 'The list behind a cell of a statistical form was read',
    ru: 'Прочитан список за клеткой статистической формы',
    reads: true,
    details: ['rows', 'cell', 'on'],
  },
  'kindergarten.form-corrected': {
    means: 'A number was written over a counted cell of a statistical form',
    ru: 'Исправлена клетка статистической формы',
    details: ['on', 'cell', 'counted', 'value'],
  },
  'kindergarten.form-exported': {
    means: 'A statistical form was saved as a file',
    ru: 'Выгружена статистическая форма',
    reads: true,
    details: ['on', 'rows'],
  },
  'kindergarten.month-reported': {
    means: 'A month of a kindergarten was reported to its founder',
    ru: 'Сформирован отчёт детского сада за месяц',
    details: ['month', 'version', 'sha256'],
  },
  'kindergarten.month-report-exported': {
    means: 'A report of a month was saved as a file',
    ru: 'Выгружен отчёт детского сада за месяц',
    reads: true,
    details: ['month', 'version'],
  },
  'kindergarten.queue-report-exported': {
    means: 'The report of the queue was saved as a file',
    ru: 'Выгружен отчёт об очереди',
    reads: true,
    details: ['on'],
  },
  'kindergarten.case-log-exported': {
    means: 'The events of an application were saved as a file',
    ru: 'Выгружен журнал событий заявления',
    reads: true,
    details: ['document', 'sha256'],
  },
  'kindergarten.absence-announced': {
    means: 'A family told of an absence',
    ru: 'Семья сообщила об отсутствии',
    details: ['from', 'to', 'days'],
  },
  'kindergarten.absences-read': {
    means: 'A family looked at the absences of its child',
    ru: 'Семья посмотрела отсутствия ребёнка',
    reads: true,
  },
  'kindergarten.absence-withdrawn': {
    means: 'A family took an absence back',
    ru: 'Семья отменила отсутствие',
    details: ['days'],
  },
  'kindergarten.demo-loaded': {
    means: 'A demo queue was written',
    ru: 'Создана демонстрационная очередь',
    details: ['groups', 'applications', 'pupils', 'marks'],
  },
  'kindergarten.queue-kept': {
    means: 'The nightly care of the queue: terms over, entries that changed, families reminded',
    ru: 'Ночной пересчёт очереди: истёкшие сроки, изменённые записи, напоминания семьям',
    details: ['families', 'overdue', 'archived', 'expired', 'changed', 'reminded', 'opened'],
  },
};
