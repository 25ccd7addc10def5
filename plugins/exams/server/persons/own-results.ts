import { audit, beyondReach, childrenOf, ownPersonId, part, peopleBrief, sql } from '@regiso/core';
import type { OwnResults, ResultLine } from '../../shared/persons';

type Piece = ReturnType<typeof part>;
type Line = ResultLine & { personId: string };

/** Published results, the newest exam first; whoever asks has checked whose they are. */
export const shownResults = (where: Piece) => sql<Line>`SELECT r.id, r.person_id AS "personId", k.title AS "kindTitle",
    k.title_en AS "kindTitleEn", s.title AS "subjectTitle", s.title_en AS "subjectTitleEn", b.held_on::text AS "heldOn", b.unit,
    r.primary_points AS "primaryPoints", r.result, r.status, r.revision, r.published_at AS "publishedAt",
    (SELECT coalesce(json_agg(json_build_object('revision', h.revision, 'primaryPoints', h.primary_points, 'result', h.result,
        'status', h.status, 'ground', h.ground, 'replacedAt', h.replaced_at) ORDER BY h.revision DESC), '[]')
      FROM exams.result_revisions h WHERE h.result_id = r.id) AS history
  FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id JOIN exams.exam_kinds k ON k.code = b.kind
    JOIN exams.subjects s ON s.code = b.subject
  WHERE r.published_at IS NOT NULL AND ${where} ORDER BY b.held_on DESC, r.id LIMIT 200`;

/** Whose results one may see: one's own, and those of the children whom no court bars one from seeing. */
async function ownPeople(): Promise<string[]> {
  const own = await ownPersonId();
  if (!own) return [];
  const wards = (await childrenOf(own)).filter(({ may }) => may.includes('see'));
  return [...new Set([own, ...wards.map(({ childId }) => childId)])];
}

/** Published results of oneself and of one's children; the reading is recorded for each of them. */
export async function ownResults(): Promise<OwnResults> {
  const people = await ownPeople();
  const lines = await beyondReach('results of oneself and of one’s own children', () =>
    shownResults(part`r.person_id = ANY (${people}::uuid[])`),
  );
  const names = await peopleBrief(people, ['surname', 'name']);
  for (const personId of new Set(lines.map((line) => line.personId)))
    await audit('exams.results-read', { type: 'person', id: personId });
  return people.map((id, at) => ({
    id,
    name: [names.get(id)?.name, names.get(id)?.surname].filter(Boolean).join(' '),
    isSelf: at === 0,
    results: lines.filter(({ personId }) => personId === id).map(({ personId: _, ...line }) => line),
  }));
}
