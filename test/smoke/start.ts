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

const question = { kind: 'fault', subject: 'До обрыва', text: 'Записано за миг до обрыва питания.', errors: [] };
const registerOf = async (address: string) => (await fetch(`${address}/open-data/organisations.csv`)).text();

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
    const figures = await again.untilFigures();
    const register = await registerOf(again.address);
    expect(register.length > 50, 'a second start finds its data');
    const asked = await (await again.analyst())('/api/support/tickets', question);
    const { id } = (await asked.json()) as { id: string };
    expect(asked.ok, 'the analyst writes to support, and everything is killed the moment the answer is there');
    await again.stop('SIGKILL');
    const after = await startProduct(folder);
    const ticket = await (await after.analyst())(`/api/support/tickets/${id}/read`, {});
    expect(
      ((await ticket.json()) as typeof question).subject === question.subject,
      'after kill -9 that record is there',
    );
    expect((await registerOf(after.address)) === register, 'every organisation is as it was');
    expect((await after.untilFigures()) === figures, 'and every figure');
    expect((await after.stop()) === 0, 'SIGTERM ends it with code 0');
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
