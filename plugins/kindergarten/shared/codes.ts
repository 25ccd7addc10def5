/** Lists that pages offer; the schemas over them stand in `words`, apart, so that no page loads a validator. */
export const orientations = ['general', 'compensating', 'health', 'combined', 'family', 'care'] as const;
export const regimes = ['full', 'short', 'long', 'round-the-clock', 'three-hours'] as const;
export const languages = ['ru', 'tt', 'kk', 'de', 'kca', 'mns', 'nen'] as const;
export const absenceReasons = ['illness', 'family', 'holiday', 'quarantine', 'unknown'] as const;
export const statuses = [
  'draft',
  'sent',
  'received',
  'need-confirm',
  'queued',
  'offered',
  'directed',
  'docs',
  'enrolled',
  'refused',
  'withdrawn',
  'frozen',
  'archived',
] as const;

/** How far ahead the list of privileges that end looks, in days; `expired` are those that have ended. */
export const expiryTerms = ['7', '30', '60', 'expired'] as const;

/** How many scans stand beside an application at most. */
export const mostPapers = 20;

/** How many kindergartens an application names at most. */
export const mostChoices = 10;

/** The code of a list that a select gave; throws for another, which no select of ours gives. */
export function codeOf<const L extends readonly string[]>(list: L, value: string): L[number] {
  if (!list.includes(value)) throw new Error(`${value} is none of ${list.join(', ')}`);
  return value;
}
