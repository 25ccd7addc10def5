import type { AuditEvents } from '@regiso/core';

/** What is recorded of archives of journals. */
export const archiveEvents: AuditEvents = {
  'school.archive-ordered': {
    means: 'Somebody asked for the archive of a journal, of a class or of a year',
    ru: 'Заказан архив журналов',
    details: ['number', 'scope', 'journals'],
  },
  'school.archive-made': {
    means: 'A journal was looked at for the archive: it got a new version, or nothing had changed since the last',
    ru: 'Журнал взят в архив: новая версия или без изменений',
    details: ['order', 'number', 'version', 'sha256', 'isNew'],
  },
  'school.archive-skipped': {
    means: 'A journal could not be taken into the archive; the others were gone on with',
    ru: 'Журнал не удалось взять в архив',
    details: ['order'],
  },
  'school.archive-ended': {
    means: 'The archive that was asked for is ready, or could not be made',
    ru: 'Архив журналов готов или не получился',
    details: ['number', 'state', 'made', 'skipped'],
  },
  'school.archive-cancelled': {
    means: 'The making of an archive was stopped; what was made stays',
    ru: 'Составление архива журналов остановлено',
    details: ['number'],
  },
  'school.archive-downloaded': {
    means: 'The archive of journals was taken as a file',
    ru: 'Скачан архив журналов',
    reads: true,
    details: ['number', 'archives'],
  },
};
