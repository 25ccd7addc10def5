import { sql } from '@regiso/core';
import { normaliseName, normalisePlace } from './normalise-name';

/** What a row says about its organisation. */
export type Place = {
  name: string | null;
  code: string | null;
  inn: string | null;
  city: string | null;
  /** Id of a region; undefined when the file names a region that is not known. */
  regionId: string | undefined;
};

export type Match = { id: string } | { missing: string };

type Known = { id: string; places: ReadonlySet<string> };
type Row = {
  id: string;
  region_id: string;
  short_name: string;
  full_name: string;
  settlement: string | null;
  municipality: string[];
  inn: string | null;
  codes: string[];
};

/** Finds organisations of the register by code, INN or name and place. Reads the register once. */
export class Matcher {
  private readonly byCode = new Map<string, Set<string>>();
  private readonly byInn = new Map<string, Set<string>>();
  private readonly byName = new Map<string, Known[]>();
  private readonly names = new Map<string, string>();
  private readonly placeNames = new Map<string, string>();

  static async read(): Promise<Matcher> {
    const matcher = new Matcher();
    const rows = await sql<Row>`SELECT o.id, o.region_id, o.short_name, o.full_name, o.settlement, o.inn,
        array_remove(array_append(ARRAY(SELECT n.name FROM core.municipality_names n
          WHERE n.municipality_id = o.municipality_id), m.short_name), NULL) AS municipality,
        ARRAY(SELECT value FROM jsonb_each_text(o.external_ids)) AS codes
      FROM core.organisations o LEFT JOIN core.municipalities m ON m.id = o.municipality_id
      WHERE o.status <> 'liquidated'`;
    for (const row of rows) matcher.add(row);
    return matcher;
  }

  add({ id, region_id: region, short_name, full_name, settlement, municipality, inn, codes }: Row) {
    const places = new Set([settlement ?? '', ...municipality].map((place) => this.place(place)).filter(Boolean));
    const names = new Set([this.normal(short_name), this.normal(full_name)]);
    for (const name of names) push(this.byName, `${region}|${name}`, { id, places });
    for (const code of codes) collect(this.byCode, `${region}|${code}`, id);
    if (inn) collect(this.byInn, inn, id);
  }

  /** The organisation a row means, or why it is not known which. */
  find({ name, code, inn, city, regionId }: Place): Match {
    if (regionId === undefined) return { missing: 'Регион из этой строки не найден в справочнике' };
    const byCode = code ? this.byCode.get(`${regionId}|${code}`) : undefined;
    if (byCode?.size === 1) return { id: [...byCode][0] ?? '' };
    const byInn = inn ? this.byInn.get(inn) : undefined;
    if (byInn?.size === 1) return { id: [...byInn][0] ?? '' };
    if (!name) return { missing: 'Организации с таким кодом или ИНН нет в реестре, а названия в строке нет' };
    const place = this.place(city ?? '');
    const named = this.byName.get(`${regionId}|${this.normal(name)}`) ?? [];
    const here = place ? named.filter(({ places }) => places.size === 0 || places.has(place)) : named;
    if (here.length === 1) return { id: here[0]?.id ?? '' };
    if (here.length > 1)
      return { missing: `«${name}» есть в реестре ${here.length} раза: нужен населённый пункт, код или ИНН` };
    return { missing: `«${name}»${city ? ` (${city})` : ''} нет в реестре организаций` };
  }

  /** A name as it is compared; remembered, because files repeat names. */
  normal(name: string) {
    return remembered(this.names, name, normaliseName);
  }

  /** The same for a place. */
  place(name: string) {
    return remembered(this.placeNames, name, normalisePlace);
  }
}

function remembered(known: Map<string, string>, text: string, make: (text: string) => string) {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = make(text);
  known.set(text, made);
  return made;
}

const push = <T>(map: Map<string, T[]>, key: string, value: T) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};
const collect = (map: Map<string, Set<string>>, key: string, value: string) => {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
};
