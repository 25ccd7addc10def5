import { audit, me, notFound, seal, sql, todayHere, unseal } from '@regiso/core';
import type { RiskList, RiskNote, RiskNoteInput } from '../../shared';
import { within } from '../services/reach';
import { demandClass } from './reach';

type Row = { id: string; note: Buffer; who: string | null; at: Date };

const placeOf = (id: string) => `school.risk_notes|note|${id}`;

/** The words of a sealed note. */
export const noteText = ({ id, note }: Pick<Row, 'id' | 'note'>): string => unseal(note, placeOf(id)).toString('utf8');

const shown = ({ id, note, who, at }: Row): RiskNote => ({
  ...{ id, who, at: at.toISOString() },
  text: noteText({ id, note }),
});

type Pupil = { personId: string; classId: string };

/** A pupil who is in a class that one leads, or oversees in its school. Throws 404 beyond the reach, 403 for another's. */
async function pupilFor(id: string): Promise<Pupil & { organisationId: string }> {
  const [pupil] = await sql<Pupil>`SELECT p.person_id AS "personId", p.class_id AS "classId" FROM school.pupils p
    WHERE p.id = ${id} AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date) AND ${within('school.teach', 'p')}`;
  if (!pupil) throw notFound('Ученик не найден');
  return { ...pupil, organisationId: await demandClass(pupil.classId) };
}

/** What was done for a pupil in this school, the last first; the reading is recorded. Throws 403 and 404. */
export async function riskNotes(id: string): Promise<RiskNote[]> {
  const { personId, organisationId } = await pupilFor(id);
  const rows = await sql<Row>`SELECT n.id, n.note, a.name AS who, n.written_at AS at FROM school.pupils q
    JOIN school.risk_notes n ON n.pupil_id = q.id LEFT JOIN core.accounts a ON a.id = n.written_by
    WHERE q.person_id = ${personId} AND q.organisation_id = ${organisationId} ORDER BY n.id DESC LIMIT 200`;
  await audit('school.risk-notes-read', { type: 'pupil', id, personId, organisationId }, { notes: rows.length });
  return rows.map(shown);
}

/** Writes what was done for a pupil; recorded without the words. Throws 400, 403 and 404. */
export async function writeRiskNote(pupilId: string, { text }: RiskNoteInput): Promise<{ id: string }> {
  const { personId, organisationId } = await pupilFor(pupilId);
  const [made] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
  const id = made?.id ?? '';
  await sql`INSERT INTO school.risk_notes (id, pupil_id, organisation_id, participant_id, municipality_id, note, written_by)
    SELECT ${id}, p.id, p.organisation_id, p.participant_id, p.municipality_id, ${seal(Buffer.from(text), placeOf(id))},
      ${me().accountId} FROM school.pupils p WHERE p.id = ${pupilId}`;
  await audit('school.risk-note-written', { type: 'pupil', id: pupilId, personId, organisationId });
  return { id };
}

type Done = RiskList['pupils'][number]['done'];

/** What was done for each pupil in the year of the class, in whichever class of the school: how often, and the last of it. */
export async function lastNotes(ids: readonly string[]): Promise<(pupil: string) => Done> {
  const rows = await sql<
    Row & { pupilId: string; count: number }
  >`SELECT DISTINCT ON (p.id) p.id AS "pupilId", n.id, n.note,
      a.name AS who, n.written_at AS at, (count(*) OVER (PARTITION BY p.id))::int AS count
    FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
    JOIN school.pupils q ON q.person_id = p.person_id JOIN school.classes k ON k.id = q.class_id AND k.year_id = c.year_id
    JOIN school.risk_notes n ON n.pupil_id = q.id LEFT JOIN core.accounts a ON a.id = n.written_by
    WHERE p.id = ANY (${[...ids]}::uuid[]) ORDER BY p.id, n.id DESC LIMIT 500`;
  const found = new Map(rows.map(({ pupilId, count, ...row }) => [pupilId, { count, last: shown(row) }]));
  return (pupil) => found.get(pupil) ?? { count: 0, last: null };
}
