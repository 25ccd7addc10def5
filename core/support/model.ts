import { z } from 'zod';

const kinds = ['fault', 'access', 'howto', 'method', 'data'] as const;
const states = ['new', 'in-work', 'waiting-author', 'solved'] as const;
export const subsystemIds = ['kindergarten', 'school', 'college', 'extracurricular', 'portal'] as const;

const words = (longest: number) => z.string().trim().min(5, 'Напишите хотя бы несколько слов').max(longest);

/** What a page may say of its errors: codes and shapes, never texts, so no personal value can come along. */
const PageError = z.strictObject({
  code: z.string().regex(/^[\w.-]{1,60}$/),
  status: z.int().min(0).max(599),
});

export const TicketInput = z.strictObject({
  kind: z.enum(kinds, 'Выберите, о чём вопрос'),
  subsystem: z.enum(subsystemIds).optional(),
  subject: words(200),
  text: words(4_000),
  /** The screen it is asked from, ids in it replaced by `$id`. */
  screen: z
    .string()
    .max(200)
    .regex(/^\/[\w/$.-]*$/)
    .optional(),
  recordId: z.uuid().optional(),
  errors: z.array(PageError).max(10).default([]),
});
export type TicketInput = z.output<typeof TicketInput>;

export const QuestionInput = z.strictObject({
  subject: words(200),
  text: words(4_000),
  address: z.email('Проверьте адрес почты').max(254),
  /** People do not see this field; whoever fills it in is a machine. */
  website: z.string().max(200).default(''),
});
export type QuestionInput = z.output<typeof QuestionInput>;

export const MessageInput = z.strictObject({ text: z.string().trim().min(2, 'Напишите ответ').max(4_000) });
export const AnswerInput = MessageInput.extend({
  side: z.enum(['desk', 'note']).default('desk'),
  /** The answer settles it. */
  solves: z.boolean().default(false),
});
export type AnswerInput = z.output<typeof AnswerInput>;
export const TransferInput = z.strictObject({ bodyId: z.string().max(60) });

/** Where a page of the queue ended. */
export const QueueEnd = z.strictObject({ dueOn: z.iso.date().nullable(), id: z.uuid() });

export const QueueInput = z.strictObject({
  bodyId: z.string().max(60).optional(),
  subsystem: z.enum(subsystemIds).optional(),
  state: z.enum(states).optional(),
  isOverdue: z.boolean().default(false),
  isMine: z.boolean().default(false),
  /** The `next` of the page before. */
  after: QueueEnd.optional(),
});
export type QueueInput = z.output<typeof QueueInput>;

export const TicketLine = z.object({
  id: z.string(),
  number: z.int(),
  kind: z.enum(kinds),
  subsystem: z.string().nullable(),
  subject: z.string(),
  state: z.enum(states),
  bodyId: z.string(),
  body: z.string(),
  bodyEn: z.string(),
  dueOn: z.string().nullable(),
  /** The production calendar of these days is not whole yet: the day may still move. */
  isProvisional: z.boolean(),
  isOverdue: z.boolean(),
  isGuest: z.boolean(),
  assignee: z.string().nullable(),
  createdAt: z.string(),
});
export type TicketLine = z.output<typeof TicketLine>;

export const TicketView = TicketLine.extend({
  isMine: z.boolean(),
  mayAnswer: z.boolean(),
  context: z
    .object({
      screen: z.string().nullable(),
      recordId: z.string().nullable(),
      roles: z.array(z.string()),
      release: z.string(),
      errors: z.array(PageError),
    })
    .nullable(),
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      bytes: z.number(),
      /** False while a scanner looks at it, and for good when it found something. */
      isGivenOut: z.boolean(),
      storedAt: z.string(),
    }),
  ),
  messages: z.array(
    z.object({
      id: z.string(),
      side: z.enum(['author', 'desk', 'note']),
      writer: z.string().nullable(),
      text: z.string(),
      createdAt: z.string(),
    }),
  ),
});
export type TicketView = z.output<typeof TicketView>;
