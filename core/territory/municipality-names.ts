/** What a name in a file is compared with. */
export type NamedMunicipality = {
  readonly id: string;
  readonly shortName: string;
  /** Present and former official names. */
  readonly names: readonly string[];
  readonly oktmo: string | null;
};

const plain = (name: string) =>
  name.toLowerCase().replaceAll('ё', 'е').replace(/[«»"]/g, '').replace(/\s+/g, ' ').trim();

// «Абатский район», «Абатский муниципальный округ» and «Абатский» name one place; so do «город Ишим» and «г. Ишим».
const kindWords = /(^|\s)(городской округ|муниципальный округ|муниципальный район|район|р-н|город|г\.?|го|мо)(?=\s|$)/g;
const stem = (name: string) => {
  let rest = plain(name);
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(kindWords, ' ').replace(/\s+/g, ' ').trim();
  }
  return rest;
};

/**
 * Gives the municipality meant by an id, an OKTMO code or a present, former or short name, with or without its kind;
 * undefined when there is none or when several bear that name.
 */
export function municipalityFinder<M extends NamedMunicipality>(municipalities: readonly M[]) {
  const exact = new Map<string, Set<M>>();
  const loose = new Map<string, Set<M>>();
  const note = (map: Map<string, Set<M>>, key: string, one: M) => map.set(key, (map.get(key) ?? new Set()).add(one));
  for (const one of municipalities) {
    note(exact, one.id, one);
    if (one.oktmo) note(exact, one.oktmo, one);
    for (const name of one.names) note(exact, plain(name), one);
    for (const name of [one.shortName, ...one.names]) note(loose, stem(name), one);
  }
  const only = (found: Set<M> | undefined) => (found?.size === 1 ? [...found][0] : undefined);
  return (text: string): M | undefined => only(exact.get(plain(text))) ?? only(loose.get(stem(text)));
}
