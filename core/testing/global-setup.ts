import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../server/config';
import { startServices, type Services } from '../server/services';

declare global {
  var regisoServices: Services | undefined;
}

/** One PostgreSQL and one ClickHouse engine for the whole run; workers make databases of their own in them. */
export default async function setUp() {
  if (process.env.REGISO_TEST_SERVICES) return;
  const folder = mkdtempSync(join(tmpdir(), 'regiso-test-'));
  const services = await startServices(readConfig({ REGISO_DATA: folder, NODE_ENV: 'test' }));
  globalThis.regisoServices = services;
  const file = join(folder, 'test-services.json');
  writeFileSync(file, JSON.stringify({ ...services, folder }), { mode: 0o600 });
  process.env.REGISO_TEST_SERVICES = file;
}
