import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { buildUi } from '../ui/build';
import { shared } from './shared';

const buildingLock = 20_061_126;

/** Puts the cabinets into a data folder; the whole run builds them once, whoever comes first. */
export async function placeUi(dataFolder: string) {
  const { databaseUrl } = shared();
  // Kept between runs: a build from the same sources is the same.
  const outDir = resolve(__dirname, '../../node_modules/.cache/regiso-ui');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [buildingLock]);
    await buildUi({ outDir });
  } finally {
    await client.end();
  }
  mkdirSync(dataFolder, { recursive: true });
  symlinkSync(outDir, join(dataFolder, 'ui'));
}
