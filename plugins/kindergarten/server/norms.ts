import { z } from 'zod';
import { reference } from '@regiso/core';

const mem = (value: number, act: string, clause?: string) => ({
  value,
  act,
  ...(clause && { clause }),
  validFrom: '2021-01-01',
  verified: false,
});

const sanitary = 'СП 2.4.3648-20';
const order236 = 'Приказ Минпросвещения России от 15.05.2020 № 236';

const order373 = 'Приказ Минпросвещения России от 31.07.2020 № 373';

/** Numbers of the law about groups and terms; none of them has been checked against the act by a person yet. */
export const norms = reference({
  id: 'kindergarten.norms',
  title: 'Нормы и сроки детских садов',
  titleEn: 'Norms and terms of kindergartens',
  codes: {
    'area-under-3': { title: 'Площадь на ребёнка до 3 лет', titleEn: 'Area a child under 3', unit: 'м²', unitEn: 'm²' },
    'area-from-3': { title: 'Площадь на ребёнка 3–7 лет', titleEn: 'Area a child of 3–7', unit: 'м²', unitEn: 'm²' },
    'decide-days': {
      ...{ title: 'Решение о постановке на учёт', titleEn: 'Decision on registration' },
      ...{ unit: 'раб. дн.', unitEn: 'working days' },
    },
    'order-days': {
      ...{ title: 'Приказ о зачислении после договора', titleEn: 'Order of enrolment after the contract' },
      ...{ unit: 'раб. дн.', unitEn: 'working days' },
    },
    'privilege-warning-days': {
      ...{
        title: 'За сколько дней предупреждают об окончании льготы',
        titleEn: 'Days before a privilege ends at which families are told',
      },
      ...{ unit: 'дн.', unitEn: 'days' },
    },
    'meals-hour': {
      title: 'Час, к которому считают питание',
      titleEn: 'Hour by which meals are counted',
      unit: 'ч',
      unitEn: 'h',
    },
    'school-months': {
      title: 'Возраст, с которого ребёнка без места вносят в список для школы',
      titleEn: 'Age from which a child without a place is listed for school',
      unit: 'мес.',
      unitEn: 'months',
    },
    'combined-under-3-children': {
      ...{ title: 'Детей в комбинированной группе до 3 лет', titleEn: 'Children in a combined group under 3' },
      ...{ unit: 'чел.', unitEn: 'children' },
    },
    'combined-under-3-special': {
      ...{ title: 'Из них с ОВЗ, до 3 лет', titleEn: 'Of them with special needs, under 3' },
      ...{ unit: 'чел.', unitEn: 'children' },
    },
    'combined-from-3-children': {
      ...{ title: 'Детей в комбинированной группе 3–7 лет', titleEn: 'Children in a combined group of 3–7' },
      ...{ unit: 'чел.', unitEn: 'children' },
    },
    'combined-from-3-special': {
      ...{ title: 'Из них с ОВЗ, 3–7 лет', titleEn: 'Of them with special needs, 3–7' },
      ...{ unit: 'чел.', unitEn: 'children' },
    },
    'last-age': {
      title: 'Возраст, с которого заявление снимают с учёта',
      titleEn: 'Age at which a child leaves the register',
      unit: 'лет',
      unitEn: 'years',
    },
  },
  schema: z.number().positive().max(100),
  rows: [
    { code: 'area-under-3', ...mem(2.5, sanitary, '3.1.1') },
    { code: 'area-from-3', ...mem(2, sanitary, '3.1.1') },
    { code: 'decide-days', ...mem(10, 'Региональные регламенты; срок — параметр') },
    { code: 'order-days', ...mem(3, order236) },
    { code: 'privilege-warning-days', ...mem(30, 'Локальный порядок муниципалитета; срок — параметр') },
    { code: 'meals-hour', ...mem(9, 'Локальный порядок детского сада; час — параметр') },
    { code: 'school-months', ...mem(78, 'Федеральный закон от 29.12.2012 № 273-ФЗ', 'ст. 67 ч. 1') },
    { code: 'combined-under-3-children', ...mem(10, order373, 'п. 13') },
    { code: 'combined-under-3-special', ...mem(3, order373, 'п. 13') },
    { code: 'combined-from-3-children', ...mem(17, order373, 'п. 13') },
    { code: 'combined-from-3-special', ...mem(5, order373, 'п. 13') },
    { code: 'last-age', ...mem(8, order236) },
  ],
});

/** What the act of a municipality decides. */
export const MunicipalRules = z.strictObject({
  strategy: z.enum(['deferred-acceptance', 'serial-order']),
  keys: z.array(z.enum(['class', 'sibling', 'filed'])).min(1),
  /** Calendar days in which a family answers an offer. */
  answerDays: z.int().min(1).max(60),
  /** Calendar days in which the documents are brought after the family has agreed. */
  documentsDays: z.int().min(1).max(90),
  /** Whether the time of filing stays after a refused offer, a pause, a move from another municipality. */
  declineKeepsTime: z.boolean(),
  pauseKeepsTime: z.boolean(),
  moveKeepsTime: z.boolean(),
});
export type MunicipalRules = z.infer<typeof MunicipalRules>;

export const defaultRules: MunicipalRules = {
  strategy: 'deferred-acceptance',
  keys: ['class', 'sibling', 'filed'],
  answerDays: 10,
  documentsDays: 15,
  declineKeepsTime: true,
  pauseKeepsTime: true,
  moveKeepsTime: true,
};
