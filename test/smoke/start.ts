import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from './product';

const running = (folder: string) => {
  const listing = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return listing.split('\n').filter((line) => line.includes(folder));
};

const expect = (truth: boolean, sentence: string) => {
  if (!truth) throw new Error(`Not so: ${sentence}`);
  process.stdout.write(`ok: ${sentence}\n`);
};

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-smoke-'));
  try {
    const fresh = await startProduct(folder);
    await fresh.untilFigures();
    expect((await fetch(`${fresh.address}/`)).ok, 'a fresh start shows the portal, and a demo analyst sees figures');
    expect((await fetch(`${fresh.address}/app/`)).ok, 'the cabinets are built and served');
    expect((await fresh.stop()) === 0, 'SIGTERM ends it with code 0');
    expect(running(folder).length === 0, 'nothing is left running');
    const again = await startProduct(folder);
    await again.untilFigures();
    expect(true, 'a second start finds its data');
    await again.stop('SIGKILL');
    const after = await startProduct(folder);
    await after.untilFigures();
    expect((await after.stop()) === 0, 'after kill -9 it starts with all its data');
    expect(running(folder).length === 0, 'nothing is left running');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
