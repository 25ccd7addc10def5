import { audit, notFound, part, sql } from '@regiso/core';
import type { ArchiveRoom, ClassArchives } from '../../shared';
import { teacherNames } from '../services/names';
import { only, within } from '../services/reach';
import { isWritten } from './gather';
import { versionsOfOrder } from './orders';

const ofClass = () => within('school.archive', 'c', only(part`c.grade`));

/** Years of the schools in reach with their classes, the last year first. */
export async function archiveRoom(): Promise<ArchiveRoom> {
  const years = await sql<ArchiveRoom['years'][number]>`SELECT y.id, y.first_year AS "firstYear",
      o.id AS "organisationId", o.short_name AS organisation, json_agg(json_build_object('id', c.id, 'name', c.grade || c.letter,
        'journals', n.journals, 'archived', n.archived) ORDER BY c.grade, c.letter) AS classes
    FROM school.classes c JOIN school.years y ON y.id = c.year_id JOIN core.organisations o ON o.id = c.organisation_id
    CROSS JOIN LATERAL (SELECT count(*)::int AS journals, (count(*) FILTER (WHERE EXISTS (
        SELECT FROM school.journal_archives a WHERE a.load_id = j.id)))::int AS archived
      FROM school.loads j WHERE j.class_id = c.id AND ${isWritten()}) n
    WHERE ${ofClass()} GROUP BY y.id, y.first_year, o.id, o.short_name
    ORDER BY y.first_year DESC, o.short_name LIMIT 50`;
  return { years };
}

type Journal = Omit<ClassArchives['journals'][number], 'teacher' | 'versions'> & { teacherId: string | null };
type Version = Omit<ClassArchives['journals'][number]['versions'][number], 'madeAt'> & {
  journalId: string;
  madeAt: Date;
};

/** Journals of a class with the versions of their archives. Throws 404. */
export async function classArchives(id: string): Promise<ClassArchives> {
  const [one] = await sql<{ id: string; name: string }>`SELECT c.id, c.grade || c.letter AS name FROM school.classes c
    WHERE c.id = ${id} AND ${ofClass()}`;
  if (!one) throw notFound('Класс не найден');
  const journals = await sql<Journal>`SELECT j.id, s.title AS subject, s.title_en AS "subjectEn", j.subgroup,
      j.teacher_id AS "teacherId", ${isWritten()} AS "isWritten"
    FROM school.loads j JOIN school.subjects s ON s.code = j.subject WHERE j.class_id = ${id}
    ORDER BY s.title, j.subgroup LIMIT 200`;
  const versions = await sql<Version>`SELECT a.id, a.load_id AS "journalId", a.number, a.version,
      a.contents_sha256 AS sha256, a.reason, m.name AS who, a.made_at AS "madeAt", a.bytes
    FROM school.journal_archives a LEFT JOIN core.accounts m ON m.id = a.made_by
    WHERE a.load_id = ANY (${journals.map((journal) => journal.id)}::uuid[]) ORDER BY a.version DESC LIMIT 2000`;
  const nameOf = await teacherNames(journals.map(({ teacherId }) => teacherId));
  return {
    ...one,
    journals: journals.map(({ teacherId, ...journal }) => ({
      ...journal,
      teacher: nameOf(teacherId),
      versions: versions
        .filter(({ journalId }) => journalId === journal.id)
        .map(({ journalId: _, madeAt, ...version }) => ({ ...version, madeAt: madeAt.toISOString() })),
    })),
  };
}

type Kept = { id: string; number: number; loadId: string; organisationId: string; fileId: string | null };

const keptOf = (ids: readonly string[]) => sql<Kept>`SELECT a.id, a.number, a.load_id AS "loadId",
    a.organisation_id AS "organisationId", a.file_id AS "fileId"
  FROM school.journal_archives a WHERE a.id = ANY (${[...ids]}::uuid[]) AND ${within('school.archive', 'a')}
  ORDER BY array_position(${[...ids]}::uuid[], a.id) LIMIT 2000`;

/** People who stand in journals: everybody who was in their classes. */
const personsIn = async (loads: readonly string[]) =>
  (
    await sql<{
      id: string;
    }>`SELECT DISTINCT p.person_id AS id FROM school.loads j JOIN school.pupils p ON p.class_id = j.class_id
      WHERE j.id = ANY (${[...loads]}::uuid[]) LIMIT 5000`
  ).map(({ id }) => id);

/** The file of a version, for a download, which is recorded with everybody who stands in it. Throws 404. */
export async function openVersion(id: string): Promise<string> {
  const [kept] = await keptOf([id]);
  if (!kept) throw notFound('Архив не найден');
  if (!kept.fileId) throw notFound('Файл этого архива уже удалён по сроку хранения');
  const { loadId, organisationId, number, fileId } = kept;
  const personIds = await personsIn([loadId]);
  await audit(
    'school.archive-downloaded',
    { type: 'journal', id: loadId, organisationId, personIds },
    { number, archives: 1 },
  );
  return fileId;
}

/** The files of an order, in the order of its journals; recorded. Throws 404. */
export async function openOrder(id: string): Promise<{ number: number; files: { id: string; file: string }[] }> {
  const { number, organisationId, archives } = await versionsOfOrder(id);
  const kept = await keptOf(archives);
  const files = kept.flatMap((one) => (one.fileId ? [{ id: one.id, file: one.fileId }] : []));
  if (!files.length) throw notFound('В этом архиве пока нет файлов');
  const personIds = await personsIn(kept.map(({ loadId }) => loadId));
  const object = { type: 'archive-order', id, organisationId, personIds };
  await audit('school.archive-downloaded', object, { number, archives: files.length });
  return { number, files };
}
