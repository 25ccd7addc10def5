import { z } from 'zod';
import { Handing } from './handins';
import { HomeworkFile } from './homework';
import { AttendanceCode, WorkKind } from './journal';

/** Somebody whose diary the reader may open: oneself or one's child. */
export const DiaryOwner = z.object({
  id: z.string(),
  name: z.string(),
  isSelf: z.boolean(),
  class: z.string(),
  organisation: z.string(),
});
export type DiaryOwner = z.infer<typeof DiaryOwner>;

const DiaryMark = z.object({
  value: z.number(),
  kind: WorkKind,
  kindTitle: z.string(),
  kindTitleEn: z.string(),
  weight: z.number(),
  isLate: z.boolean(),
  comment: z.string().nullable(),
});

export const DiaryLesson = z.object({
  id: z.string(),
  number: z.number(),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  subject: z.string(),
  subjectEn: z.string(),
  room: z.string().nullable(),
  teacher: z.string().nullable(),
  /** Somebody else than usual gives the lesson. */
  isSubstituted: z.boolean(),
  isCancelled: z.boolean(),
  topic: z.string().nullable(),
  /** A control work is held at it. */
  isControl: z.boolean(),
  /** For this pupil: of one's own, or that for the class. */
  homework: z.string().nullable(),
  files: z.array(HomeworkFile),
  /** Nothing where nothing is set. */
  handing: Handing.nullable(),
  attendance: z.object({ code: AttendanceCode, letter: z.string(), title: z.string(), titleEn: z.string() }).nullable(),
  marks: z.array(DiaryMark),
});
export type DiaryLesson = z.infer<typeof DiaryLesson>;

export const DiaryDay = z.object({
  day: z.string(),
  previous: z.string().nullable(),
  next: z.string().nullable(),
  lessons: z.array(DiaryLesson),
  /** What is to be done for the lessons of this day: homework of the lesson of the subject before. */
  due: z.array(
    z.object({
      /** The lesson at which it was set. */
      lessonId: z.string(),
      subject: z.string(),
      subjectEn: z.string(),
      homework: z.string(),
      files: z.array(HomeworkFile),
      isDone: z.boolean(),
      handing: Handing,
    }),
  ),
});
export type DiaryDay = z.infer<typeof DiaryDay>;

/** Marks of a period by subject, and all that explains each average. */
export const DiaryMarks = z.object({
  periods: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['quarter', 'trimester', 'half-year']),
      number: z.number(),
      startsOn: z.string(),
      endsOn: z.string(),
    }),
  ),
  period: z.string().nullable(),
  thresholds: z.object({ three: z.number(), four: z.number(), five: z.number() }),
  kinds: z.array(z.object({ code: WorkKind, title: z.string(), titleEn: z.string(), weight: z.number() })),
  subjects: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      titleEn: z.string(),
      average: z.number().nullable(),
      marks: z.array(DiaryMark.extend({ day: z.string() })),
      missed: z.number(),
      periodMark: z.number().nullable(),
    }),
  ),
});
export type DiaryMarks = z.infer<typeof DiaryMarks>;
