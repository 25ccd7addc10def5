const lost = '\uFFFD';
const halfSurrogate = /\p{Surrogate}/u;

/** Whether PostgreSQL can store a text: NUL and half a surrogate pair are the two things it cannot. */
export const isStorable = (text: string) => !text.includes('\0') && !halfSurrogate.test(text);

/** The text with what cannot be stored replaced by a visible sign. */
export const storable = (text: string) =>
  isStorable(text) ? text : text.replaceAll('\0', lost).replace(/\p{Surrogate}/gu, lost);
