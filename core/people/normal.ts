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

/** Series and number of a paper as letters and digits only. */
export const plainNumber = (text: string) =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('Ё', 'Е')
    .replace(/[^\p{L}\p{N}]/gu, '');
