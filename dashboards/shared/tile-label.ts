/** At most two lines of so many letters; a longer word is broken with a hyphen between syllables, a longer name ends in a dot. */
export function tileLabel(name: string, letters: number): string[] {
  if (name.length <= letters) return [name];
  const space = name.lastIndexOf(' ', letters);
  if (space > 0) return [name.slice(0, space), ending(name.slice(space + 1), letters)];
  const at = syllableEnd(name, letters - 1);
  return at === undefined ? [ending(name, letters)] : [`${name.slice(0, at)}-`, ending(name.slice(at), letters)];
}

const ending = (text: string, letters: number) => (text.length <= letters ? text : `${text.slice(0, letters - 1)}.`);

const vowels = /[аеёиоуыэюяaeiouy]/i;

// The rule of transfer: a vowel on either side, no consonant torn from the vowel after it, no ь, ъ, й at the beginning.
function syllableEnd(word: string, most: number): number | undefined {
  for (let at = Math.min(most, word.length - 2); at >= 2; at -= 1) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    if (!vowels.test(left) || !vowels.test(right) || /^[ьъй]/i.test(right)) continue;
    if (vowels.test(right[0] ?? '') && !vowels.test(left.at(-1) ?? '')) continue;
    return at;
  }
  return undefined;
}
