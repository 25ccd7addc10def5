/** Markup that is safe to send as it is. Everything else put into `html` is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or a quoted attribute. */
export const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** Markup made by ourselves: an SVG, a page part from the cache. Never a value from data. */
export const raw = (text: string) => new Html(text);

/** A template whose values are escaped, unless they are markup themselves; lists are joined, empty values vanish. */
export function html(text: TemplateStringsArray, ...values: Piece[]): Html {
  let out = text[0] ?? '';
  for (let at = 0; at < values.length; at += 1) out += written(values[at]) + (text[at + 1] ?? '');
  return new Html(out);
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(written).join('');
  return escape(String(piece));
}

/** A name whose number sign does not part from its number at the end of a line. */
export const unbroken = (name: string) => name.replace(/№\s+(?=\d)/g, '№\u00a0');

/** Short facts beside each other, parted by dots that neither begin nor end a line; empty ones vanish. */
export const inline = (facts: readonly Piece[]): Html =>
  html`<span class="row">${facts.filter(Boolean).map((fact) => html`<span class="fact">${fact}</span> `)}</span>`;

/** Attributes with values; `true` writes the bare name, empty values leave the attribute out. */
export function attributes(given: Record<string, string | number | boolean | null | undefined>): Html {
  const pairs = Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== false);
  return raw(
    pairs.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`)).join(''),
  );
}

/** JSON for a data block: `</script>` cannot end it. */
export const jsonText = (value: unknown) => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicodeEscape);

const unicodeEscape = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
