/** What the front of the engine must know of a statement before it runs it. */
export type Statement = {
  /** First word, lower case. */
  keyword: string;
  /** Name in the FORMAT clause; of an INSERT the format of its rows. */
  format?: string;
  /** An INSERT whose rows are not in its own text. */
  awaitsRows: boolean;
  /** INSERT … SELECT. */
  selects: boolean;
  /** Reads rows of the request through the `input()` function, which the engine does not do. */
  readsInput: boolean;
  /** More than one statement. */
  several: boolean;
  /** Names of `{name:Type}`. */
  placeholders: string[];
  /** Touches nothing but system tables or constants: may use the connection kept for such. */
  short: boolean;
};

type Token = { kind: 'word' | 'placeholder' | 'sign'; text: string; end: number; depth: number };

const lexeme = new RegExp(
  [
    String.raw`(?<skip>\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\/)`,
    String.raw`(?<quoted>'[^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*'|"[^"\\]*(?:(?:\\[\s\S]|"")[^"\\]*)*"`
      + '|`[^`\\\\]*(?:(?:\\\\[\\s\\S]|``)[^`\\\\]*)*`'
      + String.raw`|\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$)`,
    String.raw`\{\s*(?<placeholder>\w+)\s*:[^{}]*\}`,
    String.raw`(?<word>\w+)`,
    String.raw`(?<sign>[\s\S])`,
  ].join('|'),
  'y',
);

/** Reads as much of the statement as is needed; rows inside an INSERT are not looked at. */
export function readStatement(sql: string): Statement {
  const words: string[] = [];
  let ended = false;
  const found: Statement = {
    keyword: '',
    awaitsRows: false,
    selects: false,
    readsInput: false,
    several: false,
    placeholders: [],
    short: false,
  };
  for (const token of tokens(sql)) {
    if (ended) return { ...found, several: true };
    if (token.kind === 'placeholder') found.placeholders.push(token.text);
    if (token.kind === 'sign' && token.text === ';' && token.depth === 0) ended = true;
    if (token.kind !== 'word') continue;
    const word = token.text.toLowerCase();
    found.keyword ||= word;
    if (word === 'input')
      found.readsInput ||= found.keyword === 'insert' && sql.slice(token.end).trimStart().startsWith('(');
    if (token.depth > 0) continue;
    const before = words.at(-1);
    words.push(word);
    if (found.keyword !== 'insert') {
      if (before === 'format') found.format = token.text;
      continue;
    }
    // INSERT INTO and a name come first, whatever the name is.
    if (words.length < 3) continue;
    if (word === 'select' || word === 'with') found.selects = true;
    const rowsFollow = before === 'format' || (word === 'values' && !found.selects);
    if (!rowsFollow) continue;
    found.format = word === 'values' ? 'Values' : token.text;
    if (found.selects) continue;
    return { ...found, awaitsRows: /^[\s;]*$/.test(sql.slice(token.end)) };
  }
  if (found.keyword === 'insert') return { ...found, awaitsRows: !found.selects };
  return { ...found, short: isShort(sql, found.keyword) };
}

function* tokens(sql: string): Generator<Token> {
  let depth = 0;
  lexeme.lastIndex = 0;
  for (let at = 0; at < sql.length; at = lexeme.lastIndex) {
    lexeme.lastIndex = at;
    const { groups = {} } = lexeme.exec(sql) ?? {};
    const end = lexeme.lastIndex;
    const { skip, placeholder, word, sign } = groups;
    if (skip !== undefined) continue;
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (placeholder !== undefined) yield { kind: 'placeholder', text: placeholder, end, depth };
    else if (word !== undefined) yield { kind: 'word', text: word, end, depth };
    else yield { kind: 'sign', text: sign ?? '', end, depth };
    lexeme.lastIndex = end;
  }
}

const shortKeywords = new Set(['select', 'show', 'exists', 'desc', 'describe', 'kill']);
const reading = /\b(?:from|join)\s+([\w.`"({]+)/gi;
const heavy =
  /system\s*\.\s*(?:numbers|zeros|\w+_log\b)|system\s*\.\s*\w+\s*(?:as\s+\w+\s*)?,|\b(?:sleep|range|numbers)\w*\s*\(/i;

function isShort(sql: string, keyword: string) {
  if (!shortKeywords.has(keyword) || sql.length > 4000) return false;
  if (keyword !== 'select') return true;
  return !heavy.test(sql) && [...sql.matchAll(reading)].every(([, source]) => source?.startsWith('system.'));
}

/** A string literal of the engine. */
export const literal = (text: string) => `'${text.replace(/[\\'\0\b\f\n\r\t]/g, (sign) => escapes[sign] ?? sign)}'`;
export const quotedName = (name: string) => `\`${name.replace(/[\\`]/g, (sign) => `\\${sign}`)}\``;

const escapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
