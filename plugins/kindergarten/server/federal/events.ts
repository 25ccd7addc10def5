import type { AuditEvents } from '@regiso/core';

/** What the exchange with the federal portal records. */
export const federalEvents: AuditEvents = {
  'kindergarten.federal-file-loaded': {
    means: 'A file of applications from the federal portal was taken in',
    ru: 'Принят файл заявлений с федерального портала',
    details: ['rows', 'fresh', 'unchanged', 'problems', 'sha256'],
  },
  'kindergarten.federal-row-held': {
    means: 'An application of the federal portal waits for a person, or goes back to the portal',
    ru: 'Заявление с портала ждёт решения или возвращено',
    details: ['state'],
  },
  'kindergarten.federal-row-decided': {
    means: 'A person decided who an application of the federal portal is about',
    ru: 'Решено, о ком заявление с портала',
    details: ['question', 'decision'],
  },
  'kindergarten.federal-statuses-made': {
    means: 'A file of steps was made for the federal portal',
    ru: 'Сформирован файл статусов для портала',
    details: ['after', 'until', 'rows'],
  },
  'kindergarten.federal-questions-read': {
    means: 'Applications of the federal portal that wait for a person were read',
    ru: 'Прочитаны заявления с портала, ждущие решения',
    reads: true,
    details: ['rows'],
  },
  'kindergarten.federal-file-read': {
    means: 'A file of the exchange with the federal portal was read',
    ru: 'Прочитан файл обмена с порталом',
    reads: true,
    details: ['rows'],
  },
  'kindergarten.federal-file-exported': {
    means: 'An answer or a file of statuses was saved for the federal portal',
    ru: 'Выгружен файл для федерального портала',
    reads: true,
    details: ['rows'],
  },
  'kindergarten.federal-events-read': {
    means: 'Steps of applications were read for the federal portal',
    ru: 'Прочитаны статусы для федерального портала',
    reads: true,
    details: ['after', 'rows'],
  },
};
