import { beyondReach, context, sql } from '@regiso/core';
import type { Status } from '../../shared';

type Line = {
  kind: string;
  status?: Status;
  ground?: string | undefined;
  comment?: string | undefined;
  details?: Record<string, unknown>;
};

/** Adds a line to the history of an application; who did it is the present actor. */
export async function note(applicationId: string, who: 'guardian' | 'staff' | 'system', line: Line): Promise<void> {
  const { kind, status = null, ground = null, comment = null, details = {} } = line;
  await beyondReach(
    'the history of an application that was in reach',
    () => sql`INSERT INTO kindergarten.application_events (application_id, account_id, who, kind, status, ground, comment, details)
    VALUES (${applicationId}, ${context().actor?.accountId ?? null}, ${who}, ${kind}, ${status}, ${ground}, ${comment},
      ${JSON.stringify(details)}::jsonb)`,
  );
}
