import { todayHere } from '@regiso/core';
import type { Lesson } from './lessons';
import { tellGuardians } from './tell-guardians';

/** Tells who stands for a pupil of the first lesson missed today, once a day however many lessons follow (PAR-16). */
export async function tellFamily(lesson: Lesson, personId: string): Promise<void> {
  const { day } = lesson;
  if (day !== todayHere()) return;
  await tellGuardians(lesson, personId, ({ name, title, titleEn }) => ({
    kind: 'school.absence',
    title: `${name}: нет на уроке «${title}»`,
    titleEn: `${name} is not at the lesson of ${titleEn}`,
    text: 'Если вы знаете причину, сообщите классному руководителю. О других уроках этого дня писать не будем.',
    textEn: 'If you know the reason, tell the class teacher. Other lessons of this day bring no further notices.',
    once: `school.absence/${personId}/${day}`,
  }));
}
