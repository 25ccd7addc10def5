import { ProblemError } from '../server/errors';
import { limits, megabytes } from './shared/limits';

const problems = {
  missing: (path: string) => [
    400,
    `Файл ${path} не найден: проверьте путь`,
    `File ${path} was not found: check the path`,
  ],
  empty: () => [
    400,
    'Файл пуст: выберите файл, в котором есть строки с данными',
    'The file is empty: choose one that has rows',
  ],
  'no-rows': () => [
    400,
    'В файле только заголовки, строк с данными нет: добавьте строки и отправьте снова',
    'The file has headings only: add rows and send it again',
  ],
  binary: () => [
    400,
    'Это не таблица: файл не похож ни на CSV, ни на XLSX. Сохраните таблицу как «Книга Excel (.xlsx)» или «CSV UTF-8»',
    'This is no table: save it as .xlsx or as CSV UTF-8',
  ],
  'old-excel': () => [
    400,
    'Это книга старого Excel (.xls). Откройте её и сохраните как «Книга Excel (.xlsx)»',
    'This is an old .xls workbook: open it and save it as .xlsx',
  ],
  'wrong-encoding': () => [
    400,
    'Не удалось понять кодировку: часть букв не читается. Сохраните файл как «CSV UTF-8» и отправьте снова',
    'The encoding could not be recognised: save the file as CSV UTF-8',
  ],
  'lost-letters': () => [
    400,
    'Буквы в заголовках испорчены ещё при сохранении файла. Сохраните исходную таблицу как «CSV UTF-8» или .xlsx',
    'Letters of the headings were lost when the file was saved: save the original as CSV UTF-8 or .xlsx',
  ],
  'too-large': (limit: string) => [
    413,
    `Файл больше ${limit}: разделите его на части. Команда regiso import принимает до ${megabytes(limits.file)}`,
    `The file is larger than ${limit}: split it; the command regiso import takes up to ${megabytes(limits.file)}`,
  ],
  'too-large-unpacked': (limit: string) => [
    413,
    `Распакованный файл больше ${limit}: разделите таблицу на части`,
    `Unpacked, the file is larger than ${limit}: split it`,
  ],
  'too-many-entries': (limit: string) => [
    400,
    `Внутри книги больше ${limit} частей: это не обычная таблица. Скопируйте лист в новую книгу и сохраните`,
    `The workbook has more than ${limit} parts: copy the sheet into a new workbook`,
  ],
  truncated: () => [
    400,
    'Файл обрывается на середине: архив скопирован не полностью. Скачайте или сохраните его заново',
    'The file breaks off: download or save it again',
  ],
  damaged: () => [
    400,
    'Книга повреждена и не открывается. Откройте её в Excel, сохраните заново и отправьте снова',
    'The workbook is damaged: save it again',
  ],
  'not-a-workbook': () => [
    400,
    'Это архив zip, но не книга Excel. Достаньте из него таблицу и отправьте её',
    'This is a zip archive, not a workbook: take the table out of it',
  ],
  protected: () => [
    400,
    'Книга защищена паролем: снимите пароль и сохраните её снова',
    'The workbook has a password: remove it',
  ],
  'open-quote': (line: string) => [
    400,
    `Кавычка в строке ${line} открыта и не закрыта: закройте её или удалите`,
    `A quote opened in row ${line} is never closed`,
  ],
  'row-too-long': (line: string) => [
    400,
    `Строка ${line} длиннее мегабайта: похоже, потеряна кавычка или разделитель строк`,
    `Row ${line} is longer than a megabyte: a quote or a line end seems to be lost`,
  ],
  'too-many-rows': (limit: string) => [
    400,
    `В файле больше ${limit} строк: разделите его на части`,
    `The file has more than ${limit} rows: split it`,
  ],
  'column-twice': (what: string) => [
    400,
    `Столбец ${what} стоит в файле дважды: оставьте один`,
    `The column ${what} stands twice: keep one`,
  ],
  'column-missing': (what: string) => [
    400,
    `Нет обязательных столбцов: ${what}. Добавьте их или укажите, какие столбцы файла им соответствуют`,
    `Required columns are missing: ${what}`,
  ],
  'column-unknown': (what: string) => [
    400,
    `В файле нет столбца ${what}, указанного в соответствии: выберите другой`,
    `The mapping names the column ${what}, which the file does not have`,
  ],
  'wrong-options': (what: string) => [400, `Проверьте настройки загрузки: ${what}`, `Check the options: ${what}`],
  'disk-full': () => [
    507,
    'На диске сервера кончилось место, файл не сохранён; прежние данные целы. Освободите место и отправьте снова',
    'The disk of the server is full; nothing was saved or lost. Make room and send the file again',
  ],
  'not-saved': () => [
    500,
    'Загрузка прервана ошибкой, ничего не сохранено. Повторите; если ошибка останется, передайте её номер в поддержку',
    'The import was stopped by an error, nothing was saved. Try again',
  ],
} as const satisfies Record<string, (what: string) => readonly [number, string, string]>;

export type FileProblemCode = keyof typeof problems;

/** A file that cannot be taken in as a whole: a stable code and a sentence that says what and what to do. */
export function fileProblem(code: FileProblemCode, what = ''): ProblemError {
  const [status, ru, en] = problems[code](what);
  return new ProblemError({ status, code: `file-${code}`, title: { ru, en }, detail: ru });
}
