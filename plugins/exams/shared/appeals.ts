import { z } from 'zod';
import { resultUnits } from './index';
import { ResultLine, resultStatuses } from './persons';

/** What an appeal is about: how the exam was held, or the marks given. */
const appealKinds = ['procedure', 'marks'] as const;
export type AppealKind = (typeof appealKinds)[number];

const appealStates = ['received', 'review', 'satisfied', 'rejected', 'withdrawn'] as const;
export type AppealState = (typeof appealStates)[number];

/** Which part of the work is to be looked at again. */
export const appealAspects = ['short-answers', 'extended-answers', 'oral', 'points'] as const;
/** Who is there when the commission looks at it. */
export const presences = ['self', 'representative', 'nobody'] as const;

const text = z.string().trim().max(2_000, 'Не длиннее 2000 знаков');

export const AppealInput = z
  .strictObject({
    kind: z.enum(appealKinds),
    aspects: z.array(z.enum(appealAspects)).max(appealAspects.length).default([]),
    presence: z.enum(presences),
    text: text.default(''),
  })
  .superRefine(({ kind, aspects, text: said }, issues) => {
    const wrong = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
    if (kind === 'procedure' && said.length < 10) wrong('text', 'Опишите нарушение хотя бы одним предложением');
    if (kind === 'marks' && !aspects.length && said.length < 10)
      wrong('aspects', 'Отметьте, что пересмотреть, или напишите об этом');
  });
export type AppealInput = z.output<typeof AppealInput>;

/** An appeal that came on paper, with the day on which it was handed in. */
export const PaperAppealInput = z.strictObject({
  appeal: AppealInput,
  receivedOn: z.iso.date('Укажите день подачи'),
});
export type PaperAppealInput = z.output<typeof PaperAppealInput>;

const Value = z.object({ result: z.number().nullable(), primaryPoints: z.number().nullable() });

export const Appeal = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(appealKinds),
  state: z.enum(appealStates),
  aspects: z.array(z.enum(appealAspects)),
  presence: z.enum(presences),
  text: z.string(),
  receivedAt: z.string(),
  receivedOn: z.string(),
  /** The last day for the decision, in working days. */
  decideBy: z.string(),
  /** The production calendar of these days is not whole yet: the day may still move. */
  isProvisional: z.boolean(),
  takenAt: z.string().nullable(),
  decidedOn: z.string().nullable(),
  protocol: z.string().nullable(),
  answer: z.string().nullable(),
  /** What a satisfied appeal has changed; null otherwise. */
  before: Value.nullable(),
  after: Value.nullable(),
});
export type Appeal = z.infer<typeof Appeal>;

/** How long an appeal on the marks of a result may be filed. */
export const AppealWindow = z.object({
  /** The last day, included. */
  until: z.string(),
  isOpen: z.boolean(),
  isProvisional: z.boolean(),
  /** Within how many working days it is decided. */
  decideDays: z.number(),
});
export type AppealWindow = z.infer<typeof AppealWindow>;

const OwnResultLine = ResultLine.extend({
  /** Null once the term is long over. */
  window: AppealWindow.nullable(),
  mayAppeal: z.boolean(),
  appeals: z.array(Appeal),
});
export type OwnResultLine = z.infer<typeof OwnResultLine>;

export const OwnResults = z.array(
  z.object({ id: z.string(), name: z.string(), isSelf: z.boolean(), results: z.array(OwnResultLine) }),
);
export type OwnResults = z.infer<typeof OwnResults>;

const exam = {
  kindTitle: z.string(),
  kindTitleEn: z.string(),
  subjectTitle: z.string(),
  subjectTitleEn: z.string(),
  heldOn: z.string(),
  unit: z.enum(resultUnits),
};

export const AppealLine = z.object({
  ...exam,
  id: z.string(),
  number: z.string(),
  kind: z.enum(appealKinds),
  state: z.enum(appealStates),
  /** Whose it is. */
  name: z.string(),
  receivedOn: z.string(),
  decideBy: z.string(),
  isOverdue: z.boolean(),
  decidedOn: z.string().nullable(),
});
export type AppealLine = z.infer<typeof AppealLine>;

export const AppealQuery = z.strictObject({
  state: z.enum(appealStates).optional(),
  overdue: z.enum(['true', 'false']).optional(),
});
export type AppealQuery = z.output<typeof AppealQuery>;

export const AppealCard = Appeal.extend({
  ...exam,
  resultId: z.string(),
  name: z.string(),
  origin: z.enum(['own', 'paper']),
  isOverdue: z.boolean(),
  /** The result as it stands now. */
  now: Value.extend({ status: z.enum(resultStatuses) }),
  decidedBy: z.string().nullable(),
  takenBy: z.string().nullable(),
  /** It is of the caller or of the caller's child: somebody else decides. */
  isOwn: z.boolean(),
});
export type AppealCard = z.infer<typeof AppealCard>;

const points = z.number('Укажите число').int('Нужно целое число баллов').min(0).max(1_000).nullable().default(null);

export const AppealDecision = z
  .strictObject({
    isSatisfied: z.boolean(),
    protocol: z.string().trim().min(3, 'Укажите номер и дату протокола комиссии').max(200),
    decidedOn: z.iso.date('Укажите день решения'),
    primary: points,
    result: points,
    answer: z.string().trim().max(1_000).default(''),
  })
  .refine(({ isSatisfied, answer }) => isSatisfied || answer.length >= 3, {
    path: ['answer'],
    message: 'Напишите, почему апелляция отклонена',
  });
export type AppealDecision = z.output<typeof AppealDecision>;
