import { whileAnswering } from '../server/answering';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { warehouseClient } from '../server/clickhouse';
import { sql } from '../server/sql';

type State = {
  status: 'ready' | 'degraded' | 'unavailable';
  postgresql: boolean;
  clickhouse: boolean;
  failedPlugins: string[];
};

/** PostgreSQL is needed; without the warehouse or with a failed plugin the installation is degraded but serves. */
export async function readiness(): Promise<State> {
  const [postgresql, clickhouse] = await Promise.all([answers(askPostgresql), answers(askClickhouse)]);
  const failedPlugins = [...new Set(installed().failed.map(({ plugin }) => plugin))];
  const sound = clickhouse && failedPlugins.length === 0;
  return { status: postgresql ? (sound ? 'ready' : 'degraded') : 'unavailable', postgresql, clickhouse, failedPlugins };
}

const askPostgresql = () =>
  inTransaction({ process: 'readiness', readOnly: true }, async () => void (await sql`SELECT 1`));
const askClickhouse = async () => {
  const result = await whileAnswering((abort_signal) => warehouseClient().ping({ select: false, abort_signal }));
  if (!result.success) throw result.error;
};

const answers = async (ask: () => Promise<void>) => {
  const limit = new Promise<never>((_done, fail) => setTimeout(() => fail(new Error('no answer')), 2_000).unref());
  return Promise.race([ask(), limit]).then(
    () => true,
    () => false,
  );
};
