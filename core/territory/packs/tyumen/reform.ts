import type { Municipality, MunicipalityKind, MunicipalityName, Point } from '../../pack';
import { tiles } from './tiles';

type Known = {
  id: string;
  shortName: string;
  nameEn: string;
  centre: string;
  label: Point;
  population: number;
  oktmo?: string;
  fias?: string;
  earlier?: readonly MunicipalityName[];
};

const reform = 'ura.news 21.10.2025; sibmedia.ru';
const earlyReform = '72.ru 12.09.2024';
const map = 'OpenStreetMap, 2024-01';

const named = (
  name: string,
  kind: MunicipalityKind,
  source: string,
  rest: Partial<MunicipalityName>,
): MunicipalityName => ({
  name,
  kind,
  isCurrent: false,
  validFrom: null,
  validTo: null,
  source,
  ...rest,
});

function municipality(known: Known, names: readonly MunicipalityName[]): Municipality {
  const current = names.find(({ isCurrent }) => isCurrent);
  const tile = tiles[known.id];
  if (!current || !tile) throw new Error(`Municipality ${known.id} needs a current name and a tile`);
  const { oktmo = null, fias = null, earlier = [], ...rest } = known;
  const { name, kind } = current;
  return { ...rest, name, kind, names: [...earlier, ...names], populationYear: 2010, oktmo, fias, tile };
}

/** A city that is an okrug by itself; the reform did not touch it. */
export const city = (known: Known) =>
  municipality(known, [named(`городской округ город ${known.shortName}`, 'city-okrug', map, { isCurrent: true })]);

/** The twenty whose reform is known by its year only. */
export const okrugSince2025 = (known: Known) =>
  municipality(known, [
    named(`${known.shortName} район`, 'municipal-district', map, { validTo: '2025' }),
    named(`${known.shortName} муниципальный округ`, 'municipal-okrug', reform, { isCurrent: true, validFrom: '2025' }),
  ]);

/** The two that became municipal okrugs first, on a known day. */
export const formerCityOkrug = (known: Known) =>
  municipality(known, [
    named(`${known.shortName} городской округ`, 'city-okrug', earlyReform, { validTo: '2024-12-31' }),
    named(`${known.shortName} муниципальный округ`, 'municipal-okrug', earlyReform, {
      isCurrent: true,
      validFrom: '2025-01-01',
    }),
  ]);

/** A name of a district whose last day is not known. */
export const districtUntilUnknown = (name: string) => named(name, 'municipal-district', map, {});
