import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTransaction } from '../server/database';
import { root } from '../server/find';
import { installed } from '../server/installed';
import { sql } from '../server/sql';

export type Release = {
  version: string;
  since: string | null;
  isPresent: boolean;
  /** In short, in Russian. */
  summary: Note[];
  /** In full, as the changelog says it in English. */
  notes: Note[];
};

type Note = { title: string | null; text: string };

/** Notes down that this release has run here. */
export async function noteRelease() {
  const { version } = installed();
  if (!version) return;
  await inTransaction(
    { process: 'seed/system', unaudited: 'the list of releases is itself the record' },
    () => sql`INSERT INTO core.releases (version) VALUES (${version}) ON CONFLICT DO NOTHING`,
  );
}

/** Releases that ran here, the newest first, with what is said of them in short and in the changelog. */
export async function releases(): Promise<Release[]> {
  const rows = await sql<{ version: string; since: Date }>`SELECT version, since FROM core.releases
    ORDER BY since DESC LIMIT 50`;
  const [notes, summaries] = [await notesIn('CHANGELOG.md'), await notesIn('docs/operations/releases.md')];
  return rows.map(({ version, since }) => ({
    version,
    since: since.toISOString(),
    isPresent: version === installed().version,
    summary: summaries.get(version) ?? [],
    notes: notes.get(version) ?? [],
  }));
}

const notesIn = async (file: string) => notesOf(await readFile(join(root, file), 'utf8').catch(() => ''));

/** Paragraphs of a changelog by version; a paragraph may begin with its heading in bold. */
export function notesOf(changelog: string): Map<string, Note[]> {
  const found = new Map<string, Note[]>();
  for (const section of changelog.split(/^## /m).slice(1)) {
    const [heading = '', ...body] = section.split('\n');
    const [version = ''] = heading.trim().split(/\s/);
    const paragraphs = body.join('\n').split(/\n\s*\n/);
    found.set(
      version,
      paragraphs.map(paragraphOf).filter(({ text }) => text),
    );
  }
  return found;
}

function paragraphOf(raw: string) {
  const text = raw.replace(/\s+/g, ' ').trim();
  const [, title, rest] = /^\*\*(.+?)\.?\*\*\s*(.*)$/.exec(text) ?? [];
  return title && rest ? { title, text: rest } : { title: null, text };
}
