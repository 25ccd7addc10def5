import type { AuditEvents } from '@regiso/core';

/** What exams record of results of persons. */
export const personEvents: AuditEvents = {
  'exams.results-taken': {
    means: 'Results of persons were taken into a draft of a batch',
    ru: 'Результаты участников внесены в черновик пакета',
    details: ['created', 'updated'],
  },
  'exams.batch-approved': {
    means: 'A second person approved a batch of results, from the moment given it may be seen',
    ru: 'Пакет результатов утверждён вторым человеком',
    details: ['results', 'visibleFrom'],
  },
  'exams.batch-rejected': {
    means: 'A draft of a batch of results was sent back',
    ru: 'Пакет результатов возвращён на исправление',
    details: ['results'],
  },
  'exams.publication-begun': {
    means: 'The publication of a batch began',
    ru: 'Началась публикация пакета результатов',
  },
  'exams.publication-paused': {
    means: 'The publication of a batch was stopped or let go on',
    ru: 'Публикация пакета результатов остановлена или продолжена',
    details: ['isPaused'],
  },
  'exams.results-read': {
    means: 'Published exam results were read by the participant or a guardian',
    ru: 'Участник или представитель посмотрел результаты экзаменов',
    reads: true,
  },
  'exams.result-looked-up': {
    means: 'Results were asked for by name and document without signing in; nothing of the question is kept',
    ru: 'Результаты экзаменов спросили по имени и документу без входа',
    reads: true,
    details: ['results'],
  },
  'exams.look-up-refused': {
    means: 'A look-up of results was refused after too many in vain',
    ru: 'Поиск результата без входа отклонён: слишком много попыток',
  },
  'exams.batch-published': {
    means: 'All results of a batch are shown',
    ru: 'Пакет результатов опубликован',
    details: ['results'],
  },
};
