import { conflict, isInForce, part, sql } from '@regiso/core';

/** No family changes days while the agreement of a kindergarten of the child is not in force. Throws 409; must run beyond the reach. */
export async function refuseNotConnected(child: string, days: readonly string[]): Promise<void> {
  const [closed] = await sql`SELECT 1 AS one FROM kindergarten.pupils p WHERE p.person_id = ${child}
    AND EXISTS (SELECT FROM unnest(${[...days]}::date[]) AS d(day)
      WHERE d.day >= p.starts_on AND (p.ends_on IS NULL OR d.day <= p.ends_on))
    AND NOT ${isInForce(part`p.participant_id`, 'kindergarten')} LIMIT 1`;
  if (closed) throw conflict('Детский сад сейчас не подключён: позвоните в группу');
}
