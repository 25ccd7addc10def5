import { ProblemError } from '@regiso/core';

/** 409 of its own code: somebody else has written meanwhile, and the page shows both. */
export const changedMeanwhile = (detail: string) =>
  new ProblemError({
    status: 409,
    code: 'changed-meanwhile',
    title: { ru: 'Это уже изменили', en: 'Somebody has changed it meanwhile' },
    detail,
  });
