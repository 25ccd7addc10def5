import { beyondReach, sql, todayHere } from '@regiso/core';
import type { Application } from './applications';
import { rulesOn } from './rules';

/** A paused application comes back: with its time of filing, where the act of the municipality lets it (MUN-13). */
export async function endPause({ id, municipality_id: municipality }: Application): Promise<void> {
  const { rules } = await rulesOn(municipality, todayHere());
  if (rules.pauseKeepsTime) return;
  await beyondReach(
    'the application itself was in reach',
    () => sql`UPDATE kindergarten.applications SET filed_at = now() WHERE id = ${id}`,
  );
}
