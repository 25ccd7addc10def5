import { importer, offeredCards, PersonInput } from '@regiso/core';
import { z } from 'zod';
import { takePersons } from '../persons/take';
import { countCell, textCell } from './cells';

// Cells are of people: a message says what is wrong and never repeats the cell.
const isoOf = (text: string) => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text.trim()) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
};
const dayCell = z.string().transform(isoOf).pipe(z.iso.date('Нужна дата вида 01.06.2026'));
const pointsCell = countCell.transform((value, issues) => {
  if (typeof value === 'number' && value <= 1_000) return value;
  issues.addIssue({ code: 'custom', message: 'Нужно целое число баллов' });
  return z.NEVER;
});
const seriesCell = z.string().trim().max(30);
const numberCell = z.string().trim().min(4, 'Номер короче четырёх знаков').max(50);
const codeCell = z.string().transform((text, issues) => {
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{12}$/.test(digits)) return digits;
  issues.addIssue({ code: 'custom', message: 'Код регистрации — 12 цифр' });
  return z.NEVER;
});
const statuses: Readonly<Record<string, 'valid' | 'annulled'>> = {
  ...{ действителен: 'valid', действующий: 'valid', valid: 'valid' },
  ...{ аннулирован: 'annulled', annulled: 'annulled' },
};
const statusCell = z.string().transform((text, issues) => {
  const status = statuses[text.trim().toLowerCase()];
  if (status) return status;
  issues.addIssue({ code: 'custom', message: 'Состояние — «действителен» или «аннулирован»' });
  return z.NEVER;
});

const { surname, name, patronymic, snils } = PersonInput.shape;

/** Results of persons in one exam each, as the regional centre of processing gives them. */
export const personResultsImporter = importer({
  kind: 'exam-person-results',
  title: 'Результаты участников экзаменов',
  describes:
    'Одна строка — один участник, экзамен и предмет. Строки попадают в пакет дня экзамена, который утверждает другой человек; до '
    + 'этого их никто не видит. Первичный балл переводится по шкале года. Кого не нашли в системе, ждёт вашего решения. Файл '
    + 'удаляется, как только строки сохранены.',
  permission: 'exams.keep-results',
  about: 'people',
  columns: {
    surname: { title: 'Фамилия', required: true, value: surname },
    name: { title: 'Имя', required: true, value: name },
    patronymic: { title: 'Отчество', aliases: ['Отчество (при наличии)'], value: patronymic },
    birthDate: { title: 'Дата рождения', aliases: ['Родился', 'Д.р.'], required: true, value: dayCell },
    snils: { title: 'СНИЛС', aliases: ['Страховой номер'], value: snils },
    series: { title: 'Серия документа', aliases: ['Серия', 'Серия паспорта'], value: seriesCell },
    number: { title: 'Номер документа', aliases: ['Номер', 'Номер паспорта'], value: numberCell },
    registration: { title: 'Код регистрации', value: codeCell },
    kind: { title: 'Экзамен', aliases: ['Вид экзамена', 'Форма ГИА'], required: true, value: textCell },
    subject: { title: 'Предмет', aliases: ['Учебный предмет'], required: true, value: textCell },
    heldOn: { title: 'Дата экзамена', aliases: ['День экзамена'], required: true, value: dayCell },
    primary: { title: 'Первичный балл', aliases: ['Первичные баллы'], value: pointsCell },
    literacy: { title: 'Баллы за грамотность', aliases: ['ГК1–ГК4', 'Грамотность'], value: pointsCell },
    geometry: { title: 'Баллы по геометрии', aliases: ['Геометрия'], value: pointsCell },
    result: { title: 'Тестовый балл или отметка', aliases: ['Тестовый балл', 'Балл', 'Отметка'], value: pointsCell },
    status: { title: 'Состояние', aliases: ['Статус'], value: statusCell },
  },
  key: ['surname', 'name', 'patronymic', 'birthDate', 'kind', 'subject', 'heldOn'],
  matchBy: ['surname', 'name', 'patronymic', 'birthDate'],
  tells: ['surname', 'name', 'patronymic', 'birthDate', 'kind', 'subject', 'heldOn'],
  seeAlso: [
    {
      title: 'Пакеты результатов',
      titleEn: 'Batches of results',
      address: '/app/exams/batches',
      permission: 'exams.keep-results',
    },
  ],
  sample: () => [
    [
      ...['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Серия документа', 'Номер документа', 'Экзамен', 'Предмет'],
      ...['Дата экзамена', 'Первичный балл', 'Тестовый балл или отметка', 'Состояние'],
    ],
    [
      ...['Иванова', 'Мария', 'Петровна', '14.03.2008', '7125', '123456', 'ЕГЭ', 'Русский язык'],
      ...['04.06.2026', '44', '', ''],
    ],
    [
      ...['Сидоров', 'Пётр', '', '02.11.2007', '7124', '654321', 'ЕГЭ', 'Русский язык'],
      ...['04.06.2026', '', '', 'аннулирован'],
    ],
  ],
  apply: takePersons,
  candidates: ({ surname: family, name: first, patronymic: middle, birthDate, snils: digits }) =>
    offeredCards(
      { surname: family, name: first, patronymic: middle, birthDate, sex: null, snils: digits ?? null },
      null,
    ),
});
