import { ProblemError } from '../server/errors';

/** 409: what the caller saw is not what there is now, so nothing is done. */
export const changedMeanwhile = () =>
  new ProblemError({
    status: 409,
    code: 'changed-meanwhile',
    title: { ru: 'Запись уже изменили', en: 'It has been changed meanwhile' },
    detail: 'Пока вы её смотрели, запись изменил кто-то другой. Ничего не сделано: проверьте её и повторите.',
  });
