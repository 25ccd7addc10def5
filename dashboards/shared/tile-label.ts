/** At most two lines of so many letters; a longer word is broken with a hyphen, a longer name ends in a dot. */
export function tileLabel(name: string, letters: number): string[] {
  if (name.length <= letters) return [name];
  const space = name.lastIndexOf(' ', letters);
  const [first, rest] =
    space > 0
      ? [name.slice(0, space), name.slice(space + 1)]
      : [`${name.slice(0, letters - 1)}-`, name.slice(letters - 1)];
  return [first, rest.length <= letters ? rest : `${rest.slice(0, letters - 1)}.`];
}
