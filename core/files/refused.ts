import { ProblemError } from '../server/errors';

const megabytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_048_576))} МБ`;

const reasons = {
  empty: () => [400, 'Файл пустой: в нём 0 байт. Выберите другой', 'The file is empty'],
  'too-large': (limit: number) => [
    413,
    `Файл больше ${megabytes(limit)}: сожмите его или разделите`,
    'The file is too large',
  ],
  'unknown-type': () => [
    415,
    'Содержимое файла не похоже ни на один из разрешённых видов. Сохраните документ в PDF и отправьте снова',
    'The content of the file is of no allowed kind',
  ],
  'wrong-ending': () => [
    415,
    'Расширение в имени файла не соответствует содержимому. Проверьте, тот ли это файл, и сохраните его заново',
    'The ending of the name does not fit the content of the file',
  ],
  'two-in-one': () => [
    415,
    'Внутри файла спрятан второй файл. Откройте документ, сохраните его заново и отправьте снова',
    'Another file hides inside the file',
  ],
  active: () => [
    415,
    'В документе есть программа (макрос или сценарий). Сохраните его без неё, лучше в PDF',
    'The document holds a program (a macro or a script)',
  ],
  damaged: () => [
    400,
    'Файл повреждён или скопирован не полностью. Откройте его, сохраните заново и отправьте снова',
    'The file is damaged or incomplete',
  ],
  protected: () => [
    400,
    'Документ защищён паролем: снимите пароль и сохраните его снова',
    'The document has a password',
  ],
  'too-many-entries': () => [
    400,
    'Внутри документа слишком много частей: сохраните его в PDF',
    'The document has too many parts',
  ],
  'too-large-unpacked': () => [413, 'Распакованный документ слишком велик', 'Unpacked, the document is too large'],
  'too-many-pixels': () => [
    413,
    'Изображение больше 100 мегапикселей: уменьшите его',
    'The image has more than 100 megapixels',
  ],
  'no-room': (limit: number) => [
    413,
    `Место для файлов кончилось: разрешено ${megabytes(limit)}. Удалите ненужные файлы или обратитесь к оператору`,
    'The room for files is used up',
  ],
  unchecked: () => [
    409,
    'Файл ещё проверяется на вирусы. Попробуйте через несколько минут',
    'The file is still being checked for viruses',
  ],
  infected: () => [
    409,
    'В файле найдена вредоносная программа: он не выдаётся. Отправьте другой файл',
    'Malware was found in the file: it is not given out',
  ],
  'not-scanned': () => [
    503,
    'Проверка на вирусы сейчас не отвечает. Файл не сохранён: отправьте его ещё раз через несколько минут',
    'The check for viruses does not answer now: send the file again in a few minutes',
  ],
} as const satisfies Record<string, (limit: number) => readonly [number, string, string]>;

export type Refusal = keyof typeof reasons;

/** Why a file is not taken or not given: a stable code `file-…` and a sentence that says what to do. */
export function refused(reason: Refusal, limit = 0): ProblemError {
  const [status, ru, en] = reasons[reason](limit);
  const problem = { status, code: `file-${reason}`, title: { ru, en } };
  return new ProblemError(problem, ['unchecked', 'not-scanned'].includes(reason) ? 60 : undefined);
}
