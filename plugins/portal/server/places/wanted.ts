import type { PublicGroup } from '@regiso/core';
import { z } from 'zod';
import type { Place } from '../../shared/mercator';
import { codesOf } from '../texts/register-words';
import { kilometres } from './distance';
import type { Kindergarten, Vacancies } from './vacancies';

const codes = (list: Parameters<typeof codesOf>[0]) => z.enum(codesOf(list) as [string, ...string[]]).optional();

export const oldest = 7;
export const radii = [1, 2, 5, 10, 25, 50] as const;

/** What a family may ask of a kindergarten; the names of the address. */
export const wantedShape = {
  born: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  age: z.coerce.number().int().min(0).max(oldest).optional(),
  orientation: codes('orientations'),
  language: codes('languages'),
  regime: codes('regimes'),
  municipality: z
    .string()
    .regex(/^[a-z-]{1,60}$/)
    .optional(),
  free: z.literal('1').optional(),
};
export type Wanted = z.output<z.ZodObject<typeof wantedShape>>;

/** One line of a kindergarten's table: null where nothing is announced, or where a number may not be told. */
export type AgeRow = { age: number; now: number | null; later: number | null; waiting: number | null };
export type Found = Kindergarten & {
  /** In a straight line; null without a point or without coordinates. */
  km: number | null;
  rows: readonly AgeRow[];
  /** Places of the groups that fit, each counted once: of this school year, and of those to come. */
  now: number | null;
  later: number | null;
};

/** Full years on 1 September of a school year: those born in September are the youngest of their year. */
export function ageIn(schoolYear: number, { born, age }: Pick<Wanted, 'born' | 'age'>): number | undefined {
  if (!born) return age;
  const [year = 0, month = 0] = born.split('-').map(Number);
  return schoolYear - year - (month >= 9 ? 1 : 0);
}

/** Kindergartens that fit what is wanted, the nearest to a point first, else by name. */
export function kindergartensFor(vacancies: Vacancies, wanted: Wanted, from?: Place): Found[] {
  const found = vacancies.kindergartens.flatMap((one) => {
    if (wanted.municipality && one.municipality !== wanted.municipality) return [];
    const groups = one.groups.filter((group) => fits(group, wanted));
    if (!isWanted(one, groups, wanted, vacancies.schoolYear)) return [];
    const ofYear = (isNow: boolean) =>
      freeOf(groups.filter((group) => isNow === group.schoolYear <= vacancies.schoolYear));
    const [now, later] = [ofYear(true), ofYear(false)];
    if (wanted.free && !((now ?? 0) + (later ?? 0))) return [];
    const rows = rowsOf(one, groups, wanted, vacancies.schoolYear);
    return [
      {
        ...one,
        km: from && one.lat !== null && one.lon !== null ? kilometres(from, { lat: one.lat, lon: one.lon }) : null,
        rows,
        now,
        later,
      },
    ];
  });
  // By name they come already.
  return found.sort((one, other) => (one.km ?? Infinity) - (other.km ?? Infinity) || 0);
}

function fits(group: PublicGroup, wanted: Wanted): boolean {
  const age = ageIn(group.schoolYear, wanted);
  return (
    (age === undefined || (group.ageFrom <= age && age <= group.ageTo))
    && (!wanted.orientation || group.orientation === wanted.orientation)
    && (!wanted.language || group.language === wanted.language)
    && (!wanted.regime || group.regime === wanted.regime)
  );
}

// Where no group fits, a queue of the age still says that children are taken there; other wishes only groups can meet.
function isWanted(one: Kindergarten, groups: readonly PublicGroup[], wanted: Wanted, schoolYear: number): boolean {
  if (groups.length > 0) return true;
  if (wanted.orientation ?? wanted.language ?? wanted.regime ?? wanted.free) return false;
  const age = ageIn(schoolYear, wanted);
  return age === undefined || one.waiting.has(age);
}

/** The sum of announced places; null when none are announced. */
function freeOf(groups: readonly PublicGroup[]): number | null {
  const told = groups.flatMap(({ free }) => free ?? []);
  return told.length ? told.reduce((sum, free) => sum + free, 0) : null;
}

function rowsOf(one: Kindergarten, groups: readonly PublicGroup[], wanted: Wanted, schoolYear: number): AgeRow[] {
  const isNarrowed = wanted.orientation ?? wanted.language ?? wanted.regime;
  const present = ageIn(schoolYear, wanted);
  const asked = groups.map((group) => ageIn(group.schoolYear, wanted) ?? null);
  const ages =
    present === undefined
      ? [...groups.flatMap(agesOf), ...(isNarrowed ? [] : one.waiting.keys())]
      : [present, ...asked.filter((age) => age !== null)];
  return [...new Set(ages)]
    .sort((first, second) => first - second)
    .map((age) => {
      const ofAge = groups.filter(
        (group) => agesOf(group).includes(age) && (ageIn(group.schoolYear, wanted) ?? age) === age,
      );
      const waiting = one.waiting.get(age);
      return {
        age,
        now: freeOf(ofAge.filter((group) => group.schoolYear <= schoolYear)),
        later: freeOf(ofAge.filter((group) => group.schoolYear > schoolYear)),
        waiting: waiting === undefined ? 0 : waiting,
      };
    });
}

const agesOf = ({ ageFrom, ageTo }: PublicGroup) =>
  Array.from({ length: ageTo - ageFrom + 1 }, (_, at) => ageFrom + at);
