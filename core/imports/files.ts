import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inTransaction } from '../server/database';
import { notFound } from '../server/errors';
import { installed } from '../server/installed';
import { part, sql } from '../server/sql';
import { kindsAboutPeople } from './kinds';

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

/** Removes a file whose rows are saved, with its first rows. */
export async function forgetFile(runId: string) {
  await sql`DELETE FROM core.import_files WHERE run_id = ${runId}`;
  await sql`UPDATE core.import_runs SET shape = shape - 'preview' WHERE id = ${runId}`;
}

const fileDays = 30;
const problemDays = 90;
// A file about people goes when its rows are saved; whoever has not saved it by then sends it again.
const personalFileDays = 3;
const personalProblemDays = 30;

/** Rows of files may name people, so neither files nor problem rows are kept for long; those that do name people least. */
export async function forgetOldFiles() {
  const personal = kindsAboutPeople();
  const before = (most: number, leastOfPeople: number) =>
    part`r.created_at < now() - make_interval(days => CASE WHEN r.kind = ANY (${personal}::text[]) THEN ${leastOfPeople}::int ELSE ${most}::int END)`;
  await sql`DELETE FROM core.import_files f USING core.import_runs r
    WHERE r.id = f.run_id AND ${before(fileDays, personalFileDays)}`;
  await sql`UPDATE core.import_runs r SET shape = shape - 'preview'
    WHERE ${before(fileDays, personalFileDays)} AND shape ? 'preview'`;
  await sql`DELETE FROM core.import_problems p USING core.import_runs r
    WHERE r.id = p.run_id AND ${before(problemDays, personalProblemDays)}`;
}
