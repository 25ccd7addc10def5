import { z } from 'zod';
import { part, sql } from '../server/sql';
import { homeRegion, todayHere } from '../territory/home';
import { mayAnswer } from './desk';

/** Over how many days answers are counted. */
const windowDays = 30;

const figures = {
  waiting: z.int(),
  untaken: z.int(),
  dueToday: z.int(),
  overdue: z.int(),
  /** First answers of the last thirty days, and how many of them came by the day they were due. */
  answered: z.int(),
  inTime: z.int(),
};
const BodyLine = z.object({ id: z.string(), name: z.string(), nameEn: z.string(), ...figures });
const SubsystemLine = z.object({ id: z.string().nullable(), ...figures });
export const BoardView = z.object({ bodies: z.array(BodyLine), subsystems: z.array(SubsystemLine) });
type BoardView = z.output<typeof BoardView>;

/** How the desk keeps its terms, by body and by subsystem, in the tickets one may answer. */
export async function board(): Promise<BoardView> {
  const counted = counts();
  const bodies = await sql<BoardView['bodies'][number]>`
    SELECT b.id, b.name, b.name_en AS "nameEn", ${counted} FROM core.bodies b
      LEFT JOIN core.tickets t ON t.body_id = b.id AND ${mayAnswer()} AND ${recent()}
    GROUP BY b.id ORDER BY b.clause, b.id LIMIT 100`;
  const subsystems = await sql<BoardView['subsystems'][number]>`
    SELECT t.subsystem AS id, ${counted} FROM core.tickets t WHERE ${mayAnswer()} AND ${recent()}
    GROUP BY t.subsystem ORDER BY t.subsystem NULLS LAST LIMIT 100`;
  return { bodies, subsystems };
}

// What was solved long ago counts nowhere.
const recent = () => part`(t.state <> 'solved' OR t.answered_at > now() - make_interval(days => ${windowDays}))`;

function counts() {
  const today = todayHere();
  const answered = part`t.answered_at > now() - make_interval(days => ${windowDays}) AND t.first_due_on IS NOT NULL`;
  return part`
    (count(*) FILTER (WHERE t.state IN ('new', 'in-work')))::int AS waiting,
    (count(*) FILTER (WHERE t.state = 'new'))::int AS untaken,
    (count(*) FILTER (WHERE t.due_on = ${today}::date))::int AS "dueToday",
    (count(*) FILTER (WHERE t.due_on < ${today}::date))::int AS overdue,
    (count(*) FILTER (WHERE ${answered}))::int AS answered,
    (count(*) FILTER (WHERE ${answered}
      AND (t.answered_at AT TIME ZONE ${homeRegion().timeZone})::date <= t.first_due_on))::int AS "inTime"`;
}
