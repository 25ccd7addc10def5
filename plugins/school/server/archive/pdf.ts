import { demoWords, homeRegion, printReport, type DocumentPiece } from '@regiso/core';
import { spokenDay } from '../services/workbook';
import type { JournalContents } from './contents';
import { briefName, centred, gridPages, headCell, thin } from './grid';
import { journalTitle } from './words';

/** Which archive it is: stands at the foot of every page. */
export type Stamp = {
  number: number;
  version: number;
  madeAt: Date;
  who: string | null;
  reason: string;
  sha256: string;
  isDemo: boolean;
};

/** «28.11.2026, 23:10» in the time of the region. */
const spokenInstant = (at: Date) =>
  new Intl.DateTimeFormat('ru', { dateStyle: 'short', timeStyle: 'short', timeZone: homeRegion().timeZone }).format(at);

/** The archive of a journal as one document to be kept and printed: A4 lying down. */
export function printArchive(contents: JournalContents, stamp: Stamp): Promise<Buffer> {
  const made = spokenInstant(stamp.madeAt);
  return printReport({
    title: `Журнал: ${journalTitle(contents)}`,
    language: 'ru',
    content: [
      ...titlePage(contents, stamp),
      ...pupilsPage(contents),
      ...gridPages(contents),
      ...resultsPage(contents),
      ...registerPages(contents),
      ...remarksPages(contents),
      ...changesPages(contents),
    ],
    notes: [
      `Архив № ${stamp.number}, версия ${stamp.version}`,
      `составлен ${made}`,
      `SHA-256 содержания ${stamp.sha256}`,
      ...(stamp.isDemo ? [demoWords] : []),
    ],
  });
}

const heading = (text: string, isNewPage = true) => ({
  text,
  style: 'heading',
  headlineLevel: 1,
  ...(isNewPage && { pageBreak: 'before', margin: [0, 0, 0, 6] }),
});

const plain = (heads: readonly string[], widths: readonly (number | string)[], rows: readonly unknown[][]) => ({
  fontSize: 8,
  layout: thin,
  table: { headerRows: 1, widths, body: [heads.map((text) => headCell(text)), ...rows] },
});

function titlePage(
  contents: JournalContents,
  { number, version, madeAt, who, reason, sha256 }: Stamp,
): DocumentPiece[] {
  const lines: [string, string][] = [
    ['Организация', contents.organisation],
    ['Учебный год', contents.year],
    ['Класс', contents.class + (contents.classTeacher ? `, классный руководитель ${contents.classTeacher}` : '')],
    ['Предмет', contents.subject + (contents.subgroup === null ? '' : `, группа ${contents.subgroup}`)],
    ['Учитель', contents.teacher ?? 'не назначен'],
    ...contents.formerTeachers.map(({ name, days }): [string, string] => [
      'Вели раньше',
      `${name}: ${[...new Set([days[0] ?? '', days.at(-1) ?? ''])].map(spokenDay).join(' — ')}`,
    ]),
    ...contents.substitutes.map(({ name, days }): [string, string] => [
      'Замещали',
      `${name}: ${days.map(spokenDay).join(', ')}`,
    ]),
    ['Архив', `№ ${number}, версия ${version}, составлен ${spokenInstant(madeAt)}${who ? `, ${who}` : ''}`],
    ['Основание', reason],
    ['SHA-256 содержания', sha256],
  ];
  const letters = contents.legend.map(({ letter, title }) => `${letter} — ${title.toLowerCase()}`).join('; ');
  const group = contents.subgroup === null ? '' : ' и он тогда был в группе';
  const signed = (post: string) => `${post} ____________________ / ____________________ /`;
  return [
    {
      layout: 'noBorders',
      table: { widths: [130, '*'], body: lines.map(([name, text]) => [{ text: name, style: 'quiet' }, text]) },
    },
    heading('Обозначения', false),
    `${letters}; 2–5 — отметки, через черту — две отметки за урок; * — работа сдана позже; н/а — не аттестован. `
      + `Число после буквы — минуты опоздания. Пустая клетка — ученик был на уроке, если посещаемость отмечена${group}; серая — в этот день не учился в классе. `
      + '«н/о» под номером урока — посещаемость не отмечена.',
    {
      margin: [0, 28, 0, 0],
      stack: [signed('Учитель'), signed('Заместитель директора'), signed('Директор')],
      lineHeight: 2,
    },
  ];
}

const pupilsPage = ({ pupils }: JournalContents): DocumentPiece[] => [
  heading('Список учеников'),
  plain(
    ['№', 'Фамилия, имя, отчество', 'В классе с', 'Выбыл'],
    [18, '*', 70, 70],
    pupils.map(({ name, from, to }, at) => [centred(String(at + 1)), name, spokenDay(from), to ? spokenDay(to) : '']),
  ),
];

const spokenAverage = (average: number | null) => (average === null ? '' : String(average).replace('.', ','));

function resultsPage({ pupils, periods, yearMarks }: JournalContents): DocumentPiece[] {
  const heads = periods.flatMap(({ title }) => [`${title}, ср.`, title]);
  return [
    heading('Итоги: средний балл и отметки за периоды и за год'),
    plain(
      ['№', 'Ученик', ...heads, 'Годовая', 'Экзамен', 'Итоговая'],
      [14, 132, ...heads.map(() => '*'), '*', '*', '*'],
      pupils.map(({ name }, at) => {
        const { year = '', exam = '', final = '' } = yearMarks[at] ?? {};
        const own = periods.flatMap(({ results }) => [
          spokenAverage(results[at]?.average ?? null),
          results[at]?.mark ?? '',
        ]);
        return [centred(String(at + 1)), briefName(name), ...[...own, year, exam, final].map((text) => centred(text))];
      }),
    ),
  ];
}

const saidOfLesson = (topic: string | null, isTaken: boolean, cancelled: string | null) =>
  cancelled === null
    ? [topic, ...(isTaken ? [] : ['(посещаемость не отмечена)'])].filter(Boolean).join(' ')
    : `Урок отменён: ${cancelled}`;

const registerPages = ({ lessons }: JournalContents): DocumentPiece[] => [
  heading('Уроки: темы и домашние задания'),
  plain(
    ['Дата', 'Урок', 'Тема', 'Виды работ', 'Домашнее задание', 'Кто провёл'],
    [50, 26, '*', 90, '*', 120],
    lessons.map(({ day, number, topic, kinds, homework, parts, teacher, isTaken, cancelled }) => [
      spokenDay(day),
      centred(String(number)),
      saidOfLesson(topic, isTaken, cancelled),
      cancelled === null ? kinds.join(' / ') : '',
      [homework, ...parts.map((text) => `Части класса: ${text}`)].filter(Boolean).join('\n'),
      cancelled === null ? (teacher ?? '') : '',
    ]),
  ),
];

const remarksPages = ({ remarks }: JournalContents): DocumentPiece[] =>
  remarks.length
    ? [
        heading('Комментарии к отметкам'),
        plain(
          ['Дата', 'Урок', 'Ученик', 'Отметка', 'Комментарий'],
          [50, 26, 180, 42, '*'],
          remarks.map(({ day, number, pupil, mark, text }) => [
            ...[spokenDay(day), centred(String(number)), pupil, centred(mark), text],
          ]),
        ),
      ]
    : [];

function changesPages({ periods, acts, changes }: JournalContents): DocumentPiece[] {
  const closed = periods.map(
    ({ title, closed: at }) => `${title}: ${at ? `закрытие ${spokenInstant(new Date(at))}` : 'закрытия не было'}`,
  );
  return [
    heading('Изменения отметок и посещаемости после закрытия периодов'),
    { text: `${closed.join('; ')}.`, margin: [0, 0, 0, 6] },
    ...acts.map(({ period, number, date, ground, until, who }) => ({
      text: `${period}: открыто по акту № ${number} от ${spokenDay(date)} до ${spokenDay(until)}: ${ground}${who ? ` (${who})` : ''}.`,
      margin: [0, 0, 0, 4],
    })),
    changes.length
      ? plain(
          ['Когда', 'Ученик', 'Что изменено', 'Было', 'Стало', 'Кто изменил', 'Основание', 'Кто разрешил'],
          [70, 110, 80, 40, 40, 90, '*', 90],
          changes.map(({ at, pupil, of, before, after, who, reason, approved }) => [
            ...[spokenInstant(new Date(at)), pupil, of, before || '—', after || '—', who ?? '', reason, approved ?? ''],
          ]),
        )
      : 'Изменений отметок и посещаемости после закрытия не было.',
  ];
}
