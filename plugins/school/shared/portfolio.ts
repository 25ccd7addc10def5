import { z } from 'zod';
import {
  portfolioConsent,
  portfolioEnds,
  portfolioKinds,
  portfolioLevels,
  portfolioStates,
  portfolioSteps,
} from './codes';
import { HomeworkFile } from './homework';
import { Day } from './journal';

/** What an achievement says. */
const Content = z.strictObject({
  kind: z.enum(portfolioKinds),
  title: z.string().trim().min(1, 'Название не заполнено').max(200),
  heldOn: Day,
  level: z.enum(portfolioLevels),
  result: z.string().trim().min(1).max(100).nullable().default(null),
  description: z.string().trim().min(1).max(1000).nullable().default(null),
});

export const PortfolioInput = Content;
export type PortfolioInput = z.output<typeof PortfolioInput>;

/** A change of the version that was looked at. */
export const PortfolioChange = Content.extend({ version: z.int().min(1) });
export type PortfolioChange = z.output<typeof PortfolioChange>;

/** A step in the history of an achievement, with what it said before where it was changed. */
const Step = z.object({
  at: z.string(),
  what: z.enum(portfolioSteps),
  reason: z.string().nullable(),
  before: z.object(Content.shape).nullable(),
});

export const PortfolioItem = z.object({
  ...Content.shape,
  id: z.string(),
  state: z.enum(portfolioStates),
  reason: z.string().nullable(),
  isPublic: z.boolean(),
  version: z.number(),
  decidedAt: z.string().nullable(),
  /** The school that has confirmed or returned it. */
  decidedIn: z.string().nullable(),
  files: z.array(HomeworkFile),
  /** The last first. */
  history: z.array(Step),
});
export type PortfolioItem = z.infer<typeof PortfolioItem>;

export const PortfolioKind = z.object({
  code: z.enum(portfolioKinds),
  title: z.string(),
  titleEn: z.string(),
  /** The school confirms it by a document alone. */
  needsFile: z.boolean(),
});
export type PortfolioKind = z.infer<typeof PortfolioKind>;

export const PortfolioLink = z.object({
  madeAt: z.string(),
  validUntil: z.string(),
  showsSurname: z.boolean(),
  showsSchool: z.boolean(),
  opens: z.number(),
  openedAt: z.string().nullable(),
});
export type PortfolioLink = z.infer<typeof PortfolioLink>;

/** A portfolio as the pupil and who stands for the pupil see it. */
export const Portfolio = z.object({
  name: z.string(),
  class: z.string(),
  school: z.string(),
  isSelf: z.boolean(),
  /** Whether the reader adds and changes. */
  mayAdd: z.boolean(),
  /** Whether the reader decides what stands on a public link. */
  mayShow: z.boolean(),
  /** The age from which a pupil decides that alone. */
  ownAge: z.number(),
  ended: z.enum(portfolioEnds).nullable(),
  kinds: z.array(PortfolioKind),
  mostLinkDays: z.number(),
  link: PortfolioLink.nullable(),
  items: z.array(PortfolioItem),
});
export type Portfolio = z.infer<typeof Portfolio>;

/** A public link: its last day, what it tells of the pupil beside the first name, and that whoever makes it agrees to the text. */
export const PortfolioLinkInput = z.strictObject({
  validUntil: Day,
  showsSurname: z.boolean(),
  showsSchool: z.boolean(),
  consent: z.literal(portfolioConsent, 'Ссылка открывает данные ребёнка: нужно согласие с текстом на странице'),
});
export type PortfolioLinkInput = z.output<typeof PortfolioLinkInput>;

/** The address of a new public link, shown this once, and the path of its QR code within a square of `size`. */
export const MadePortfolioLink = z.object({
  address: z.string(),
  validUntil: z.string(),
  qr: z.object({ size: z.number(), path: z.string() }),
});
export type MadePortfolioLink = z.infer<typeof MadePortfolioLink>;

/** The answer of the school to the version that was looked at: confirmed, or returned with the reason. */
export const PortfolioDecision = z
  .strictObject({
    version: z.int().min(1),
    isVerified: z.boolean(),
    reason: z.string().trim().min(1).max(500).nullable().default(null),
  })
  .refine(({ isVerified, reason }) => isVerified || (reason?.length ?? 0) >= 3, {
    path: ['reason'],
    message: 'Напишите, почему возвращено',
  });
export type PortfolioDecision = z.output<typeof PortfolioDecision>;

export const ClassPortfolioItem = PortfolioItem.extend({ name: z.string() });
export type ClassPortfolioItem = z.infer<typeof ClassPortfolioItem>;

/** Achievements of the pupils of a class, by the alphabet of the pupils. */
export const ClassPortfolios = z.object({
  name: z.string(),
  organisation: z.string(),
  mayDecide: z.boolean(),
  kinds: z.array(PortfolioKind),
  items: z.array(ClassPortfolioItem),
});
export type ClassPortfolios = z.infer<typeof ClassPortfolios>;
