import { z } from 'zod';

export const NewArchive = z.strictObject({
  scope: z.enum(['journal', 'class', 'year']),
  /** Of the journal, the class or the year. */
  id: z.uuid(),
  reason: z.string().trim().min(3, 'Напишите, зачем нужен архив').max(500),
});
export type NewArchive = z.infer<typeof NewArchive>;

export const ArchiveOrder = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  reason: z.string(),
  organisationId: z.string(),
  organisation: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** Journals in all, those looked at, and those that had changed and got a new version. */
  journals: z.int(),
  done: z.int(),
  made: z.int(),
  /** Those that could not be made. */
  skipped: z.int(),
  who: z.string().nullable(),
  orderedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type ArchiveOrder = z.infer<typeof ArchiveOrder>;

/** What was asked for lately, the last first. */
export const ArchiveOrders = z.object({ orders: z.array(ArchiveOrder) });
export type ArchiveOrders = z.infer<typeof ArchiveOrders>;

/** Years and classes whose journals one may take into the archive. */
export const ArchiveRoom = z.object({
  years: z.array(
    z.object({
      id: z.string(),
      firstYear: z.int(),
      organisationId: z.string(),
      organisation: z.string(),
      classes: z.array(z.object({ id: z.string(), name: z.string(), journals: z.int(), archived: z.int() })),
    }),
  ),
});
export type ArchiveRoom = z.infer<typeof ArchiveRoom>;

const Version = z.object({
  id: z.string(),
  number: z.int(),
  version: z.int(),
  sha256: z.string(),
  reason: z.string(),
  who: z.string().nullable(),
  madeAt: z.string(),
  bytes: z.number().nullable(),
});

/** Journals of a class with the versions of the archive of each, the last first. */
export const ClassArchives = z.object({
  id: z.string(),
  name: z.string(),
  journals: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      subjectEn: z.string(),
      subgroup: z.int().nullable(),
      teacher: z.string().nullable(),
      /** Something was ever written into it: nothing else is taken into the archive. */
      isWritten: z.boolean(),
      versions: z.array(Version),
    }),
  ),
});
export type ClassArchives = z.infer<typeof ClassArchives>;
