import { createHash } from 'node:crypto';

/** A short digest of an answer, to tell whether two say the same. */
export const digestOf = (text: string) => createHash('sha1').update(text).digest('base64');
