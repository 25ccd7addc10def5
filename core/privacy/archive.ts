import { strToU8, zipSync } from 'fflate';
import { dataOwner } from '../people/owner';
import { audit } from '../server/audit';
import { enabledPlugins } from '../server/installed';

/** Everything the subsystems hold about the owner of the present account and their children: one JSON a subsystem, in a ZIP. */
export async function ownArchive(): Promise<Buffer> {
  const owner = await dataOwner();
  const files: Record<string, Uint8Array> = {};
  for (const { id, title, ownData } of enabledPlugins()) {
    const held = await ownData?.(owner);
    if (held) files[`${id}.json`] = strToU8(JSON.stringify({ подсистема: title, ...held }, null, 2));
  }
  files['README.txt'] = strToU8(readme(Object.keys(files)));
  await audit('privacy.own-data-taken', { type: 'account', id: owner.accountId }, { files: Object.keys(files).length });
  return Buffer.from(zipSync(files, { level: 6 }));
}

const readme = (names: string[]) => `Ваши данные в РЕГИСО на ${new Date().toISOString()}.
Каждый файл — то, что хранит одна подсистема: ${names.join(', ')}.
Файлы JSON открываются любым текстовым редактором. Нашли ошибку — отправьте просьбу об исправлении на странице «Мои данные».
`;
