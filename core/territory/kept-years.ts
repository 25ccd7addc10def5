import { afterCommit, inTransaction } from '../server/database';
import { isEnabled } from '../server/installed';
import { log } from '../server/log';
import { onSignal, signal } from '../server/signals';
import { sql } from '../server/sql';
import type { KeptYear } from './calendar';
import { homeRegion, keepYears } from './home';

const channel = 'regiso_calendar';

const newest = () => sql<KeptYear>`SELECT DISTINCT ON (year) year, days FROM core.calendar_years
  WHERE region_id = ${homeRegion().id} ORDER BY year, version DESC`;

/** Reads the newest version of every year that the operator keeps; every count of working days goes by them from then on. */
export async function loadKeptYears(): Promise<void> {
  if (!isEnabled('territory')) return keepYears([]);
  await inTransaction({ process: 'calendar', readOnly: true }, async () => keepYears(await newest()));
}

// Follows what is kept in other processes.
onSignal(
  channel,
  () => void loadKeptYears().catch((error: unknown) => log.warn('the calendar was not read', { error })),
);

/** Makes every process count by the years as the present transaction leaves them, once it commits. */
export async function yearsChanged(): Promise<void> {
  const years = await newest();
  await signal(channel, 'changed');
  afterCommit(() => keepYears(years));
}
