import { notify } from '@regiso/core';
import { accountsOfGuardians } from './tell-guardians';

/** Tells who stands for a pupil that the school has recorded the leaving, or has taken that back; it names nobody. */
export const tellLeft = async (personId: string, departure: string, isUndone = false) =>
  notify({
    accountIds: await accountsOfGuardians(personId),
    kind: 'school.pupil-left',
    title: isUndone ? 'Школа отменила запись о выбытии' : 'Школа записала выбытие ученика',
    titleEn: isUndone ? 'The school has taken a departure back' : 'The school has recorded the departure of a pupil',
    text: isUndone
      ? 'Ученик снова числится в классе.'
      : 'Дневник остаётся открыт для чтения. Если это ошибка, свяжитесь со школой.',
    textEn: isUndone
      ? 'The pupil is in the class again.'
      : 'The diary can be read on. If this is a mistake, get in touch with the school.',
    link: '/app/school/diary',
    once: `school.pupil-left/${departure}/${isUndone ? 'undone' : 'recorded'}`,
  });
