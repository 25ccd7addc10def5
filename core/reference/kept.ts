import { memory } from '../server/memory';

const rows = memory('regiso_references');

/** Makes every process read reference rows anew, once the present transaction commits. */
export const referencesChanged = rows.changed;

/** Keeps what is made of reference rows, by a key such as the day, until any of them changes in any process. */
export const keptOfReferences = <T>(read: (key: string) => Promise<T>) => rows.keep(read, 500);
