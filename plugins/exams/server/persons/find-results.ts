import { audit, joined, part, sql } from '@regiso/core';
import type { Found, FoundResults, ResultCard } from '../../shared/revisions';
import { appealsWhere, plainAppeal } from '../appeals/views';
import { namesOf } from '../appeals/review';
import { annulmentsOf } from './annul';
import { resultColumns, type Line } from './own-results';
import { noResult } from './revise';

const shown = 50;

const words = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[\s\u2010-\u2015-]+/)
    .filter(Boolean)
    .slice(0, 4);

/** Results by the beginnings of surname and name, for whoever keeps them; everybody shown is recorded. */
export async function findResults(name: string): Promise<FoundResults> {
  const begins = words(name).map((word) => part`(' ' || p.plain_name) LIKE ${`% ${word.replace(/[%_\\]/g, '\\$&')}%`}`);
  type Row = Omit<Found, 'name'> & { personId: string };
  const rows =
    await sql<Row>`SELECT r.id, r.person_id AS "personId", k.title AS "kindTitle", k.title_en AS "kindTitleEn",
      s.title AS "subjectTitle", s.title_en AS "subjectTitleEn", b.held_on::text AS "heldOn", b.unit, r.result, r.status,
      r.published_at IS NOT NULL AS "isPublished"
    FROM exams.person_results r JOIN core.persons p ON p.id = r.person_id JOIN exams.batches b ON b.id = r.batch_id
      JOIN exams.exam_kinds k ON k.code = b.kind JOIN exams.subjects s ON s.code = b.subject
    WHERE b.state <> 'rejected' AND ${joined(begins.length ? begins : [part`false`], ' AND ')}
    ORDER BY p.plain_name, b.held_on DESC, r.id LIMIT ${shown + 1}`;
  const results = rows.slice(0, shown);
  const personIds = [...new Set(results.map(({ personId }) => personId))];
  await audit('exams.person-results-read', { type: 'region', personIds }, { results: results.length });
  const nameOf = await namesOf(personIds);
  return {
    results: results.map(({ personId, ...row }) => ({ ...row, name: nameOf(personId) })),
    isMore: rows.length > shown,
  };
}

type Row = Omit<Line, 'publishedAt'> & { publishedAt: string | null; batchId: string; isDecided: boolean };

/** A result of a person with all its versions, appeals and what was proposed; the reading is recorded. Throws 404. */
export async function resultCard(id: string): Promise<ResultCard> {
  const [row] = await sql<Row>`SELECT ${resultColumns}, b.id AS "batchId",
      b.state IN ('approved', 'publishing', 'published') AS "isDecided"
    FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id JOIN exams.exam_kinds k ON k.code = b.kind
      JOIN exams.subjects s ON s.code = b.subject
    WHERE r.id = ${id}`;
  if (!row) throw noResult();
  const { personId, ...line } = row;
  await audit('exams.person-results-read', { type: 'exam-result', id, personId }, { results: 1 });
  return {
    ...line,
    name: (await namesOf([personId]))(personId),
    appeals: (await appealsWhere(part`a.result_id = ${id}`)).map(plainAppeal),
    annulments: await annulmentsOf(id),
  };
}
