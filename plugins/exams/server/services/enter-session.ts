import { audit, invalidInput, sql } from '@regiso/core';
import type { SessionInput } from '../../shared';
import { demandCodes } from './known-codes';

type Days = { startsOn: string | null; endsOn: string | null };

/** Writes the days of a session: of a new one, or other days for one that is there. Two sessions of a kind share no day. */
export async function enterSession(session: SessionInput): Promise<string> {
  const { kind, year, period, startsOn, endsOn, applyBy, source } = session;
  await demandCodes({ kind });
  await sql`SELECT pg_advisory_xact_lock(hashtext('exams.sessions'))`;
  const [other] = await sql<{ starts: string; ends: string }>`
    SELECT starts_on::text AS starts, ends_on::text AS ends FROM exams.sessions
    WHERE kind = ${kind} AND (year, period) IS DISTINCT FROM (${year}, ${period})
      AND starts_on <= ${endsOn}::date AND ends_on >= ${startsOn}::date LIMIT 1`;
  if (other) throw sharesDays(other);
  const [before] = await sql<Days>`SELECT starts_on::text AS "startsOn", ends_on::text AS "endsOn"
    FROM exams.sessions WHERE (kind, year, period) = (${kind}, ${year}, ${period})`;
  const [stored] = await sql<{ id: string }>`
    INSERT INTO exams.sessions (kind, year, period, starts_on, ends_on, apply_by, source)
    VALUES (${kind}, ${year}, ${period}, ${startsOn}, ${endsOn}, ${applyBy}, ${source})
    ON CONFLICT (kind, year, period) DO UPDATE SET starts_on = excluded.starts_on, ends_on = excluded.ends_on,
      apply_by = excluded.apply_by, source = excluded.source
    RETURNING id`;
  const id = stored?.id ?? '';
  const details = { kind, year, period, startsOn, endsOn, before: before ?? null };
  await audit('exams.session-entered', { type: 'exam-session', id }, details);
  return id;
}

const sharesDays = ({ starts, ends }: { starts: string; ends: string }) =>
  invalidInput([
    {
      path: ['payload', 'startsOn'],
      message: `На эти дни уже назначен другой период (с ${starts} по ${ends}): проверьте даты`,
    },
  ]);
