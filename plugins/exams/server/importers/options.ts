import { z } from 'zod';
import { examPeriods, type MissingReason } from '../../shared';

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

/** Reads `*, c = скрыто; н/д = нет данных` into a table code → reason; `<5` and the like are always suppressed. */
const CodeTable = z.string().transform((text, issues) => {
  const table = new Map<string, MissingReason>();
  for (const group of text.split(';').filter((one) => one.trim())) {
    const cut = group.lastIndexOf('=');
    const reason =
      reasonWords[
        group
          .slice(cut + 1)
          .trim()
          .toLowerCase()
      ];
    if (cut < 1 || !reason) {
      issues.addIssue({
        code: 'custom',
        message: `«${group.trim()}»: напишите так: «*, c = скрыто». Причины: скрыто, нет данных, не проводился`,
      });
      return z.NEVER;
    }
    for (const code of group.slice(0, cut).split(',')) if (code.trim()) table.set(codeKey(code), reason);
  }
  return table;
});

export const codeKey = (code: string) => code.trim().toLowerCase();
const blankIsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value);

export const ExamImportOptions = z.object({
  kind: z.string().trim().default('ege').meta({
    title: 'Экзамен',
    description: 'Код вида экзамена из справочника: ege, oge, gve, e8…; действует, когда в файле нет такого столбца',
  }),
  year: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1990).max(2100).optional()).meta({
    title: 'Год',
    description: 'Когда в файле нет столбца с годом',
  }),
  period: z.enum(examPeriods).default('all').meta({
    title: 'Период',
    description: 'all — весь год, early — досрочный, main — основной, additional — дополнительный',
  }),
  missingCodes: CodeTable.prefault(shippedCodes).meta({
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
  regionCode: z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z][a-z0-9-]{1,30}$/, 'Код региона: строчные латинские буквы, цифры и дефис, например pl')
        .optional(),
    )
    .meta({ title: 'Код другого региона', description: 'Например pl; пусто — организации этого региона' }),
  regionName: z.preprocess(blankIsAbsent, z.string().trim().max(120).optional()).meta({
    title: 'Название другого региона',
    description: 'Например «Польша»; части региона из столбца «Регион» заводятся отдельно',
  }),
});
export type ExamImportOptions = z.output<typeof ExamImportOptions>;
