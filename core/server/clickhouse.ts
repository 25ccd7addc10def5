import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { installed } from './installed';

let client: { url: string; connection: ClickHouseClient } | undefined;

/** The one client of the warehouse in this process. Inserts and movers state `async_insert = 0` here, once. */
export function warehouseClient(): ClickHouseClient {
  const url = installed().services.clickhouseUrl;
  if (client && client.url === url) return client.connection;
  void client?.connection.close();
  const connection = createClient({
    url,
    request_timeout: 600_000,
    max_open_connections: 8,
    // The client would log queries and addresses; failures reach our own log as errors.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { async_insert: 0, wait_end_of_query: 1 },
  });
  client = { url, connection };
  return connection;
}

export async function closeWarehouseClient() {
  await client?.connection.close();
  client = undefined;
}
