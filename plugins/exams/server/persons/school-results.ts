import { audit, beyondReach, inReach, me, part, sql, todayHere } from '@regiso/core';
import type { SchoolLine, SchoolResults } from '../../shared/revisions';
import { namesOf } from '../appeals/review';

const most = 3_000;

/** Organisations for which the actor answers: the participants of the right, as agreements connect them today. */
async function ownOrganisations(): Promise<string[]> {
  const rows = await sql<{ id: string }>`SELECT x.organisation_id AS id FROM core.participants x
    WHERE x.organisation_id IS NOT NULL AND ${inReach('exams.read-pupils', { participant: part`x.id` })} LIMIT 2000`;
  return rows.map(({ id }) => id);
}

type Row = Omit<SchoolLine, 'name'> & { personId: string };

/**
 * Published results of a calendar year of those who were pupils of the own schools on the day of the exam, or are now where
 * that is not known. Everybody shown is recorded under the event.
 */
export async function schoolResults(
  year = Number(todayHere().slice(0, 4)),
  event: 'exams.school-results-read' | 'exams.school-results-exported' = 'exams.school-results-read',
): Promise<SchoolResults> {
  const organisations = await ownOrganisations();
  const rows = await beyondReach('results of pupils of the own school', () => linesOf(organisations, year));
  const shown = rows.slice(0, most);
  const personIds = [...new Set(shown.map(({ personId }) => personId))];
  const [one] = organisations;
  const object = {
    type: 'organisation',
    ...(one && organisations.length === 1 && { id: one, organisationId: one }),
    personIds,
  };
  if (personIds.length || event === 'exams.school-results-exported')
    await audit(event, object, { results: shown.length });
  const nameOf = await namesOf(personIds);
  const lines = shown.map(({ personId, ...row }) => ({ ...row, name: nameOf(personId) }));
  const order = new Intl.Collator('ru');
  return {
    year,
    lines: lines.sort((a, b) => order.compare(a.name, b.name) || a.heldOn.localeCompare(b.heldOn)),
    isMore: rows.length > most,
  };
}

/** Whether the present person sees a result by a right: as one who keeps them, or as one of a pupil of the own schools. */
export async function isResultSeen(id: string): Promise<boolean> {
  if (me().permissions.has('exams.keep-results')) {
    const [kept] = await sql`SELECT 1 AS one FROM exams.person_results WHERE id = ${id}`;
    return kept !== undefined;
  }
  const organisations = await ownOrganisations();
  const [row] = organisations.length
    ? await beyondReach(
        'a result of a pupil of the own school',
        () => sql`SELECT 1 AS one FROM ${resultsWithPlace} WHERE r.id = ${id} AND ${isOfPupil(organisations)}`,
      )
    : [];
  return row !== undefined;
}

// The school of a person on the day of the exam, or now where that is not known.
const resultsWithPlace = part`exams.person_results r JOIN exams.batches b ON b.id = r.batch_id CROSS JOIN LATERAL (
  SELECT l.organisation_id FROM core.person_organisations l
  WHERE l.person_id = r.person_id AND l.role IN ('pupil', 'student') AND l.subsystem IN ('school', 'college')
  ORDER BY (l.starts_on <= b.held_on AND (l.ends_on IS NULL OR l.ends_on >= b.held_on)) DESC, l.starts_on DESC LIMIT 1) place`;

const isOfPupil = (organisations: readonly string[]) => part`r.published_at IS NOT NULL
  AND place.organisation_id = ANY (${[...organisations]}::uuid[])
  AND r.person_id IN (SELECT m.person_id FROM core.person_organisations m
    WHERE m.organisation_id = ANY (${[...organisations]}::uuid[]) AND m.role IN ('pupil', 'student'))`;

const linesOf = (organisations: readonly string[], year: number) => sql<Row>`
  SELECT r.id, r.person_id AS "personId", k.title AS "kindTitle", k.title_en AS "kindTitleEn", s.title AS "subjectTitle",
    s.title_en AS "subjectTitleEn", b.held_on::text AS "heldOn", b.unit, r.result, r.status, r.revision,
    r.published_at AS "publishedAt", o.id AS "organisationId", o.short_name AS organisation,
    EXISTS (SELECT FROM exams.appeals a WHERE a.result_id = r.id AND a.ended_at IS NULL) AS "isAppealed"
  FROM ${resultsWithPlace} JOIN core.organisations o ON o.id = place.organisation_id
    JOIN exams.exam_kinds k ON k.code = b.kind JOIN exams.subjects s ON s.code = b.subject
  WHERE b.held_on BETWEEN make_date(${year}::int, 1, 1) AND make_date(${year}::int, 12, 31) AND ${isOfPupil(organisations)}
  ORDER BY b.held_on DESC, r.id LIMIT ${most + 1}`;
