import { part } from '../server/sql';
import type { subsystems } from '../server/subsystem';
import { todayHere } from '../territory/home';

type Piece = ReturnType<typeof part>;

/**
 * Whether an agreement lets anything be written today in a subsystem of a participant (a column), as `levelOfGrant` decides it for
 * rights of staff: connected, and not suspended. Families hold no grant, so whatever they write asks this, beyond the reach.
 */
export const isInForce = (participant: Piece, subsystem: (typeof subsystems)[number]): Piece =>
  part`(EXISTS (SELECT FROM core.connections k WHERE k.participant_id = ${participant} AND k.subsystem = ${subsystem}
      AND k.starts_on <= ${todayHere()}::date AND (k.ends_on IS NULL OR k.ends_on >= ${todayHere()}::date))
    AND NOT EXISTS (SELECT FROM core.suspensions u WHERE u.participant_id = ${participant} AND u.lifted_at IS NULL))`;
