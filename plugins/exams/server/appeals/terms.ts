import { z } from 'zod';
import { reference } from '@regiso/core';

const days = { unit: 'раб. дн.', unitEn: 'working days' };
// The days are as schools tell them; the acts themselves were not at hand to compare, so the rows are not called verified.
const row = (value: number) => ({
  value,
  act: 'Порядки проведения ГИА-9 и ГИА-11 (приказы от 04.04.2023 № 232/551 и № 233/552)',
  validFrom: '2023-09-01',
  verified: false,
});

/** Terms of appeals on exams, in working days; 0 is the day of the exam itself. */
export const appealTerms = reference({
  id: 'exams.appeal-terms',
  title: 'Сроки апелляций по экзаменам',
  titleEn: 'Terms of appeals on exams',
  codes: {
    'marks-file': {
      title: 'Подача апелляции о несогласии с баллами после дня объявления результатов',
      titleEn: 'Filing an appeal on marks after the day on which results are announced',
      ...days,
    },
    'marks-decide': {
      title: 'Рассмотрение апелляции о несогласии с баллами',
      titleEn: 'Deciding an appeal on marks',
      ...days,
    },
    'procedure-file': {
      title: 'Подача апелляции о нарушении порядка после дня экзамена (0 — в день экзамена)',
      titleEn: 'Filing an appeal on the procedure after the day of the exam (0 is that day)',
      ...days,
    },
    'procedure-decide': {
      title: 'Рассмотрение апелляции о нарушении порядка',
      titleEn: 'Deciding an appeal on the procedure',
      ...days,
    },
  },
  schema: z.int().min(0).max(60),
  rows: [
    { code: 'marks-file', ...row(2) },
    { code: 'marks-decide', ...row(4) },
    { code: 'procedure-file', ...row(0) },
    { code: 'procedure-decide', ...row(2) },
  ],
});
