import { z } from 'zod';
import { attendanceCodes, countings, workKinds } from './codes';
import { WaitingHandins } from './handins';
import { ControlDays, HomeworkFile, HomeworkMeter, HomeworkPart } from './homework';

export const Day = z.iso.date();
export const AttendanceCode = z.enum(attendanceCodes);
export const WorkKind = z.enum(workKinds);
const Counting = z.enum(countings);

const MarkInput = z.strictObject({
  place: z.union([z.literal(1), z.literal(2)]),
  value: z.int('Отметка — целое число').min(2, 'Отметка — от 2 до 5').max(5, 'Отметка — от 2 до 5'),
  /** The pupil was absent and handed the work in later. */
  isLate: z.boolean().default(false),
  comment: z.string().trim().min(1).max(300).nullable().default(null),
});

// What waited on a device is written by the account that made it, and in nobody else's name.
const by = z.uuid().optional();

/** What a cell is to hold: all of it, and the version it was seen in. */
export const CellInput = z.strictObject({
  version: z.int().min(0),
  by,
  attendance: AttendanceCode.nullable(),
  lateMinutes: z.int().min(1).max(45).nullable().default(null),
  marks: z
    .array(MarkInput)
    .max(2, 'В клетке — не больше двух отметок')
    .refine((marks) => new Set(marks.map(({ place }) => place)).size === marks.length, {
      message: 'Отметка на одном месте поставлена дважды',
    }),
});
export type CellInput = z.output<typeof CellInput>;

const MarkView = z.object({
  place: z.number(),
  value: z.number(),
  kind: WorkKind,
  weight: z.number(),
  isLate: z.boolean(),
  comment: z.string().nullable(),
});
export type MarkView = z.infer<typeof MarkView>;

export const CellView = z.object({
  version: z.number(),
  attendance: AttendanceCode.nullable(),
  lateMinutes: z.number().nullable(),
  marks: z.array(MarkView),
});
export type CellView = z.infer<typeof CellView>;

/** Codes of attendance and kinds of works that hold on a day, with their words. */
export const Dictionary = z.object({
  codes: z.array(
    z.object({
      code: AttendanceCode,
      letter: z.string(),
      title: z.string(),
      titleEn: z.string(),
      countsAs: Counting,
    }),
  ),
  kinds: z.array(z.object({ code: WorkKind, title: z.string(), titleEn: z.string(), weight: z.number() })),
});
export type Dictionary = z.infer<typeof Dictionary>;

const LessonBrief = z.object({
  id: z.string(),
  journalId: z.string(),
  class: z.string(),
  subject: z.string(),
  subjectEn: z.string(),
  subgroup: z.number().nullable(),
  day: z.string(),
  number: z.number(),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  room: z.string().nullable(),
  topic: z.string().nullable(),
  isAttendanceTaken: z.boolean(),
  isCancelled: z.boolean(),
});
export type LessonBrief = z.infer<typeof LessonBrief>;

/** The lessons of a teacher on a day; `current` is the one that goes on, comes next or was the last. */
export const TeachingDay = z.object({
  isKnown: z.boolean(),
  day: z.string(),
  previous: z.string().nullable(),
  next: z.string().nullable(),
  current: z.string().nullable(),
  lessons: z.array(LessonBrief),
  /** Lessons of the school year with works that are not looked at yet, the earliest first. */
  handins: z.array(WaitingHandins),
});
export type TeachingDay = z.infer<typeof TeachingDay>;

export const LessonView = LessonBrief.extend({
  grade: z.number(),
  planTopicId: z.string().nullable(),
  homework: z.string().nullable(),
  homeworkMinutes: z.number().nullable(),
  /** Beside the homework for the class. */
  files: z.array(HomeworkFile),
  /** Homework for some pupils, instead of that for the class, and the version of it all. */
  parts: z.array(HomeworkPart),
  homeworkVersion: z.number(),
  /** Pupils who have ticked the homework as done. */
  done: z.number(),
  /** Works handed in, and how many of them wait for an answer. */
  handins: z.object({ sent: z.number(), waiting: z.number() }),
  /** Nothing where no next lesson is laid yet. */
  meter: HomeworkMeter.nullable(),
  control: ControlDays,
  kinds: z.tuple([WorkKind, WorkKind]),
  version: z.number(),
  /** Why nothing can be marked in it: cancelled, somebody else's, not yet held, in a closed period. */
  locked: z.enum(['cancelled', 'foreign', 'ahead', 'closed']).nullable(),
  /** Why it is cancelled: for the school alone. */
  cancelled: z.string().nullable(),
  /** The reader may cancel it, and take that back. */
  mayCancel: z.boolean(),
  isMarked: z.boolean(),
  plan: z.object({
    next: z.object({ id: z.string(), title: z.string() }).nullable(),
    topicsLeft: z.number(),
    lessonsLeft: z.number(),
  }),
  pupils: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      cell: CellView,
      average: z.number().nullable(),
      marks: z.number(),
      /** What the absence of this day is noted as: the class teacher has accepted it. */
      excused: AttendanceCode.nullable(),
    }),
  ),
  dictionary: Dictionary,
});
export type LessonView = z.infer<typeof LessonView>;

export const LessonInput = z.strictObject({
  version: z.int().min(0),
  by,
  topic: z.string().trim().max(500).nullable(),
  planTopicId: z.uuid().nullable().default(null),
  homework: z.string().trim().max(2000).nullable(),
  homeworkMinutes: z.int().min(1).max(240).nullable().default(null),
  kinds: z.tuple([WorkKind, WorkKind]),
  /** That everybody who is not marked was there, or that this is taken back; null leaves it as it is. */
  isAttendanceTaken: z.boolean().nullable().default(null),
});
export type LessonInput = z.output<typeof LessonInput>;

export const JournalBrief = z.object({
  id: z.string(),
  class: z.string(),
  subject: z.string(),
  subjectEn: z.string(),
  subgroup: z.number().nullable(),
  organisation: z.string(),
  teacher: z.string().nullable(),
  isOwn: z.boolean(),
});
export type JournalBrief = z.infer<typeof JournalBrief>;

export const PeriodView = z.object({
  id: z.string(),
  kind: z.enum(['quarter', 'trimester', 'half-year']),
  number: z.number(),
  startsOn: z.string(),
  endsOn: z.string(),
  isClosed: z.boolean(),
});
export type PeriodView = z.infer<typeof PeriodView>;

export const JournalView = JournalBrief.extend({
  grade: z.number(),
  isMarked: z.boolean(),
  periods: z.array(PeriodView),
  period: PeriodView,
  lessons: z.array(
    z.object({
      id: z.string(),
      day: z.string(),
      number: z.number(),
      topic: z.string().nullable(),
      homework: z.string().nullable(),
      kinds: z.tuple([WorkKind, WorkKind]),
      isAttendanceTaken: z.boolean(),
      isAhead: z.boolean(),
      isCancelled: z.boolean(),
    }),
  ),
  pupils: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      from: z.string(),
      to: z.string().nullable(),
      /** By lesson; a lesson of which there is nothing to say is left out. */
      cells: z.record(z.string(), CellView),
      average: z.number().nullable(),
      marks: z.number(),
    }),
  ),
  dictionary: Dictionary,
});
export type JournalView = z.infer<typeof JournalView>;
