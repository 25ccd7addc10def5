import { part, sql } from '../server/sql';
import { allOf, type Piece } from './organisation-filter';

/** How the words of a search are asked for: which rows fit and how well, and the text that is really looked for. */
export type Words = { way: 'typed' | 'corrected' | 'alike'; text: string; fits: Piece; score: Piece };

const everything = part`true`;

/** A text as it is compared: small letters, «е» for «ё», single spaces. */
export const plain = (text: string) =>
  text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim().slice(0, 200);

/**
 * Asks for the words as typed; when they find nothing, for the nearest words of the register, then for names that look
 * alike. Gives the first answer that found something, else the last one.
 */
export async function firstFinding<T extends { total: number }>(
  text: string,
  ask: (words: Words) => Promise<T>,
): Promise<T & { words: Words }> {
  const typed = wordsAs('typed', text);
  const found = await ask(typed);
  if (found.total > 0 || !text) return { ...found, words: typed };
  const corrected = await correct(text);
  if (corrected && corrected !== text) {
    const words = wordsAs('corrected', corrected);
    const again = await ask(words);
    if (again.total > 0) return { ...again, words };
  }
  const words = wordsAs('alike', text);
  return { ...(await ask(words)), words };
}

/** The words for one of the ways, of a text that `plain` made. */
export function wordsAs(way: Words['way'], text: string): Words {
  if (way !== 'alike') return { way, text, ...exact(text) };
  return { way, text, fits: part`o.plain_names %> ${text}`, score: part`word_similarity(${text}, o.plain_names)` };
}

const tokensOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 12) ?? [];

// Digits of a code's length are a code; any other digits are a word like «48» in «Детский сад № 48».
function exact(text: string): Pick<Words, 'fits' | 'score'> {
  const compact = text.replace(/[\s-]/g, '');
  if (/^(\d{10}|\d{12})$/.test(compact)) return { fits: part`o.inn = ${compact}`, score: part`1::real` };
  if (/^(\d{13}|\d{15})$/.test(compact)) return { fits: part`o.ogrn = ${compact}`, score: part`1::real` };
  if (/^\d{9}$/.test(compact)) return { fits: part`o.kpp = ${compact}`, score: part`1::real` };
  const tokens = tokensOf(text);
  if (!tokens.length) return { fits: everything, score: part`0::real` };
  // A half-typed number must not find longer ones: «5» is not «55».
  const asked = tokens.map((token) => ({ token, query: /^\d+$/.test(token) ? `'${token}'` : `'${token}':*` }));
  const query = asked.map((one) => one.query).join(' | ');
  return {
    fits: allOf(asked.map(fitsWord)),
    score: part`ts_rank(o.words, to_tsquery('russian', ${query}), 1)`,
  };
}

const placeWords = part`to_tsvector('russian', core.plain_text(m.name || ' ' || m.short_name))`;

// A word may be of the organisation or a whole word of its municipality's name: «гимназия ишим».
const fitsWord = ({ token, query }: { token: string; query: string }) =>
  part`o.words @@ to_tsquery('russian', ${query}) OR o.municipality_id = ANY (ARRAY(SELECT m.id FROM core.municipalities m
    WHERE ${placeWords} @@ to_tsquery('russian', ${`'${token}'`})))`;

// Each word that no name or place has is replaced by the nearest word some name or place has; undefined when none is near.
async function correct(text: string): Promise<string | undefined> {
  const tokens = tokensOf(text);
  const rows = await sql<{ token: string; known: boolean; nearest: string | null }>`
    WITH vocabulary AS (
      SELECT word FROM ts_stat('SELECT to_tsvector(''simple'', plain_names || '' '' || coalesce(core.plain_text(settlement), ''''))
        FROM core.organisations UNION ALL SELECT to_tsvector(''simple'', core.plain_text(name || '' '' || short_name))
        FROM core.municipalities')
      WHERE length(word) > 2
    ), given AS (SELECT token, at FROM unnest(${tokens}::text[]) WITH ORDINALITY AS t(token, at))
    SELECT token, EXISTS (SELECT FROM vocabulary WHERE word LIKE token || '%') AS known,
      (SELECT word FROM vocabulary WHERE similarity(word, token) >= 0.35
       ORDER BY similarity(word, token) DESC, abs(length(word) - length(token)), word LIMIT 1) AS nearest
    FROM given ORDER BY at`;
  if (rows.every(({ known, nearest }) => known || !nearest)) return undefined;
  return rows.map(({ token, known, nearest }) => (known ? token : (nearest ?? token))).join(' ');
}
