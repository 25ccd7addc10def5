import { formBook } from '@regiso/core';
import type { SchoolForm } from '../../shared';
import { spokenDay } from '../services/workbook';

/** The form of a school or the sum of several as a workbook. */
export function workbookOf(form: SchoolForm, municipality: string | undefined): Promise<Buffer> {
  const { day, schools, organisation, frozenAt, unknown, against } = form;
  const counted = schools.filter((one) => one.isFrozen && (!municipality || one.municipality === municipality));
  const whose = organisation
    ? schools.find(({ id }) => id === organisation)?.name
    : `Свод зафиксированных форм, школ: ${counted.length}`;
  const state = frozenAt ? `Зафиксирована ${spokenDay(frozenAt.slice(0, 10))}` : 'Черновик, ещё не зафиксирована';
  return formBook(
    form,
    {
      title: 'Форма № ОО-1',
      about: [
        ['Школа', whose ?? ''],
        ['На день', spokenDay(day)],
        ...(organisation ? [['Состояние', state] as const] : []),
        ['Не указана дата рождения', unknown.birthDate],
        ['Не указан пол', unknown.sex],
        ['Не указано гражданство', unknown.citizenship],
      ],
    },
    organisation
      ? {
          'Межформенные контроли': [
            ['Что сверяется', 'В форме', 'В другом источнике'],
            ...against.map(({ title, form: own, source }) => [title, own, source]),
          ],
        }
      : {},
  );
}
