import { beyondReach, conflict, deleteFile, filesOf, notFound, sendFile, sql, storeFile } from '@regiso/core';
import type { FileRules, SentFile } from '@regiso/core';
import { mostBytes, mostFiles } from '../../shared';
import { demandAdding, holderOf, ofFamily } from './holder';
import { itemFor, ownerOfItem, waitsAnew } from './items';

/** Diplomas, certificates, photos: they name a child, so that every reading is recorded. */
const rules: FileRules = { types: ['pdf', 'jpeg', 'png'], maxBytes: mostBytes, isPersonal: true };
export const upload = { maxBytes: rules.maxBytes + 65_536 };

/** Puts a document beside an achievement, which has to be confirmed anew. Gives its id; throws 403, 404, 409, 413 and 415. */
export async function addDocument(personId: string, id: string, sent: SentFile): Promise<{ id: string }> {
  const holder = await holderOf(personId);
  demandAdding(holder);
  return beyondReach(ofFamily, async () => {
    const held = await itemFor(holder.person, id);
    if ((await filesOf(ownerOfItem(id))).length >= mostFiles) throw conflict('Прикладывают не больше пяти файлов');
    // The room of whoever sends it: a portfolio is of no school.
    const file = await storeFile(sent, rules, ownerOfItem(id), { personId: holder.person });
    await waitsAnew(holder, held, { what: 'file-added' });
    return { id: file.id };
  });
}

/** Takes a document away; the achievement has to be confirmed anew. Throws 403, 404 and 409. */
export async function removeDocument(personId: string, id: string, file: string): Promise<void> {
  const holder = await holderOf(personId);
  demandAdding(holder);
  await beyondReach(ofFamily, async () => {
    const held = await itemFor(holder.person, id);
    await deleteFile(file, ownerOfItem(id));
    await waitsAnew(holder, held, { what: 'file-removed' });
  });
}

/** Gives a document to the family; the reading is recorded. Throws 403, 404 and 409. */
export async function sendDocumentOf(h: Parameters<typeof sendFile>[0], personId: string, id: string, file: string) {
  const { person } = await holderOf(personId);
  const [own] = await beyondReach(
    ofFamily,
    () => sql`SELECT 1 AS one FROM school.portfolio_items WHERE id = ${id} AND person_id = ${person}`,
  );
  if (!own) throw notFound('Достижение не найдено');
  return sendFile(h, file, ownerOfItem(id));
}
