import { z } from 'zod';
import { innProblem, kppProblem, ogrnProblem } from './shared/check-digits';
import { features, organisationKinds, statuses, type Feature, type OrganisationKind } from './words';

const text = (longest: number) => z.string().trim().min(1, 'Не заполнено').max(longest);
const optional = (longest: number) => text(longest).nullable().optional();
const checked = (problem: (value: string) => string | undefined) =>
  z
    .string()
    .trim()
    .superRefine((value, check) => {
      const message = problem(value);
      if (message) check.addIssue({ code: 'custom', message });
    })
    .nullable()
    .optional();

const keysOf = <T extends string>(titles: Readonly<Record<T, string>>) => Object.keys(titles) as [T, ...T[]];

const fields = {
  kind: z.enum(keysOf<OrganisationKind>(organisationKinds)),
  fullName: text(1_000),
  shortName: text(500),
  municipalityId: optional(80),
  schoolType: optional(80),
  number: optional(40),
  inn: checked(innProblem),
  kpp: checked(kppProblem),
  ogrn: checked(ogrnProblem),
  oktmo: checked((value) => (/^(\d{8}|\d{11})$/.test(value) ? undefined : 'ОКТМО состоит из 8 или 11 цифр')),
  licenceNumber: optional(200),
  licenceExpires: z.iso.date('Нужна дата вида 2026-09-01').nullable().optional(),
  licenceUnlimited: z.boolean().nullable().optional(),
  accredited: z.boolean().nullable().optional(),
  address: optional(1_000),
  settlement: optional(200),
  settlementKind: z.enum(['urban', 'rural']).nullable().optional(),
  lat: z.number().min(-90).max(90).nullable().optional(),
  lon: z.number().min(-180).max(180).nullable().optional(),
  phone: optional(200),
  email: z.email('Нужен адрес вида name@example.ru').max(200).nullable().optional(),
  website: optional(300),
  parentId: z.uuid().nullable().optional(),
  features: z
    .array(z.enum(keysOf<Feature>(features)))
    .max(20)
    .optional(),
  status: z.enum(keysOf<keyof typeof statuses>(statuses)).optional(),
};

type Point = { lat?: number | null | undefined; lon?: number | null | undefined };
const pointIsWhole = ({ lat, lon }: Point) => ((lat ?? null) === null) === ((lon ?? null) === null);
const wholePoint = { message: 'Широта и долгота указываются вместе', path: ['lon'] };

type Term = { licenceUnlimited?: boolean | null | undefined; licenceExpires?: string | null | undefined };
const termIsOne = ({ licenceUnlimited, licenceExpires }: Term) => !(licenceUnlimited && licenceExpires);
const oneTerm = { message: 'Лицензия отмечена бессрочной: уберите дату', path: ['licenceExpires'] };

/** A new organisation of the home region. */
export const NewOrganisation = z.strictObject(fields).refine(pointIsWhole, wholePoint).refine(termIsOne, oneTerm);
export type NewOrganisation = z.output<typeof NewOrganisation>;

/** What is to change; fields that are not given stay. `version` is that of the card the change was made on. */
export const OrganisationChange = z
  .strictObject({ version: z.string({ error: 'Укажите version карточки, по которой сделана правка' }).max(40) })
  .extend(z.strictObject(fields).partial().shape)
  .refine((change) => Object.keys(change).length > 1, 'Нечего менять: не указано ни одного поля')
  .refine((change) => ('lat' in change || 'lon' in change ? pointIsWhole(change) : true), wholePoint)
  .refine(termIsOne, oneTerm);
export type OrganisationChange = z.output<typeof OrganisationChange>;
