import { z } from 'zod';
import { subsystems } from '../server/subsystem';

export const Subsystem = z.enum(subsystems);
const statuses = ['draft', 'upcoming', 'active', 'expiring', 'read-only', 'ended', 'suspended', 'none'] as const;
export const Status = z.enum(statuses);

/** Days before the end at which everybody concerned is warned. */
export const warnDays = [60, 30, 7] as const;

const text = (longest: number) => z.string().trim().min(1, 'Заполните поле').max(longest);
const day = z.iso.date('Нужна дата');

/** What an agreement says; the term is checked against the day of signing. */
export const AgreementInput = z
  .strictObject({
    number: text(60),
    signedOn: day,
    startsOn: day,
    endsOn: day.nullable().default(null),
    readOnlyDays: z.int().min(0).max(366).default(30),
    subsystems: z.array(Subsystem).min(1, 'Выберите хотя бы одну подсистему').max(5),
    dataScope: text(500),
    ground: text(500),
    signedByOperator: text(200),
    signedByParticipant: text(200),
    fileSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'Нужны 64 знака SHA-256')
      .nullable()
      .default(null),
  })
  .refine(({ signedOn, startsOn }) => startsOn >= signedOn, {
    path: ['startsOn'],
    message: 'Соглашение не действует раньше подписания',
  })
  .refine(({ startsOn, endsOn }) => !endsOn || endsOn >= startsOn, {
    path: ['endsOn'],
    message: 'Конец раньше начала',
  });
export type AgreementInput = z.infer<typeof AgreementInput>;

/** An organisation of the register, or an authority that is not in it. */
export const ParticipantInput = z.union([
  z.strictObject({ organisationId: z.uuid() }),
  z.strictObject({
    name: text(300),
    municipalityId: z.string().max(80).nullable().default(null),
    inn: z
      .string()
      .regex(/^(\d{10}|\d{12})$/, 'ИНН — 10 или 12 цифр')
      .nullable()
      .default(null),
  }),
]);
export type ParticipantInput = z.infer<typeof ParticipantInput>;

export const AgreementView = z.object({
  id: z.string(),
  number: z.string(),
  signedOn: z.string(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  readOnlyDays: z.int(),
  subsystems: z.array(z.string()),
  dataScope: z.string(),
  ground: z.string(),
  signedByOperator: z.string(),
  signedByParticipant: z.string(),
  fileSha256: z.string().nullable(),
  /** The signed file itself is kept here. */
  hasFile: z.boolean(),
  status: Status,
  /** Days until the end; negative after it. */
  daysLeft: z.int().nullable(),
  /** All that it connects goes on by a signed successor. */
  isContinued: z.boolean(),
  endReason: z.string().nullable(),
  version: z.int(),
});
export type AgreementView = z.infer<typeof AgreementView>;

const Place = z.object({ id: z.string(), name: z.string() }).nullable();

export const ParticipantRow = z.object({
  id: z.string(),
  kind: z.enum(['organisation', 'authority']),
  name: z.string(),
  organisationId: z.string().nullable(),
  organisationKind: z.string().nullable(),
  municipality: Place,
  status: Status,
  subsystems: z.array(z.string()),
  endsOn: z.string().nullable(),
  agreementNumber: z.string().nullable(),
  version: z.int(),
  /** Signed agreements of which the signed file is not kept here. */
  withoutFile: z.int(),
});

export const ParticipantView = ParticipantRow.extend({
  inn: z.string().nullable(),
  agreements: z.array(AgreementView),
  suspensions: z.array(
    z.object({
      reason: z.string(),
      suspendedAt: z.string(),
      liftedAt: z.string().nullable(),
      liftReason: z.string().nullable(),
    }),
  ),
});
