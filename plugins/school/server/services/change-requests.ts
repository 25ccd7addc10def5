import { audit, conflict, context, invalidInput, notFound, sql, todayHere } from '@regiso/core';
import { CellInput, type ChangeRequestInput, type ChangeRequests, type DecisionInput } from '../../shared';
import { cellsOf, emptyCell, keyOf } from './cells';
import { changedMeanwhile } from './changed';
import { dictionaryOn } from './dictionary';
import { lessonFor } from './lessons';
import { pupilNames } from './names';
import { within } from './reach';
import { demandCell, pupilOf, writeCell } from './save-cell';
import { tellAsked, tellChanged, tellDecided } from './tell-changes';

const me = () => context().actor?.accountId ?? null;
const held = ({ version: _, ...cell }: { version: number }) => cell;
type Said = { attendance: string | null; lateMinutes: number | null; marks: CellInput['marks'] };
const saidOf = ({ attendance, lateMinutes, marks }: Said) =>
  JSON.stringify([
    attendance,
    lateMinutes,
    marks.map(({ place, value, isLate, comment }) => [place, value, isLate, comment]),
  ]);

/** Asks for a change of a cell in a closed period. Gives the id of the request; throws 400, 403, 404 and 409. */
export async function askChange(
  lessonId: string,
  pupilId: string,
  { cell, reason }: ChangeRequestInput,
): Promise<string> {
  const lesson = await lessonFor('write', lessonId);
  const personId = await pupilOf(lessonId, pupilId);
  if (!lesson.isClosed) throw conflict('Период открыт: измените клетку в журнале');
  const before = (await cellsOf([lessonId], pupilId)).get(keyOf({ lessonId, pupilId })) ?? emptyCell;
  if (before.version !== cell.version)
    throw changedMeanwhile('Эту клетку уже изменили. Посмотрите, что в ней сейчас, и решите, что оставить.');
  demandCell(lesson, cell, await dictionaryOn(lesson.day));
  if (saidOf(before as Said) === saidOf(cell)) throw conflict('В клетке это уже стоит');
  const [made] = await sql<{
    id: string;
  }>`INSERT INTO school.change_requests (lesson_id, pupil_id, organisation_id, participant_id,
      municipality_id, grade, version, before, wanted, reason, asked_by)
    VALUES (${lessonId}, ${pupilId}, ${lesson.organisation_id}, ${lesson.participant_id}, ${lesson.municipality_id}, ${lesson.grade},
      ${cell.version}, ${JSON.stringify(held(before))}::jsonb, ${JSON.stringify(held(cell))}::jsonb, ${reason}, ${me()})
    ON CONFLICT (lesson_id, pupil_id) WHERE state = 'asked' DO NOTHING RETURNING id`;
  if (!made) throw conflict('Заявление по этой клетке уже ждёт решения');
  await audit('school.change-asked', {
    type: 'lesson',
    id: lessonId,
    personId,
    organisationId: lesson.organisation_id,
  });
  await tellAsked(lesson, made.id);
  return made.id;
}

type Row = Omit<ChangeRequests['requests'][number], 'name' | 'askedAt' | 'decidedAt'> & {
  personId: string;
  askedAt: Date;
  decidedAt: Date | null;
};
const decides = () => within('school.keep-classes', 'r');

/** Requests that one may decide on and those one has made, what waits first; the reading is recorded. */
export async function changeRequests(): Promise<ChangeRequests> {
  const rows =
    await sql<Row>`SELECT r.id, r.state, c.grade || c.letter AS class, s.title AS subject, s.title_en AS "subjectEn",
      p.person_id AS "personId", l.day::text AS day, l.number, l.load_id AS "journalId", l.id AS "lessonId", p.id AS "pupilId",
      r.before, r.wanted, r.reason, a.name AS who, r.asked_at AS "askedAt", d.name AS decider, r.decided_at AS "decidedAt", r.answer,
      r.state = 'asked' AND r.asked_by IS DISTINCT FROM ${me()}::uuid AND ${decides()} AS "mayDecide"
    FROM school.change_requests r JOIN school.lessons l ON l.id = r.lesson_id JOIN school.classes c ON c.id = l.class_id
    JOIN school.subjects s ON s.code = l.subject JOIN school.pupils p ON p.id = r.pupil_id
    LEFT JOIN core.accounts a ON a.id = r.asked_by LEFT JOIN core.accounts d ON d.id = r.decided_by
    WHERE ${within('school.teach', 'r')} AND (r.asked_by = ${me()} OR ${decides()})
    ORDER BY r.state <> 'asked', r.id DESC LIMIT 200`;
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  if (personIds.length) await audit('school.changes-read', { type: 'region', personIds }, { requests: rows.length });
  const nameOf = await pupilNames(personIds);
  return {
    dictionary: await dictionaryOn(todayHere()),
    requests: rows.map(({ personId, askedAt, decidedAt, ...row }) => ({
      ...row,
      name: nameOf(personId) ?? '',
      askedAt: askedAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
  };
}

type Request = {
  lesson_id: string;
  pupil_id: string;
  organisation_id: string;
  version: number;
  wanted: object;
  asked_by: string | null;
  state: string;
};

/** Grants or refuses a request; once granted the cell holds what was asked for, and both values stay. Throws 400, 404 and 409. */
export async function decideChange(id: string, { isGranted, answer }: DecisionInput): Promise<void> {
  const [request] =
    await sql<Request>`SELECT r.lesson_id, r.pupil_id, r.organisation_id, r.version, r.wanted, r.asked_by, r.state
    FROM school.change_requests r WHERE r.id = ${id} AND ${decides()} FOR UPDATE`;
  if (!request) throw notFound('Заявление не найдено');
  if (request.state !== 'asked') throw conflict('Заявление уже решено');
  if (request.asked_by === me()) throw conflict('Своё заявление решает другой завуч');
  if (!isGranted && !answer)
    throw invalidInput([{ path: ['payload', 'answer'], message: 'Напишите, почему отказано' }]);
  const lesson = await lessonFor('read', request.lesson_id);
  await sql`UPDATE school.change_requests SET state = ${isGranted ? 'granted' : 'refused'}, answer = ${answer}, decided_by = ${me()},
      decided_at = now() WHERE id = ${id}`;
  const personId = await pupilOf(request.lesson_id, request.pupil_id);
  if (isGranted) {
    await sql`SELECT id FROM school.lessons WHERE id = ${lesson.id} FOR UPDATE`;
    const cell = CellInput.parse({ ...request.wanted, version: request.version });
    await writeCell(lesson, request.pupil_id, cell, { request: { id, accountId: request.asked_by } });
    await tellChanged(lesson, personId, id);
  }
  const object = { type: 'lesson', id: lesson.id, personId, organisationId: request.organisation_id };
  await audit('school.change-decided', object, { isGranted });
  if (request.asked_by) await tellDecided(request.asked_by, isGranted, id);
}
