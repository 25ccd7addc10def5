import { audit, beyondReach, inReach, part, peopleBrief, sql, todayHere, valueOn } from '@regiso/core';
import type { NotEnrolled } from '../../shared';
import { norms } from '../norms';
import { fullMonths } from '../queue-report/report';
import { applicationsIn, fullName } from './applications';

const read = 'kindergarten.read-queue';
const most = 500;

type Known = {
  id: string;
  guardianId: string | null;
  applicationId: string | null;
  number: string | null;
  status: string | null;
  garden: string | null;
  leftOn: string | null;
};

/** Children whom the kindergartens of the municipalities in reach know: by an application or by a stay that is over. */
const known = () => sql<Known>`WITH asked AS (
    SELECT DISTINCT ON (a.child_id) a.child_id, a.guardian_id, a.id, a.number, a.status FROM kindergarten.applications a
    WHERE a.status <> 'draft' AND ${applicationsIn(read)} ORDER BY a.child_id, a.filed_at DESC, a.id),
  gone AS (
    SELECT DISTINCT ON (p.person_id) p.person_id, o.short_name, p.ends_on FROM kindergarten.pupils p
    JOIN core.organisations o ON o.id = p.organisation_id
    WHERE p.ends_on < ${todayHere()}::date AND ${inReach(read, { participant: part`p.participant_id`, municipality: part`p.municipality_id` })}
    ORDER BY p.person_id, p.ends_on DESC)
  SELECT coalesce(s.child_id, g.person_id) AS id, s.guardian_id AS "guardianId", s.id AS "applicationId", s.number, s.status,
    g.short_name AS garden, g.ends_on::text AS "leftOn"
  FROM asked s FULL JOIN gone g ON g.person_id = s.child_id`;

/** Which of them attend somewhere: a kindergarten of the region, or a school as the cards say. */
const attendingOf = (ids: readonly string[]) =>
  beyondReach('whether a child attends anywhere, wherever that is', async () => {
    const rows = await sql<{ id: string }>`SELECT p.person_id AS id FROM kindergarten.pupils p
        WHERE p.person_id = ANY (${[...ids]}::uuid[]) AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date)
      UNION SELECT l.person_id FROM core.person_organisations l
        WHERE l.person_id = ANY (${[...ids]}::uuid[]) AND l.subsystem IN ('school', 'kindergarten')
          AND l.role IN ('pupil', 'child') AND (l.ends_on IS NULL OR l.ends_on >= ${todayHere()}::date)`;
    return new Set(rows.map(({ id }) => id));
  });

/** Children of school age who attend nothing (MUN-24), the eldest first; the reading is recorded. */
export async function notEnrolled(): Promise<NotEnrolled> {
  const on = todayHere();
  const { value: fromMonths, act, verified } = await valueOn(norms, 'school-months', on);
  const children = await known();
  const attending = await attendingOf(children.map(({ id }) => id));
  const away = children.filter(({ id }) => !attending.has(id));
  const births = await peopleBrief(
    away.map(({ id }) => id),
    ['birthDate'],
  );
  const old = away
    .flatMap((one) => {
      const birthDate = births.get(one.id)?.birthDate;
      return birthDate && fullMonths(birthDate, on) >= fromMonths ? [{ ...one, birthDate }] : [];
    })
    .sort((one, other) => one.birthDate.localeCompare(other.birthDate) || one.id.localeCompare(other.id));
  const shown = old.slice(0, most);
  const personIds = shown.flatMap(({ id, guardianId }) => (guardianId ? [id, guardianId] : [id]));
  const people = await peopleBrief(personIds, ['surname', 'name', 'patronymic', 'phone']);
  await audit('kindergarten.children-read', { type: 'not-enrolled', personIds }, { rows: shown.length });
  return {
    ...{ on, fromMonths, act, verified, left: old.length - shown.length },
    rows: shown.map(({ guardianId, ...row }) => ({
      ...row,
      child: fullName(people.get(row.id)),
      guardian: guardianId && fullName(people.get(guardianId)),
      phone: (guardianId && people.get(guardianId)?.phone) || null,
    })),
  };
}
