/** Cuts a stream of rows into pieces that are whole rows, so that each can be inserted by itself. */
export type RowCutter = {
  /** Takes bytes and gives back the pieces that are complete. */
  push(bytes: Buffer): Buffer[];
  /** What is left; empty when nothing is. */
  end(): Buffer;
};

/** `last`: the last row end before `limit`, -1 when none; `first`: up to two first row ends. */
type FindEnds = (bytes: Buffer, limit: number) => { last: number; first: number[] };

const newLine = 0x0a;
const quote = 0x22;
const nothing = Buffer.alloc(0);
const lines =
  /^(JSONEachRow|JSONLines|NDJSON|JSONStringsEachRow|JSONCompact(Strings)?EachRow(WithNames(AndTypes)?)?|(TabSeparated|TSV)(Raw)?(WithNames(AndTypes)?)?)$/i;
const csv = /^CSV(WithNames(AndTypes)?)?$/i;

/** Lines at the top of every document of the format. */
export const headerLines = (format: string) =>
  /WithNamesAndTypes$/i.test(format) ? 2 : /WithNames$/i.test(format) ? 1 : 0;

/** Formats whose rows follow one another with nothing between or around them but a header. */
export const isRowFormat = (format: string) =>
  lines.test(format) || csv.test(format) || /^(RowBinary|Native)$/i.test(format);

/**
 * A cutter for the format, or nothing when its rows cannot be told apart. Pieces depend on the bytes alone, not on how
 * they arrived, so that an insert repeated with the same bytes and deduplication token makes the same pieces.
 */
export function rowCutter(format: string, pieceBytes: number, delimiter = ','): RowCutter | undefined {
  if (lines.test(format)) return cutter(pieceBytes, headerLines(format), lineEnds);
  if (csv.test(format)) return cutter(pieceBytes, headerLines(format), csvEnds(delimiter.charCodeAt(0)));
  return undefined;
}

function cutter(pieceBytes: number, headers: number, ends: FindEnds): RowCutter {
  let held = nothing;
  let incoming: Buffer[] = [];
  let size = 0;
  let header = headers > 0 ? undefined : nothing;
  const gather = () => {
    held = Buffer.concat([held, ...incoming]);
    incoming = [];
  };
  const takeHeader = () => {
    const end = ends(held, held.length).first[headers - 1];
    if (end === undefined) return;
    header = Buffer.from(held.subarray(0, end + 1));
    held = held.subarray(end + 1);
  };
  const cut = () => {
    if (!header) takeHeader();
    if (!header || held.length < pieceBytes) return undefined;
    const inside = ends(held, pieceBytes).last;
    // A row longer than a piece makes a piece of its own.
    const last = inside >= 0 ? inside : (ends(held, held.length).first[0] ?? -1);
    if (last < 0) return undefined;
    const piece = Buffer.concat([header, held.subarray(0, last + 1)]);
    held = held.subarray(last + 1);
    return piece;
  };
  return {
    push(bytes) {
      incoming.push(bytes);
      size += bytes.length;
      if (size < pieceBytes) return [];
      gather();
      const pieces: Buffer[] = [];
      for (let piece = cut(); piece; piece = cut()) pieces.push(piece);
      size = held.length;
      return pieces;
    },
    end() {
      gather();
      return held.length === 0 ? nothing : Buffer.concat([header ?? nothing, held]);
    },
  };
}

const lineEnds: FindEnds = (bytes, limit) => {
  const one = bytes.indexOf(newLine);
  const two = one < 0 ? -1 : bytes.indexOf(newLine, one + 1);
  return { last: bytes.lastIndexOf(newLine, limit - 1), first: [one, two].filter((at) => at >= 0) };
};

// A quoted field may hold line ends; a quote is one only at the start of a field, and two inside a field stand for one.
const csvEnds =
  (separator: number): FindEnds =>
  (bytes, limit) => {
    const first: number[] = [];
    let last = -1;
    let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
    for (let at = 0; at < Math.min(limit, bytes.length); at += 1) {
      const byte = bytes[at];
      if (state === 'quoted') {
        if (byte === quote) state = 'closed';
      } else if (byte === quote && state !== 'plain') state = 'quoted';
      else if (byte === newLine) {
        last = at;
        if (first.length < 2) first.push(at);
        state = 'start';
      } else if (byte === separator) state = 'start';
      else if (state === 'closed' || (byte !== 0x20 && byte !== 0x09)) state = 'plain';
    }
    return { last, first };
  };
