import { z } from 'zod';
import { reference } from '../server/reference';

const days = { unit: 'раб. дн.', unitEn: 'working days' };
// The regulation names who supports whom, not within how long: the operator puts its own order in place of these rows.
const row = (value: number) => ({
  value,
  act: 'Срок по умолчанию; утверждается регламентом поддержки Оператора (Положение о РЕГИСО, пп. 3.2, 3.3)',
  clause: '3.3',
  validFrom: '2017-09-06',
  verified: false,
});

/** Within how many working days each kind of question is answered. */
export const supportTerms = reference({
  id: 'support.terms',
  title: 'Сроки ответа поддержки',
  titleEn: 'Terms of support',
  codes: {
    fault: { title: 'Неисправность', titleEn: 'Fault', ...days },
    access: { title: 'Доступ и права', titleEn: 'Access and rights', ...days },
    howto: { title: 'Как работать в системе', titleEn: 'How to work here', ...days },
    method: { title: 'Методический вопрос', titleEn: 'Question of method', ...days },
    data: { title: 'Ошибка в данных', titleEn: 'Wrong data', ...days },
  },
  schema: z.int().min(1).max(60),
  rows: [
    { code: 'fault', ...row(1) },
    { code: 'access', ...row(1) },
    { code: 'howto', ...row(2) },
    { code: 'method', ...row(3) },
    { code: 'data', ...row(2) },
  ],
});
