import type { KindView, RunDetail } from '../model';

export type Mapping = Readonly<Record<string, string>>;
export type ColumnRow = {
  field: string;
  title: string;
  isRequired: boolean;
  heading: string;
  example: string;
  problem?: { kind: 'missing' } | { kind: 'twice'; title: string };
};

type Shape = NonNullable<RunDetail['shape']>;

/** The kind's columns with what the file offers for each; those in use or required come first, in the kind's order. */
export function columnRows(columns: KindView['columns'], shape: Shape, mapping: Mapping) {
  const takenBy = new Map<string, string>();
  const rows = columns.map(({ field, title, required }): ColumnRow => {
    const heading = mapping[field] ?? '';
    const before = heading ? takenBy.get(heading) : undefined;
    if (heading && before === undefined) takenBy.set(heading, title);
    return {
      field,
      title,
      isRequired: required,
      heading,
      example: exampleOf(shape, heading),
      ...(before !== undefined && { problem: { kind: 'twice', title: before } as const }),
      ...(required && !heading && { problem: { kind: 'missing' } as const }),
    };
  });
  const isInView = ({ heading, isRequired }: ColumnRow) => heading !== '' || isRequired;
  return { inView: rows.filter(isInView), rest: rows.filter((row) => !isInView(row)) };
}

/** Headings of the file that go nowhere. */
export function leftOut({ headings }: Shape, mapping: Mapping): string[] {
  const used = new Set(Object.values(mapping));
  return [...new Set(headings)].filter((heading) => heading && !used.has(heading));
}

/** The mapping with one choice changed; an empty heading takes the column out. */
export function withChoice(mapping: Mapping, field: string, heading: string): Mapping {
  const { [field]: _, ...others } = mapping;
  return heading ? { ...others, [field]: heading } : others;
}

function exampleOf({ headings, preview }: Shape, heading: string): string {
  const at = heading ? headings.indexOf(heading) : -1;
  const values = preview.map(({ cells }) => cells[at]?.trim() ?? '').filter(Boolean);
  return [...new Set(values)].slice(0, 2).join(' · ');
}
