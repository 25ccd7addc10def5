import { plainNumber, shortNameKey } from './normal';
import { indexesOf, indexOf } from './sealed';

type Name = { surname: string; name: string };
const textOf = (name: Name, number: string) => `${shortNameKey(name)}|${plainNumber(number)}`;

/** A keyed hash of surname, name and the number of a paper together: neither is kept, and one without the other finds nothing. */
export const namedNumberKey = (name: Name, number: string): Buffer => indexOf('named-number', textOf(name, number));

/** The same by every key of the installation, so that a change of keys loses nobody. */
export const namedNumberKeys = (name: Name, number: string): Buffer[] =>
  indexesOf('named-number', textOf(name, number));

export { plainNumber, shortNameKey };
