import { memory } from '../server/memory';

/** Whose card is whose: whatever takes a card from an account, merges cards or parts them says `changed`. */
export const ownCards = memory('regiso_own_cards');
