import type { DemoSize } from '../../server/plugin';
import type { Municipality, RegionPack } from '../../territory/pack';
import type { OrganisationKind } from '../words';
import { fixture, thin } from './calibration';
import { isCity, isUrban, listsOf, people, type Draft, type SeatType } from './lists';

/** One organisation to be: where it is, what it is, which in its order; everything else follows from this and the seed. */
export type Seat = {
  /** `tyumen-city/school/3`: the same in every size. */
  readonly code: string;
  readonly municipality: Municipality;
  readonly kind: OrganisationKind;
  readonly type: SeatType;
  /** Among the organisations of its kind in its municipality, from 0. */
  readonly at: number;
  /** In the whole region, from 1; makes codes unique. */
  readonly place: number;
  /** Among the organisations of its kind in the whole region, from 1. */
  readonly rank: number;
  readonly isUrban: boolean;
  /** Code of the head organisation of a branch. */
  readonly head?: string;
};

/** The organisations of a size. A larger size holds the smaller ones whole, so that a demo may grow. */
export function planOf(pack: RegionPack, size: DemoSize): Seat[] {
  const all = seatsOf(pack);
  if (size === 'region') return all;
  const complete = new Set(size === 'city' ? pack.municipalities.filter(isCity).map(({ id }) => id) : []);
  const shown = new Map(fixtureOf(pack).map(({ id }, at) => [id, fixture[at] ?? thin]));
  return all.filter(({ municipality: { id }, kind, at }) => {
    if (complete.has(id) || kind === 'authority') return true;
    if (kind === 'other') return false;
    return at < (shown.get(id) ?? thin)[kind];
  });
}

/** Municipalities of the acceptance stories: the two largest cities and the first rural one with a centre of its own. */
function fixtureOf(pack: RegionPack): Municipality[] {
  const cities = pack.municipalities.filter(isCity).sort((a, b) => people(b) - people(a));
  const own = new Set(pack.settlements.map(({ id, municipality }) => `${id}/${municipality}`));
  const rural = pack.municipalities.find((one) => !isCity(one) && own.has(`${one.centre}/${one.id}`));
  return [...cities.slice(0, 2), ...(rural ? [rural] : [])];
}

/** Codes of the organisations of the acceptance stories by their kinds, a municipality at a time. */
export const fixtureCodes = (pack: RegionPack) =>
  fixtureOf(pack).map(({ id }, at) => {
    const codes = (kind: keyof typeof thin) =>
      Array.from({ length: (fixture[at] ?? thin)[kind] }, (_, order) => `${id}/${kind}/${order + 1}`);
    return {
      kindergarten: codes('kindergarten'),
      school: codes('school'),
      college: codes('college'),
      extracurricular: codes('extracurricular'),
    };
  });

/** Municipalities whose every school and kindergarten is among these codes or in the stories; cities first. */
export function wholeTowns(pack: RegionPack, codes: ReadonlySet<string>): string[] {
  const ofStories = new Set(fixtureCodes(pack).flatMap((town) => Object.values(town).flat()));
  const seats = seatsOf(pack).filter(({ kind }) => kind === 'school' || kind === 'kindergarten');
  const lacks = new Set(
    seats.filter(({ code }) => !codes.has(code) && !ofStories.has(code)).map(({ municipality }) => municipality.id),
  );
  const whole = pack.municipalities.filter(
    ({ id }) => !lacks.has(id) && seats.some(({ code }) => codes.has(code) && code.startsWith(`${id}/`)),
  );
  return whole.sort((a, b) => Number(isCity(b)) - Number(isCity(a))).map(({ id }) => id);
}

function seatsOf(pack: RegionPack): Seat[] {
  const lists = listsOf(pack);
  const seats = pack.municipalities.flatMap((municipality, at) => {
    const kinds = Object.entries(lists[at] ?? {}) as [OrganisationKind, readonly Draft[]][];
    const where = { municipality, isUrban: isUrban(pack, municipality) };
    return kinds.flatMap(([kind, drafts]) => drafts.map((draft, order) => ({ ...where, kind, ...draft, at: order })));
  });
  const ranks = new Map<OrganisationKind, number>();
  return seats.map(({ branchOf, ...seat }, at): Seat => {
    const rank = (ranks.get(seat.kind) ?? 0) + 1;
    ranks.set(seat.kind, rank);
    const code = (order: number) => `${seat.municipality.id}/${seat.kind}/${order + 1}`;
    return {
      ...seat,
      code: code(seat.at),
      place: at + 1,
      rank,
      ...(branchOf !== undefined && { head: code(branchOf) }),
    };
  });
}

/** What the acceptance stories need one school of: a two-shift one, one with class-sets, one that teaches in Tatar. */
export type Mark = 'two-shifts' | 'class-sets' | 'tatar';

/** The marked schools of the fixture by their codes. */
export function marksOf(pack: RegionPack): Map<string, ReadonlySet<Mark>> {
  const [largest, second, rural] = fixtureOf(pack);
  const third = (where: Municipality | undefined, mark: Mark, order = 3): [string, ReadonlySet<Mark>][] =>
    where ? [[`${where.id}/school/${order}`, new Set([mark])]] : [];
  return new Map([...third(largest, 'two-shifts', 4), ...third(second, 'tatar'), ...third(rural, 'class-sets')]);
}
