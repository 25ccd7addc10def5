import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audit, holdsDemo, installed, sql, storeMade, type FileOwner } from '@regiso/core';
import { digestOf, type JournalContents } from './contents';
import { contentsOf, type Journal } from './gather';
import { printArchive } from './pdf';
import { journalTitle, yearTitle } from './words';

export const fileOwner = (id: string): FileOwner => ({ plugin: 'school', type: 'journal-archive', id });

/** The order that a version is made by: its number, who asked and why. */
export type Cause = { number: number; reason: string; orderedBy: string | null; who: string | null };

type Version = { id: string; number: number; version: number };

/** The version that holds of a journal, recorded: the last one while nothing has changed since, else a new one with its file. */
export async function take(journal: Journal, cause: Cause): Promise<{ id: string; isNew: boolean }> {
  const contents = await contentsOf(journal);
  const sha256 = digestOf(contents);
  const [last] = await sql<Version & { sha256: string }>`SELECT id, number, version, contents_sha256 AS sha256
    FROM school.journal_archives WHERE load_id = ${journal.id} ORDER BY version DESC LIMIT 1`;
  const isNew = last?.sha256 !== sha256;
  const { id, number, version } =
    last && !isNew ? last : await keep(journal, contents, cause, (last?.version ?? 0) + 1);
  const object = { type: 'journal', id: journal.id, organisationId: journal.organisationId };
  await audit('school.archive-made', object, { order: cause.number, number, version, sha256, isNew });
  return { id, isNew };
}

async function keep(
  journal: Journal,
  contents: JournalContents,
  { reason, orderedBy, who }: Cause,
  version: number,
): Promise<Version> {
  const { organisationId, participantId, municipalityId, grade, endsOn } = journal;
  const sha256 = digestOf(contents);
  const [made] = await sql<{ id: string; number: number; madeAt: Date }>`INSERT INTO school.journal_archives
      (organisation_id, participant_id, municipality_id, load_id, grade, version, contents_sha256, reason, year_ends_on, made_by)
    VALUES (${organisationId}, ${participantId}, ${municipalityId}, ${journal.id}, ${grade}, ${version}, ${sha256}, ${reason},
      ${endsOn}, ${orderedBy}) RETURNING id, number, made_at AS "madeAt"`;
  if (!made) throw new Error('nothing was inserted');
  const { id, number, madeAt } = made;
  const pdf = await printArchive(contents, { number, version, madeAt, who, reason, sha256, isDemo: await holdsDemo() });
  const title = `${journalTitle(journal)}, ${yearTitle(journal.firstYear)}`.replace(/[^\p{L}\d ,.-]/gu, '-');
  const file = await stored(id, `${title}, архив ${number}, версия ${version}.pdf`, pdf);
  await sql`UPDATE school.journal_archives SET file_id = ${file.id}, bytes = ${file.bytes} WHERE id = ${id}`;
  return { id, number, version };
}

// In the folder that the sweep of uploads clears when a worker dies.
async function stored(id: string, name: string, pdf: Buffer) {
  const folder = join(installed().config.dataFolder, 'uploads');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `archive-${id}`);
  try {
    await writeFile(path, pdf, { mode: 0o600 });
    return await storeMade({ path, name, type: 'pdf', isPersonal: true }, fileOwner(id));
  } finally {
    await rm(path, { force: true });
  }
}
