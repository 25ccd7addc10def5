/** How names are compared: ё as е, no case, hyphens as spaces, one space between words. */
export const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s\u2010-\u2015-]+/g, ' ')
    .trim();

type Name = { surname: string; name: string; patronymic?: string | null | undefined };

/** The whole name in one line, to be searched by the beginnings of its words. */
export const plainName = ({ surname, name, patronymic }: Name) => plain([surname, name, patronymic ?? ''].join(' '));

/** The words of a name in a fixed order: equal for «Иванов Пётр» and «Петр Иванов». */
export const nameKey = (name: Name) => plainName(name).split(' ').sort().join(' ');

/** The same without the patronymic, which many papers lack. */
export const shortNameKey = ({ surname, name }: Name) => nameKey({ surname, name });

type Described = Name & { birthDate?: string | null | undefined; snils?: string | null | undefined };
export const describedParts = ['surname', 'name', 'patronymic', 'birthDate', 'snils'] as const;

/**
 * In which parts two descriptions of a person differ. Spelling does not count (ё, case, hyphens), nor that one source has one
 * of two given names; what one of them lacks is no difference.
 */
export function differences(one: Described, other: Described): (typeof describedParts)[number][] {
  return describedParts.filter((part) => {
    const [first, second] = [plain(one[part] ?? ''), plain(other[part] ?? '')];
    if (!first || !second || first === second) return false;
    if (part === 'snils') return first.replaceAll(' ', '') !== second.replaceAll(' ', '');
    return part !== 'name' || !holdsWords(first, second);
  });
}

function holdsWords(first: string, second: string): boolean {
  const [few = [], many = []] = [first.split(' '), second.split(' ')].sort((a, b) => a.length - b.length);
  return few.every((word) => many.includes(word));
}

/** Series and number of a paper as letters and digits only. */
export const plainNumber = (text: string) =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('Ё', 'Е')
    .replace(/[^\p{L}\p{N}]/gu, '');
