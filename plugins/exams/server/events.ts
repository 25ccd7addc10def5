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
  'exams.result-revised': {
    means: 'A result got a new version; the former one is kept with its ground',
    ru: 'Результат экзамена изменён, прежнее значение сохранено',
    details: ['revision', 'status'],
  },
  'exams.appeal-filed': {
    means: 'An appeal about a result was filed, by the family or on paper',
    ru: 'Подана апелляция по экзамену',
    details: ['kind', 'origin', 'decideBy'],
  },
  'exams.appeal-withdrawn': {
    means: 'An appeal was withdrawn before the commission began',
    ru: 'Апелляция отозвана заявителем',
  },
  'exams.appeal-taken': {
    means: 'The commission began to look at an appeal',
    ru: 'Апелляция принята к рассмотрению',
  },
  'exams.appeal-decided': {
    means: 'The decision of the commission about an appeal was entered',
    ru: 'Внесено решение по апелляции',
    details: ['state'],
  },
  'exams.appeals-read': {
    means: 'Appeals were read by the commission',
    ru: 'Комиссия посмотрела апелляции',
    reads: true,
    details: ['appeals'],
  },
  'exams.annulment-proposed': {
    means: 'It was proposed to annul a result, or to give one back, by a decision of the commission',
    ru: 'Внесено решение об аннулировании или восстановлении результата',
    details: ['action'],
  },
  'exams.annulment-decided': {
    means: 'A second person confirmed or refused what was proposed about a result',
    ru: 'Решение о результате подтверждено или отклонено вторым человеком',
    details: ['action', 'state'],
  },
  'exams.person-results-read': {
    means: 'Results of persons were read by whoever keeps results',
    ru: 'Результаты участников просмотрены по службе',
    reads: true,
    details: ['results'],
  },
  'exams.school-results-read': {
    means: 'A school read the published results of its pupils',
    ru: 'Школа посмотрела результаты своих учеников',
    reads: true,
    details: ['results'],
  },
  'exams.school-results-exported': {
    means: 'A school took the published results of its pupils as a workbook',
    ru: 'Школа выгрузила результаты своих учеников',
    reads: true,
    details: ['results'],
  },
};
