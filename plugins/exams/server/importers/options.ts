import { z } from 'zod';
import { examPeriods, type MissingReason } from '../../shared';
import { shippedKinds } from '../reference/kinds';

const reasonWords: Readonly<Record<string, MissingReason>> = {
  suppressed: 'suppressed',
  скрыто: 'suppressed',
  absent: 'absent',
  'нет данных': 'absent',
  'not-held': 'not-held',
  'не проводился': 'not-held',
};

const shippedCodes =
  '*, c, с, x, х, скрыто = скрыто; н/д, нет данных, -, –, … = нет данных; н/п, не проводился = не проводился';

export type CodeTable = ReadonlyMap<string, MissingReason>;

/** Reads `*, c = скрыто; н/д = нет данных` into a table code → reason, or says what is wrong with it. */
export function readCodes(text: string): CodeTable | { problem: string } {
  const table = new Map<string, MissingReason>();
  for (const group of text.split(/[;|\n]/).filter((one) => one.trim())) {
    const cut = group.lastIndexOf('=');
    const reason = reasonWords[codeKey(group.slice(cut + 1))];
    if (cut < 1 || !reason)
      return {
        problem: `«${group.trim()}»: напишите так: «*, c = скрыто». Причины: скрыто, нет данных, не проводился`,
      };
    for (const code of group.slice(0, cut).split(',')) if (code.trim()) table.set(codeKey(code), reason);
  }
  return table;
}

// The options are kept with the run as JSON and read again, so what comes out must be what may go in.
const CodesText = z.string().superRefine((text, issues) => {
  const read = readCodes(text);
  if ('problem' in read) issues.addIssue({ code: 'custom', message: read.problem });
});

export const codeKey = (code: string) => code.trim().toLowerCase();
const blankIsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value);

export const ExamImportOptions = z.object({
  kind: z
    .string()
    .trim()
    .default('ege')
    .meta({
      title: 'Экзамен',
      examples: shippedKinds.map(({ code }) => code),
      words: Object.fromEntries(shippedKinds.map(({ code, title }) => [code, title])),
      description: 'Код вида экзамена из справочника; действует, когда в файле нет такого столбца',
    }),
  year: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1990).max(2100).optional()).meta({
    title: 'Год',
    description: 'Когда в файле нет столбца с годом',
  }),
  period: z
    .enum(examPeriods)
    .default('all')
    .meta({
      title: 'Период',
      words: { all: 'весь год', early: 'досрочный', main: 'основной', additional: 'дополнительный' },
    }),
  missingCodes: CodesText.default(shippedCodes).meta({
    title: 'Знаки вместо чисел',
    description: 'Что в файле стоит вместо скрытого или неизвестного числа и что это значит',
  }),
  suppressedBelow: z.coerce.number().int().min(0).max(100).default(10).meta({
    title: 'Скрыто, если участников меньше',
    description: 'Пустой средний балл при меньшем числе участников считается скрытым, иначе — отсутствующим',
  }),
  createMissing: z.union([z.boolean(), z.stringbool()]).default(false).meta({
    title: 'Завести недостающие организации',
    description: 'Организации другого региона, которых нет в реестре, будут добавлены; иначе строки ждут сопоставления',
  }),
  region: z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'Нужен код вида RU-MOW или PL')
        .optional(),
    )
    .meta({ title: 'Код региона (ISO 3166)', description: 'Пусто — регион этой установки. Другой: RU-MOW, PL' }),
  regionName: z.preprocess(blankIsAbsent, z.string().min(2).max(120).optional()).meta({
    title: 'Название региона',
    description: 'Для региона, которого ещё нет; его части из столбца «Регион» заводятся отдельно',
  }),
  source: z
    .string()
    .max(300)
    .default('Загружено из файла')
    .meta({ title: 'Источник', description: 'Откуда взят файл' }),
  attribution: z.preprocess(blankIsAbsent, z.string().max(300).optional()).meta({
    title: 'Указание авторства',
    description: 'Показывается рядом с заведёнными организациями, если этого требует лицензия',
  }),
});
export type ExamImportOptions = z.output<typeof ExamImportOptions>;
