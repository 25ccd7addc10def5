import { between, oneOf, randomOf, type Random } from '../../server/random';
import type { GuardianKind } from '../words';
import { birth, personOf, phoneOf, type DemoPerson } from './person';
import { patronymics, surnames } from './names';

export type StayKind = 'kindergarten' | 'school' | 'college' | 'extracurricular';
/** A time in an organisation of the family's town; `seat` in [0, 1) says which one. */
export type DemoStay = { kind: StayKind; seat: number; since: string; until?: string };
export type DemoChild = DemoPerson & { birthDate: string; order: number; stays: DemoStay[] };
export type DemoFamily = {
  town: number;
  guardian: GuardianKind;
  parents: DemoPerson[];
  children: DemoChild[];
};

const mostChildren = 4;
const numbersOfFamily = 8;

/** Children of each town, from which family on they are numbered, and whether there are numbers of insurance left. */
export type Wave = { childrenOf: readonly number[]; first: number; numbered: boolean };

/**
 * Families of one or two parents and one to four children who are in kindergartens, schools and colleges of one town:
 * exactly so many children in each town, the same ones for the same seed. `year` is the one in which the study year began.
 */
export function* demoFamilies(
  { childrenOf, first, numbered }: Wave,
  seed: number,
  year: number,
): Generator<DemoFamily> {
  let at = first;
  for (const [town, children] of childrenOf.entries()) {
    for (let left = children; left > 0; at += 1) {
      const family = familyOf({ at, town, most: left, year, random: randomOf(`${seed}/family/${at}`) });
      left -= family.children.length;
      yield numbered ? family : unnumbered(family);
    }
  }
}

const unnumbered = ({ parents, children, ...family }: DemoFamily): DemoFamily => ({
  ...family,
  parents: parents.map(withoutNumber),
  children: children.map((child) => ({ ...child, snils: null })),
});

type Given = { at: number; town: number; most: number; year: number; random: Random };

function familyOf({ at, town, most, year, random }: Given): DemoFamily {
  const surname = oneOf(random, surnames);
  const father = between(random, 0, patronymics.male.length - 1);
  const order = at * numbersOfFamily + 100;
  const parents = [parentOf({ at, surname, sex: 'female', order }, random, year)];
  if (random() < 0.5)
    parents.push(withoutNumber(parentOf({ at, surname, sex: 'male', order: order + 1 }, random, year)));
  const children = Array.from({ length: Math.min(most, between(random, 1, mostChildren)) }, (_, child) => {
    const sex = random() < 0.5 ? ('male' as const) : ('female' as const);
    const patronymic = patronymics[sex][father] ?? null;
    const named = { key: `${at}/child/${child}`, sex, surname, patronymic, order: order + 2 + child };
    return { ...personOf(named, random), order: order + 2 + child, ...learning(random, year) };
  });
  return { town, guardian: kindOf(random()), parents, children };
}

// Of the second parent a school often knows no more than the name and the telephone.
const withoutNumber = (person: DemoPerson): DemoPerson => ({ ...person, snils: null });

const kindOf = (point: number): GuardianKind => (point < 0.96 ? 'parent' : point < 0.98 ? 'adopter' : 'trustee');

type Learning = Pick<DemoChild, 'birthDate' | 'stays'>;
const firstDay = (year: number) => `${year}-09-01`;
const lastDay = (year: number) => `${year}-08-31`;

// Who began school or college this study year was in the organisation before it in the last one.
function learning(random: Random, year: number): Learning {
  const point = random();
  const seats = { now: random(), before: random() };
  const stay = (kind: StayKind, since: number, seat = seats.now) => ({ kind, seat, since: firstDay(since) });
  if (point < 0.3) {
    const born = between(random, year - 6, year - 2);
    return { birthDate: birth(random, born), stays: [stay('kindergarten', Math.min(born + 3, year))] };
  }
  if (point < 0.34) {
    const born = between(random, year - 16, year - 15);
    const before = { ...stay('school', born + 7, seats.before), until: lastDay(born + 15) };
    return { birthDate: birth(random, born), stays: [before, stay('college', born + 15)] };
  }
  const born = between(random, year - 16, year - 7);
  const before = { ...stay('kindergarten', born + 3, seats.before), until: lastDay(born + 7) };
  const stays = [...(born + 7 === year ? [before] : []), stay('school', born + 7), ...circleOf(random, year)];
  return { birthDate: birth(random, born), stays };
}

function circleOf(random: Random, year: number): DemoStay[] {
  const [point, seat] = [random(), random()];
  if (point > 0.4) return [];
  const kind = 'extracurricular';
  return point < 0.3
    ? [{ kind, seat, since: firstDay(year) }]
    : [{ kind, seat, since: firstDay(year - 1), until: `${year}-05-31` }];
}

type Parent = { at: number; surname: string; sex: 'male' | 'female'; order: number };

function parentOf({ at, surname, sex, order }: Parent, random: Random, year: number): DemoPerson {
  const patronymic = oneOf(random, patronymics[sex]);
  return {
    ...personOf({ key: `${at}/${sex}`, sex, surname, patronymic, order }, random),
    birthDate: birth(random, between(random, year - 48, year - 36)),
    phone: phoneOf(order),
  };
}
