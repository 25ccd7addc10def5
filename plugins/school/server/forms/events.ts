import type { AuditEvents } from '@regiso/core';

export const formEvents: AuditEvents = {
  'school.form-frozen': {
    means: 'A statistical form of a school was frozen as the records said it on its day',
    ru: 'Зафиксирована статистическая форма школы',
    details: ['form', 'on', 'pupils'],
  },
  'school.form-cell-read': {
    means: 'The list behind a cell of a statistical form of a school was read',
    ru: 'Прочитан список за клеткой статистической формы школы',
    reads: true,
    details: ['form', 'on', 'cell', 'rows'],
  },
  'school.form-corrected': {
    means: 'A number was written over a counted cell of a statistical form of a school',
    ru: 'Исправлена клетка статистической формы школы',
    details: ['form', 'on', 'cell', 'counted', 'value'],
  },
  'school.form-exported': {
    means: 'A statistical form of a school, or the sum of several, was saved as a file',
    ru: 'Выгружена статистическая форма школы или свод',
    reads: true,
    details: ['form', 'on', 'schools'],
  },
};
