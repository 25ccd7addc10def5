// prettier-ignore
const letters: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch',
  ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

const latin = (text: string) =>
  [...text.toLowerCase()]
    .map((letter) => letters[letter] ?? letter)
    .join('')
    .replace(/[^a-z0-9]/g, '');

/** «Лаптева Ирина Сергеевна» → `laptevais`: a login to begin with; the person who creates the account may change it. */
export function loginFrom(name: string): string {
  const [family = '', ...given] = name.trim().split(/\s+/);
  return latin(family) + given.map((part) => latin(part).slice(0, 1)).join('');
}
