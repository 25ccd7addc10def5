import { formBook } from '@regiso/core';
import type { FormView } from '../../shared';

const dayText = (day: string) => day.split('-').reverse().join('.');

/** The form as a workbook: a sheet a section, then the equations and the corrections, and on top what it is and how sure. */
export function workbookOf(form: FormView): Promise<Buffer> {
  const { on, agesOn, children, groups, organisations, organisation, unknown } = form;
  const whose = organisation ? organisations.find(({ id }) => id === organisation)?.name : 'Свод по доступным садам';
  return formBook(form, {
    title: 'Форма № 85-К, черновик',
    about: [
      ['Детский сад', whose ?? ''],
      ['На день', dayText(on)],
      ['Возраст на', dayText(agesOn)],
      ['Воспитанников', children],
      ['Групп', groups],
      ['Не указана дата рождения', unknown.birthDate],
      ['Не указан пол', unknown.sex],
      ['Не указано гражданство', unknown.citizenship],
    ],
  });
}
