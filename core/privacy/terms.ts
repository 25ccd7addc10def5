import { z } from 'zod';
import { reference } from '../server/reference';

const law = 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»';

/** Terms of answers to data subjects and of notices about incidents. */
export const privacyTerms = reference({
  id: 'privacy.terms',
  title: 'Сроки защиты персональных данных',
  titleEn: 'Terms of personal data protection',
  codes: {
    'subject-reply': {
      title: 'Ответ на обращение субъекта персональных данных',
      titleEn: 'Answer to a data subject',
      unit: 'раб. дн.',
      unitEn: 'working days',
    },
    'incident-first': {
      title: 'Первое уведомление Роскомнадзора об инциденте',
      titleEn: 'First notice of an incident to the supervisory authority',
      unit: 'ч',
      unitEn: 'h',
    },
    'incident-result': {
      title: 'Уведомление о результатах внутреннего расследования',
      titleEn: 'Notice of the results of the investigation',
      unit: 'ч',
      unitEn: 'h',
    },
  },
  schema: z.int().min(1).max(1_000),
  rows: [
    { code: 'subject-reply', value: 10, act: law, clause: 'ст. 20', validFrom: '2022-09-01', verified: false },
    { code: 'incident-first', value: 24, act: law, clause: 'ст. 21 ч. 3.1', validFrom: '2022-09-01', verified: true },
    { code: 'incident-result', value: 72, act: law, clause: 'ст. 21 ч. 3.1', validFrom: '2022-09-01', verified: true },
  ],
});
