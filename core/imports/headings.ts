import { createHash } from 'node:crypto';
import type { ImportColumn, Importer } from '../server/importer';
import { fileProblem } from './file-problem';

type Columns = Pick<Importer, 'columns'>;

/** Field → heading of the file. */
export type Mapping = Readonly<Record<string, string>>;

// A heading compared without case, spaces, punctuation and ё.
const plainHeading = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('№', 'номер')
    .replace(/[^\p{L}\p{N}]+/gu, '');

const namesOf = (field: string, column: ImportColumn) =>
  [column.title, field, ...(column.aliases ?? [])].map(plainHeading);

/** The mapping that titles and aliases suggest; the first heading wins for a field, the first field for a heading. */
export function suggestMapping(importer: Columns, headings: readonly string[]): Mapping {
  const taken = new Set<string>();
  const entries = Object.entries(importer.columns).flatMap(([field, column]) => {
    const found = namesOf(field, column)
      .map((name) => headings.find((heading) => plainHeading(heading) === name && !taken.has(heading)))
      .find((heading) => heading !== undefined);
    if (found === undefined) return [];
    taken.add(found);
    return [[field, found] as const];
  });
  return Object.fromEntries(entries);
}

/** The heading that reads the same, whatever its case and punctuation. */
export const withSameWords = (headings: readonly string[], heading: string) =>
  headings.find((one) => one === heading) ?? headings.find((one) => plainHeading(one) === plainHeading(heading));

/** One value for files with the same headings, whatever their order: by it a mapping is remembered. */
export const signatureOf = (headings: readonly string[]) =>
  createHash('sha256').update(headings.map(plainHeading).sort().join('\n')).digest('hex').slice(0, 32);

export const missingColumns = (importer: Columns, mapping: Mapping) =>
  Object.entries(importer.columns)
    .filter(([field, { required }]) => required && !mapping[field])
    .map(([, { title }]) => `«${title}»`);

export const ignoredHeadings = (headings: readonly string[], mapping: Mapping) => {
  const used = new Set(Object.values(mapping));
  return headings.filter((heading) => heading && !used.has(heading));
};

/** Field → place in the row. Throws a sentence for a column that is missing, unknown or there twice. */
export function placesOf(importer: Columns, headings: readonly string[], mapping: Mapping): Map<string, number> {
  const places = new Map<string, number>();
  const fields = new Map<string, string>();
  for (const [field, heading] of Object.entries(mapping)) {
    if (!importer.columns[field]) continue;
    const at = headings.flatMap((candidate, place) => (candidate === heading ? [place] : []));
    if (at.length === 0) throw fileProblem('column-unknown', `«${heading}»`);
    if (at.length > 1)
      throw fileProblem('column-twice', `«${heading}» (столбцы ${at.map((place) => place + 1).join(' и ')})`);
    const other = fields.get(heading);
    if (other) throw fileProblem('column-twice', `«${heading}» (для «${other}» и «${titleOf(importer, field)}»)`);
    fields.set(heading, titleOf(importer, field));
    places.set(field, at[0] ?? 0);
  }
  const missing = missingColumns(importer, mapping);
  if (missing.length) throw fileProblem('column-missing', missing.join(', '));
  refuseTwice(importer, headings);
  return places;
}

const titleOf = (importer: Columns, field: string) => importer.columns[field]?.title ?? field;

// «ИНН» and «инн » are one column to a reader: which of the two was meant cannot be guessed.
function refuseTwice(importer: Columns, headings: readonly string[]) {
  const known = new Set(Object.entries(importer.columns).flatMap(([field, column]) => namesOf(field, column)));
  const seen = new Map<string, number>();
  for (const [at, heading] of headings.entries()) {
    const name = plainHeading(heading);
    const before = seen.get(name);
    if (before !== undefined && known.has(name))
      throw fileProblem('column-twice', `«${heading}» (столбцы ${before + 1} и ${at + 1})`);
    seen.set(name, at);
  }
}
