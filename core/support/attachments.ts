import { conflict } from '../server/errors';
import type { ResponseToolkit } from '@hapi/hapi';
import { filesOf, sendFile, storeFile, type FileRules, type SentFile } from '../files/api';
import { find } from './desk';

export const maxFileBytes = 10 * 1024 * 1024;
const most = 10;

// A picture of a screen may show anybody, so every look at it is recorded.
const rules: FileRules = {
  types: ['png', 'jpeg', 'pdf', 'docx', 'xlsx', 'odt', 'ods'],
  maxBytes: maxFileBytes,
  isPersonal: true,
};

export const ownerOf = (id: string) => ({ plugin: 'support', type: 'ticket', id });

/** Puts a file beside the thread: the author's or the desk's. Throws 404 for a ticket of neither. */
export async function attach(id: string, sent: SentFile) {
  await find(id, { lock: true });
  if ((await filesOf(ownerOf(id))).length >= most) throw conflict(`К обращению прикладывают не больше ${most} файлов`);
  const { id: file } = await storeFile(sent, rules, ownerOf(id));
  return { id: file };
}

/** Gives a file of the thread out, recorded. */
export async function giveOut(h: ResponseToolkit, id: string, file: string) {
  await find(id);
  return sendFile(h, file, ownerOf(id));
}
