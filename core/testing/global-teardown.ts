import { readFileSync, rmSync } from 'node:fs';

export default async function tearDown() {
  if (!globalThis.regisoServices) return;
  await globalThis.regisoServices.stop();
  const file = process.env.REGISO_TEST_SERVICES;
  if (!file) return;
  const { folder } = JSON.parse(readFileSync(file, 'utf8')) as { folder: string };
  rmSync(folder, { recursive: true, force: true });
}
