import type { Algorithm } from '@node-rs/argon2';
import { unavailable } from '../server/errors';
import { inTurn } from '../server/in-turn';
import { onThread } from './hashing';

// OWASP: argon2id with 19 MiB, two passes, one lane.
const options = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Hashing is bounded so that a crowd at the door cannot starve the other routes of threads.
const oneOfTwo = inTurn({
  atOnce: 2,
  mayWait: 60,
  refuse: () => unavailable('Слишком много входов одновременно, попробуйте через несколько секунд'),
});

/** PHC string of an argon2id hash. Throws 503 when too many hashes wait. */
export async function hashPassword(password: string): Promise<string> {
  const hashed = await oneOfTwo(() => onThread({ password, options }));
  if (typeof hashed !== 'string') throw new Error('The password could not be hashed');
  return hashed;
}

// A hash of nothing anyone can type: an unknown login takes as long to refuse as a wrong password.
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Zb2mNbaGjMkiVt9OPnRsZcCOeYeL0vYGiqdIPjBRqPM';

/** Whether the password fits; without a stored hash the answer is no after the same time. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  const fits = await oneOfTwo(() => onThread({ password, stored: stored ?? decoy, options }));
  return Boolean(stored) && fits === true;
}
