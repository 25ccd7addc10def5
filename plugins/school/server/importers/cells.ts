import { z } from 'zod';
import { PersonInput, todayHere } from '@regiso/core';

// Cells name people: a message says what is wrong and never repeats the cell.
const isoOf = (text: string) => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
};
const aDay = () => z.string().transform(isoOf).pipe(z.iso.date('Нужна дата вида 01.09.2026'));

const dayCell = aDay().refine((day) => day >= '1900-01-01' && day <= '2200-12-31', 'Проверьте год');
const birthCell = aDay().refine((day) => day >= '1900-01-01' && day <= todayHere(), 'Проверьте год рождения');

const sexes: Readonly<Record<string, 'male' | 'female'>> = {
  ...{ м: 'male', муж: 'male', мужской: 'male', male: 'male' },
  ...{ ж: 'female', жен: 'female', женский: 'female', female: 'female' },
};
const sexCell = z.string().transform((text, check) => {
  const sex = sexes[text.toLowerCase().replace(/\.$/, '')];
  if (sex) return sex;
  check.addIssue({ code: 'custom', message: 'Пол — «м» или «ж»' });
  return z.NEVER;
});

const latin = 'ABCEHKMOPTXY';
const cyrillic = 'АВСЕНКМОРТХУ';

/** «5 а», «5-А», «5 «А»» and «5A» with a Latin letter are 5А. */
export const classCell = z.string().transform((text, check) => {
  const [, grade, letter] = /^(\d{1,2})[\s«"'–-]*([A-Za-zА-Яа-яЁё]{1,2})[»"']?$/u.exec(text) ?? [];
  const name = (letter ?? '').toUpperCase().replace(/[A-Z]/g, (sign) => cyrillic[latin.indexOf(sign)] ?? '');
  if (grade && name) return `${Number(grade)}${name}`;
  check.addIssue({ code: 'custom', message: 'Класс — номер и литера: 5А' });
  return z.NEVER;
});

const { surname, name, patronymic, snils } = PersonInput.shape;

/** Columns by which a person is known. */
export const personColumns = {
  surname: { title: 'Фамилия', required: true, value: surname },
  name: { title: 'Имя', required: true, value: name },
  patronymic: { title: 'Отчество', aliases: ['Отчество (при наличии)'], value: patronymic },
  birthDate: { title: 'Дата рождения', aliases: ['Родился', 'Д.р.'], required: true, value: birthCell },
  sex: { title: 'Пол', value: sexCell },
  snils: { title: 'СНИЛС', aliases: ['Страховой номер'], value: snils },
} as const;

/** A day from which something holds, under this heading. */
export const fromColumn = (title: string, ...aliases: string[]) =>
  ({ title, aliases, required: true, value: dayCell }) as const;
