import { joined, part, sql } from '../server/sql';

type Piece = ReturnType<typeof part>;
type Asked = {
  /** Cards, of one person as a rule. */
  people: readonly string[];
  /** What is read of each row; `at` and `id` stand among it. */
  columns: Piece;
  conditions: readonly Piece[];
  /** Those of time: they leave months out. */
  period?: readonly Piece[];
  most: number;
};

/**
 * Rows `e` about people, the newest first: of one of them alone, and of lists that showed one of them. The two are read by
 * an index each; the second is gathered whole before anything else is asked of it, or the planner would walk the log backwards
 * for a LIMIT, or through all rows of an event.
 */
export function rowsOfPeople<T>({ people, columns, conditions, period = [], most }: Asked): Promise<T[]> {
  const ids = people.map((id) => id.toLowerCase());
  const within = joined([part`true`, ...period], ' AND ');
  const where = joined([within, ...conditions], ' AND ');
  const isAbout = part`e.person_id = ANY (${ids}::uuid[])`;
  const wasShown = part`e.details -> 'persons' @> ANY (${ids.map((id) => JSON.stringify(id))}::jsonb[])`;
  return sql<T>`WITH listed AS MATERIALIZED (SELECT e.* FROM core.audit_events e WHERE ${wasShown} AND ${within}),
    shown AS (SELECT ${columns} FROM listed e WHERE (${isAbout}) IS NOT TRUE AND ${where}
      ORDER BY e.at DESC, e.id DESC LIMIT ${most}),
    about AS (SELECT ${columns} FROM core.audit_events e WHERE ${isAbout} AND ${where}
      ORDER BY e.at DESC, e.id DESC LIMIT ${most})
    SELECT * FROM (SELECT * FROM about UNION ALL SELECT * FROM shown) found ORDER BY at DESC, id DESC LIMIT ${most}`;
}
