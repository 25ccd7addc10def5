import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inTransaction } from '../server/database';
import { notFound } from '../server/errors';
import { installed } from '../server/installed';
import { sql } from '../server/sql';

const pieceBytes = 4_194_304;

/** Keeps an uploaded file in the database, so that any worker can read it, whichever web process took it. */
export async function keepFile(runId: string, path: string): Promise<void> {
  let at = 0;
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    await sql`INSERT INTO core.import_files (run_id, participant_id, at, bytes)
      SELECT id, participant_id, ${at}::int, ${piece as Buffer}::bytea FROM core.import_runs WHERE id = ${runId}`;
    at += 1;
  }
}

async function* piecesOf(runId: string) {
  for (let at = 0; ; at += 1) {
    const [row] = await inTransaction(
      { process: 'imports/files', readOnly: true },
      () => sql<{ bytes: Buffer }>`SELECT bytes FROM core.import_files WHERE run_id = ${runId} AND at = ${at}`,
    );
    if (row) yield row.bytes;
    else if (at === 0) throw notFound('Файл этой загрузки уже удалён по сроку хранения: отправьте его снова');
    else return;
  }
}

/** Lends the kept file as a path for the time of the work. */
export async function withKeptFile<T>(runId: string, work: (path: string) => Promise<T>): Promise<T> {
  const folder = join(installed().config.dataFolder, 'uploads');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `run-${runId}-${process.pid}`);
  try {
    await pipeline(Readable.from(piecesOf(runId)), createWriteStream(path, { mode: 0o600 }));
    return await work(path);
  } finally {
    await rm(path, { force: true });
  }
}

const fileDays = 30;
const problemDays = 90;

/** Rows of files may name people, so neither files nor problem rows are kept for long. */
export async function forgetOldFiles() {
  await sql`DELETE FROM core.import_files f USING core.import_runs r
    WHERE r.id = f.run_id AND r.created_at < now() - make_interval(days => ${fileDays})`;
  await sql`UPDATE core.import_runs SET shape = shape - 'preview'
    WHERE created_at < now() - make_interval(days => ${fileDays}) AND shape ? 'preview'`;
  await sql`DELETE FROM core.import_problems p USING core.import_runs r
    WHERE r.id = p.run_id AND r.created_at < now() - make_interval(days => ${problemDays})`;
}
