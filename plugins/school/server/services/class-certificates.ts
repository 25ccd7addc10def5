import { audit, part, sql, todayHere, unseal } from '@regiso/core';
import type { ClassCertificates } from '../../shared';
import { isAway, placeOfNote, refusal, stood } from './certificates';
import { dictionaryOn } from './dictionary';
import { schoolOfLed } from './entry-codes';
import { withNames } from './names';

type Row = Omit<ClassCertificates['certificates'][number], 'name' | 'note' | 'recordedAt' | 'withdrawnAt'> & {
  personId: string;
  note: Buffer;
  recordedAt: Date;
  withdrawnAt: Date | null;
};

/** Certificates of a class that one leads, with what each has recoded and what it has left; the reading is recorded. Throws 403 and 404. */
export async function classCertificates(classId: string): Promise<ClassCertificates> {
  const organisationId = await schoolOfLed(classId, refusal);
  const rows =
    await sql<Row>`SELECT k.id, p.person_id AS "personId", k.note, k.starts_on::text AS "from", k.ends_on::text AS "to",
      k.recorded_at AS "recordedAt", k.withdrawn_at AS "withdrawnAt",
      (SELECT coalesce(jsonb_agg(c ORDER BY c.day, c.before), '[]') FROM (
        SELECT l.day, count(*)::int AS lessons, ${stood} AS before, h.after ->> 'attendance' AS after
        FROM school.cell_changes h JOIN school.lessons l ON l.id = h.lesson_id
        WHERE h.certificate_id = k.id AND h.after ->> 'attendance' = k.code GROUP BY 1, 3, 4) c) AS changes,
      CASE WHEN k.withdrawn_at IS NULL THEN ARRAY(SELECT DISTINCT a.day::text FROM school.attendance a WHERE a.pupil_id = k.pupil_id
        AND a.day BETWEEN k.starts_on AND k.ends_on AND ${isAway(part`a`)} AND a.code <> k.code ORDER BY 1) ELSE '{}' END AS left
    FROM school.certificates k JOIN school.pupils p ON p.id = k.pupil_id
    WHERE k.class_id = ${classId} ORDER BY k.withdrawn_at IS NOT NULL, k.id DESC LIMIT 100`;
  const pupils = await sql<{ id: string; personId: string }>`SELECT id, person_id AS "personId" FROM school.pupils
    WHERE class_id = ${classId} AND starts_on <= ${todayHere()}::date AND (ends_on IS NULL OR ends_on >= ${todayHere()}::date)
    ORDER BY id LIMIT 60`;
  const personIds = [...new Set([...rows, ...pupils].map(({ personId }) => personId))];
  const object = { type: 'class', id: classId, organisationId, personIds };
  await audit('school.certificates-read', object, { certificates: rows.length });
  const nameOf = new Map((await withNames(rows)).map(({ id, name }) => [id, name]));
  return {
    pupils: await withNames(pupils),
    codes: (await dictionaryOn(todayHere())).codes,
    certificates: rows.map(({ personId: _, note, recordedAt, withdrawnAt, ...row }) => ({
      ...row,
      name: nameOf.get(row.id) ?? '',
      note: unseal(note, placeOfNote(row.id)).toString('utf8'),
      recordedAt: recordedAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
  };
}
