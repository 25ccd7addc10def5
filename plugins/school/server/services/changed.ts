import { context, ProblemError } from '@regiso/core';

/** 409 of its own code: somebody else has written meanwhile, and the page shows both. */
export const changedMeanwhile = (detail: string) =>
  new ProblemError({
    status: 409,
    code: 'changed-meanwhile',
    title: { ru: 'Это уже изменили', en: 'Somebody has changed it meanwhile' },
    detail,
  });

/** An edit that waited on a device and was made by another account than the one signed in: 409, nothing is written. */
export function refuseOfAnother({ by }: { by?: string | undefined }): void {
  if (by === undefined || by === context().actor?.accountId) return;
  throw new ProblemError({
    status: 409,
    code: 'of-another-account',
    title: { ru: 'Это изменение сделано под другой учётной записью', en: 'Another account has made this change' },
    detail: 'Оно останется на устройстве и будет записано, когда войдёт тот, кто его сделал',
  });
}
