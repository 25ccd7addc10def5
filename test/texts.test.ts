import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

// A catalogue needs nothing else of the interface, which loads only in a browser.
jest.mock('@regiso/core/ui', () => jest.requireActual<object>('../core/ui/texts/define-texts'));

type Catalogue = { id: string; ru: Record<string, string>; en: Record<string, string> };

const root = resolve(__dirname, '..');
const inside = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)ui\/.*texts\.ts$/.test(join(folder, file)) && !/node_modules|\/test\//.test(file))
    .map((file) => join(folder, file));
const isCatalogue = (value: unknown): value is Catalogue =>
  typeof value === 'object' && value !== null && 'ru' in value && 'en' in value && 'id' in value;

test('no two catalogues that share a namespace say different words under one key: the one that loads last would win', () => {
  const files = ['core', 'dashboards', 'plugins', 'warehouse'].flatMap(inside);
  const catalogues = files.flatMap((file) =>
    Object.values(jest.requireActual<Record<string, unknown>>(join(root, file)))
      .filter(isCatalogue)
      .map((catalogue) => ({ file, catalogue })),
  );
  expect(catalogues.length).toBeGreaterThan(50);
  const known = new Map<string, { file: string; words: string }>();
  const clashes: string[] = [];
  for (const { file, catalogue } of catalogues)
    for (const [key, ru] of Object.entries(catalogue.ru)) {
      const place = `${catalogue.id} ${key}`;
      const words = `${ru} | ${catalogue.en[key]}`;
      const other = known.get(place);
      if (other && other.words !== words) clashes.push(`${place}: ${other.file} and ${file}`);
      known.set(place, { file, words });
    }
  expect(clashes).toEqual([]);
});
