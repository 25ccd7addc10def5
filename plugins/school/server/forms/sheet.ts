import { formBook, todayHere } from '@regiso/core';
import type { SchoolForm } from '../../shared';
import { spokenDay } from '../services/workbook';

/** The schools whose frozen forms make a sum. */
export const countedIn = ({ schools }: SchoolForm, municipality: string | undefined) =>
  schools.filter((one) => one.isFrozen && (!municipality || one.municipality === municipality));

/** The form of a school or the sum of several as a workbook. */
export function workbookOf(form: SchoolForm, municipality: string | undefined): Promise<Buffer> {
  const { day, schools, organisation, frozenAt, unknown, against } = form;
  const whose = organisation
    ? schools.find(({ id }) => id === organisation)?.name
    : `Свод зафиксированных форм, школ: ${countedIn(form, municipality).length}`;
  const state = frozenAt
    ? `Зафиксирована ${spokenDay(todayHere(new Date(frozenAt)))}`
    : 'Черновик, ещё не зафиксирована';
  return formBook(
    form,
    {
      title: 'Форма № ОО-1',
      about: [
        ['Школа', whose ?? ''],
        ['На день', spokenDay(day)],
        ...(organisation
          ? ([
              ['Состояние', state],
              ['Не указана дата рождения', unknown.birthDate],
              ['Не указан пол', unknown.sex],
              ['Не указано гражданство', unknown.citizenship],
            ] as const)
          : []),
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
