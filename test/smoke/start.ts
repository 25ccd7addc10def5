import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig } from '../../core/server/config';
import { startServices } from '../../core/server/services';
import { freePort } from '../../core/server/services/ports';
import { startDevelopment, startProduct, until } from './product';

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

type Known = { figures: string; register: string; ticket: string };

/** Web and worker as processes of their own, on the addresses of services that neither of them runs. */
async function apart(folder: string, known: Known) {
  const services = await startServices(readConfig({ REGISO_DATA: folder }));
  const environment = {
    DATABASE_URL: services.databaseUrl,
    REGISO_APP_URL: services.appUrl,
    REGISO_LOADER_URL: services.loaderUrl,
    CLICKHOUSE_URL: services.clickhouseUrl,
  };
  try {
    const [web, worker] = await Promise.all([
      startProduct(folder, { command: 'web', environment }),
      startProduct(folder, { command: 'worker', environment }),
    ]);
    const ticket = await (await web.as('analyst'))(`/api/support/tickets/${known.ticket}/read`, {});
    expect(
      ticket.ok && (await web.untilFigures()) === known.figures,
      'web alone has every record and figure after that',
    );
    expect((await registerOf(web.address)) === known.register, 'and every organisation');
    expect((await importSample(await web.as('registrar'))) === 'done', 'a file sent to web is imported by worker');
    expect((await web.stop()) === 0 && (await worker.stop()) === 0, 'SIGTERM ends each with code 0');
  } finally {
    await services.stop();
  }
}

/** `npm run dev` while the wanted port is taken: Vite passes calls on to the one that the server really has. */
async function development(folder: string) {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const busy = (other.address() as AddressInfo).port;
  const vite = await freePort(0, '127.0.0.1');
  const dev = startDevelopment({ REGISO_DATA: folder, REGISO_PORT: String(busy), VITE_PORT: String(vite) });
  try {
    const page = `http://127.0.0.1:${vite}`;
    const version = await until('answer through Vite', async () => {
      const answer = await fetch(`${page}/healthz`).catch(() => undefined);
      return answer?.ok ? answer.status : undefined;
    });
    const shell = await (await fetch(`${page}/app/`)).text();
    expect(
      version === 200 && shell.includes('/app/@vite/client'),
      'npm run dev serves the interface and, through it, the server',
    );
    expect(dev.said().includes(`Port ${busy} is busy`), 'which says that it has moved to another port');
    // As an editor does that saves a file of the server.
    utimesSync(resolve(__dirname, '../../core/server/route.ts'), new Date(), new Date());
    await until('restart', async () => /Restarting/.test(dev.said()) || undefined);
    await until('answer anew', async () => (await fetch(`${page}/readyz`).catch(() => undefined))?.ok || undefined);
    expect(true, 'a changed file of the server restarts it, and it answers again');
    expect((await dev.stop()) === 0, 'Ctrl-C ends it with code 0');
  } finally {
    await dev.stop();
    other.close();
  }
}

type Call = Awaited<ReturnType<Awaited<ReturnType<typeof startProduct>>['as']>>;

/** Sends the sample of the register as a file, for trial. Gives how the run ended. */
async function importSample(call: Call) {
  const sample = await (await call('/api/imports/kinds/organisations/sample.csv')).blob();
  const form = new FormData();
  form.set('kind', 'organisations');
  form.set('file', sample, 'sample.csv');
  const run = (await (await call('/api/imports/files', form)).json()) as { id: string };
  await call(`/api/imports/runs/${run.id}/start`, { dryRun: true });
  return until('end of the import', async () => {
    const { state } = (await (await call(`/api/imports/runs/${run.id}`)).json()) as { state: string };
    return ['done', 'failed', 'cancelled'].includes(state) ? state : undefined;
  });
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-smoke-'));
  try {
    const fresh = await startProduct(folder, { isGroup: true });
    await fresh.untilFigures();
    expect((await fetch(`${fresh.address}/`)).ok, 'a fresh start shows the portal, and a demo analyst sees figures');
    expect((await fetch(`${fresh.address}/app/`)).ok, 'the cabinets are built and served');
    expect((await fresh.interrupt()) === 0, 'Ctrl-C, which reaches each of its processes, ends it with code 0');
    expect(running(folder).length === 0, 'nothing is left running');
    const again = await startProduct(folder);
    const figures = await again.untilFigures();
    const register = await registerOf(again.address);
    expect(register.length > 50, 'a second start finds its data');
    const asked = await (await again.as('analyst'))('/api/support/tickets', question);
    const { id } = (await asked.json()) as { id: string };
    expect(asked.ok, 'the analyst writes to support, and everything is killed the moment the answer is there');
    await again.stop('SIGKILL');
    const after = await startProduct(folder);
    const ticket = await (await after.as('analyst'))(`/api/support/tickets/${id}/read`, {});
    expect(
      ((await ticket.json()) as typeof question).subject === question.subject,
      'after kill -9 that record is there',
    );
    expect((await registerOf(after.address)) === register, 'every organisation is as it was');
    expect((await after.untilFigures()) === figures, 'and every figure');
    await after.killAll();
    expect(running(folder).length === 0, 'kill -9 of all its processes at once leaves none');
    await apart(folder, { figures, register, ticket: id });
    await development(folder);
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
