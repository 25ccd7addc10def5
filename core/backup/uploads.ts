import type { Client } from 'pg';
import type { Manifest } from './manifest';

const folder = 'files/files/';
const pathOf = (id: string) => `${folder}${id.slice(-2)}/${id}`;

/** Whether a path of a manifest is the content of an uploaded file. */
export const isUpload = (path: string) => path.startsWith(folder);

/** How many uploaded files the copy's database knows, and which of them the backup lacks or holds with other content. */
export async function checkUploads(client: Client, manifest: Manifest): Promise<{ files: number; problems: string[] }> {
  const sums = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  // The content of an infected file was removed.
  const { rows } = await client.query<{ id: string; sha256: string }>(
    `SELECT id, sha256 FROM core.files WHERE state <> 'infected' ORDER BY id`,
  );
  const wrong = rows.filter(({ id, sha256 }) => sums.get(pathOf(id)) !== sha256);
  const named = wrong.slice(0, 10).map(({ id }) => `the file ${id} is not in the backup as it was stored`);
  if (wrong.length > named.length) named.push(`${wrong.length - named.length} more files are not in the backup`);
  return { files: rows.length, problems: named };
}
