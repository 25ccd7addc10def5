import { z } from 'zod';
import { plainName } from './normal';
import { snilsDigits, snilsProblem } from './shared/snils';
import { Day, LinkRole, Subsystem } from './words';

const namePart = z
  .string()
  .trim()
  .min(1, 'Не заполнено')
  .max(100)
  .regex(/^[\p{L}\p{M}][\p{L}\p{M}\s.'’()‐-―-]*$/u, 'Только буквы, пробел, дефис и апостроф');
const orNull = <T extends z.ZodType>(inner: T) => inner.nullable().optional();

export const Snils = z
  .string()
  .trim()
  .max(20)
  .transform(snilsDigits)
  .superRefine((digits, check) => {
    const message = snilsProblem(digits);
    if (message) check.addIssue({ code: 'custom', message });
  });

const notInFuture = (day: string) => day <= new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
export const BirthDate = Day.refine(notInFuture, 'Дата рождения ещё не наступила');

const fields = {
  surname: namePart,
  name: namePart,
  patronymic: orNull(namePart),
  birthDate: orNull(BirthDate),
  sex: orNull(z.enum(['male', 'female'])),
  snils: orNull(Snils),
  /** ISO 3166 of two letters; `none` for who has no citizenship. */
  citizenship: orNull(z.string().regex(/^([A-Z]{2}|none)$/, 'Две латинские буквы страны')),
  phone: orNull(
    z
      .string()
      .trim()
      .regex(/^\+?[\d\s()-]{5,30}$/, 'Телефон записывается цифрами'),
  ),
  email: orNull(z.email('Нужен адрес вида name@example.ru').max(200)),
  address: orNull(z.string().trim().min(1).max(500)),
};

/** Where a person belongs, from a day on. */
export const LinkInput = z.strictObject({
  organisationId: z.uuid(),
  subsystem: Subsystem,
  role: LinkRole,
  startsOn: Day,
  endsOn: orNull(Day),
});
export type LinkInput = z.output<typeof LinkInput>;

export const PersonInput = z
  .strictObject(fields)
  .refine((given) => plainName(given) !== '', { message: 'Не заполнено', path: ['surname'] });
export type PersonInput = z.output<typeof PersonInput>;

/** A new card; `despite` says that the cards which look alike were seen and are other people. */
export const NewPerson = z.strictObject({
  ...fields,
  organisation: LinkInput.optional(),
  despite: z.boolean().default(false),
});
export type NewPerson = z.output<typeof NewPerson>;

/** What is to change; fields that are not given stay. `version` is that of the card the change was made on. */
export const PersonChange = z
  .strictObject({ version: z.string({ error: 'Укажите version карточки, по которой сделана правка' }).max(40) })
  .extend(z.strictObject(fields).partial().shape)
  .refine((change) => Object.keys(change).length > 1, 'Нечего менять: не указано ни одного поля');
export type PersonChange = z.output<typeof PersonChange>;

export const fieldNames = Object.keys(fields) as (keyof typeof fields)[];
export type FieldName = keyof typeof fields;
