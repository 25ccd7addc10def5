type Fragment = { readonly text: readonly string[]; readonly values: readonly unknown[] };
const isFragment = (value: unknown): value is Fragment =>
  typeof value === 'object' && value !== null && fragments.has(value);
const fragments = new WeakSet<object>();

/** A piece of SQL to put into another `sql`…``; its values stay bound parameters. */
export function part(text: TemplateStringsArray, ...values: unknown[]): Fragment {
  const fragment = { text, values };
  fragments.add(fragment);
  return fragment;
}

/** A name of the schema (`id`, `p.id`, `core.persons`) as a piece. Throws for anything else, so no value gets into the text. */
export function named(name: string): Fragment {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name)) throw new Error(`«${name}» is no name of the schema`);
  const quoted = name.replaceAll('.', '"."');
  return part(Object.assign([`"${quoted}"`], { raw: [] }));
}

/** Joins pieces, e.g. conditions by ` AND `. */
export function joined(parts: readonly Fragment[], separator: string): Fragment {
  const [first, ...rest] = parts;
  if (!first) return part``;
  const fragment = {
    text: ['', ...rest.map(() => separator), ''],
    values: [first, ...rest],
  };
  fragments.add(fragment);
  return fragment;
}

/** Text and bound values of one statement, placeholders numbered from $1. */
export function compile(
  text: readonly string[],
  values: readonly unknown[],
  bound: unknown[] = [],
): { text: string; bound: unknown[] } {
  const pieces = text.map((piece, at) => {
    if (at === text.length - 1) return piece;
    const value = values[at];
    if (isFragment(value)) return piece + compile(value.text, value.values, bound).text;
    bound.push(value);
    return `${piece}$${bound.length}`;
  });
  return { text: pieces.join(''), bound };
}
