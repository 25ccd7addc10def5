import { existsSync, mkdtempSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../server/config';
import { startServices, type Services } from '../server/services';

declare global {
  var regisoServices: Services | undefined;
}

const memoryDisk = '/dev/shm';
const gibibyte = 1_073_741_824;

/** Databases that live for minutes are a quarter faster in memory, where there is plenty of it. */
function isMemoryRoomy() {
  if (!existsSync(memoryDisk)) return false;
  const { bavail, bsize } = statfsSync(memoryDisk);
  return bavail * bsize > 8 * gibibyte && freemem() > 12 * gibibyte;
}

/** One PostgreSQL and one ClickHouse engine for the whole run; workers make databases of their own in them. */
export default async function setUp() {
  if (process.env.REGISO_TEST_SERVICES) return;
  // The workers inherit it.
  if (!process.env.TMPDIR && isMemoryRoomy()) process.env.TMPDIR = memoryDisk;
  const folder = mkdtempSync(join(tmpdir(), 'regiso-test-'));
  const services = await startServices(readConfig({ REGISO_DATA: folder, NODE_ENV: 'test' }));
  globalThis.regisoServices = services;
  const file = join(folder, 'test-services.json');
  writeFileSync(file, JSON.stringify({ ...services, folder }), { mode: 0o600 });
  process.env.REGISO_TEST_SERVICES = file;
}
