import { beyondReach, context, prepared } from '@regiso/core';
import type { Status } from '../../shared';

type Line = {
  kind: string;
  status?: Status;
  ground?: string | undefined;
  comment?: string | undefined;
  details?: Record<string, unknown>;
};

/**
 * Adds a line to the history of an application, or of each of several; who did it is the present actor. The federal portal is
 * told of its own.
 */
export async function note(
  applications: string | readonly string[],
  who: 'guardian' | 'staff' | 'system',
  line: Line,
): Promise<void> {
  const { kind, status = null, ground = null, comment = null, details = {} } = line;
  await beyondReach(
    'the history of an application that was in reach',
    () => prepared`WITH line AS (
        INSERT INTO kindergarten.application_events (application_id, account_id, who, kind, status, ground, comment, details)
        SELECT id, ${context().actor?.accountId ?? null}::uuid, ${who}, ${kind}, ${status}, ${ground}, ${comment},
          ${JSON.stringify(details)}::jsonb FROM unnest(${[applications].flat()}::uuid[]) WITH ORDINALITY a(id, at) ORDER BY at RETURNING id, application_id, kind)
      INSERT INTO kindergarten.federal_events (event_id, municipality_id)
      SELECT line.id, a.municipality_id FROM line JOIN kindergarten.applications a ON a.id = line.application_id
      WHERE line.kind = 'status' AND a.origin = 'federal'`,
  );
}
