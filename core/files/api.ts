/** What plugins use of the room of files. */
export { demandClean } from './check';
export { inspectFile } from './inspect';
export { contentDisposition } from './name';
export { asDownload, sendFile } from './send';
export { sendTogether } from './send-together';
export { deleteFile, filesOf, filesOfEach, sentFile, storeFile, storeMade } from './store';
export { fileTypes } from './types';
export type { FileOwner, FilePlace, FileRules, FileType, MadeFile, SentFile, StoredFile } from './types';
