import { audit, beyondReach, part, peopleBrief, sql, todayHere } from '@regiso/core';
import type { OwnResultLine, OwnResults } from '../../shared/appeals';
import type { ResultLine } from '../../shared/persons';
import { appealsWhere, plainAppeal } from '../appeals/views';
import { marksWindow } from '../appeals/window';
import { actsFor } from './own-people';

type Piece = ReturnType<typeof part>;
export type Line = ResultLine & { personId: string };

/** What is said of a result `r` of a batch `b`, with its former versions and the ground on which it is as it is. */
export const resultColumns = part`r.id, r.person_id AS "personId", k.title AS "kindTitle",
    k.title_en AS "kindTitleEn", s.title AS "subjectTitle", s.title_en AS "subjectTitleEn", b.held_on::text AS "heldOn", b.unit,
    r.primary_points AS "primaryPoints", r.result, r.status, r.revision, r.published_at AS "publishedAt",
    coalesce((SELECT h.ground FROM exams.result_revisions h WHERE h.result_id = r.id ORDER BY h.revision DESC LIMIT 1),
      CASE WHEN r.status = 'annulled' THEN b.protocol END) AS ground,
    (SELECT coalesce(json_agg(json_build_object('revision', h.revision, 'primaryPoints', h.primary_points, 'result', h.result,
        'status', h.status, 'ground', h.ground, 'replacedAt', h.replaced_at) ORDER BY h.revision DESC), '[]')
      FROM exams.result_revisions h WHERE h.result_id = r.id) AS history`;

/** Published results, the newest exam first; whoever asks has checked whose they are. */
export const shownResults = (where: Piece) => sql<Line>`SELECT ${resultColumns}
  FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id JOIN exams.exam_kinds k ON k.code = b.kind
    JOIN exams.subjects s ON s.code = b.subject
  WHERE r.published_at IS NOT NULL AND ${where} ORDER BY b.held_on DESC, r.id LIMIT 200`;

/** Until when an appeal on the marks of a published result may be filed; null once that is long over. */
export const windowOf = ({ heldOn, publishedAt }: Pick<ResultLine, 'heldOn' | 'publishedAt'>) =>
  marksWindow({ heldOn, publishedOn: todayHere(new Date(publishedAt)) }, todayHere());

/** Published results of oneself and of one's children with their appeals; the reading is recorded for each of them. */
export async function ownResults(): Promise<OwnResults> {
  const { see, may } = await actsFor('apply');
  const people = [...see];
  const { lines, appeals } = await beyondReach('results of oneself and of one’s own children', async () => ({
    lines: await shownResults(part`r.person_id = ANY (${people}::uuid[])`),
    appeals: await appealsWhere(part`a.person_id = ANY (${people}::uuid[])`),
  }));
  const names = await peopleBrief(people, ['surname', 'name']);
  for (const personId of new Set(lines.map((line) => line.personId)))
    await audit('exams.results-read', { type: 'person', id: personId });
  const shown: (OwnResultLine & { personId: string })[] = [];
  for (const line of lines) {
    const own = appeals.filter(({ resultId }) => resultId === line.id).map(plainAppeal);
    const window = await windowOf(line);
    const stands = own.some(({ kind, state }) => kind === 'marks' && state !== 'withdrawn');
    const mayAppeal = Boolean(window?.isOpen) && !stands && line.status === 'valid' && may.has(line.personId);
    shown.push({ ...line, window, mayAppeal, appeals: own });
  }
  return people.map((id, at) => ({
    id,
    name: [names.get(id)?.name, names.get(id)?.surname].filter(Boolean).join(' '),
    isSelf: at === 0,
    results: shown.filter(({ personId }) => personId === id).map(({ personId: _, ...line }) => line),
  }));
}
