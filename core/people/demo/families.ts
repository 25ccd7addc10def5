import { between, oneOf, randomOf, uuidOf, type Random } from '../../server/random';
import { snilsCheck } from '../shared/snils';
import type { PersonInput } from '../person-input';
import { feminine, names, patronymics, surnames } from './names';

export type DemoPerson = PersonInput & { id: string };
export type DemoFamily = {
  parents: DemoPerson[];
  children: (DemoPerson & { place: 'school' | 'kindergarten'; seat: number; since: string })[];
};

/**
 * A number below those that were ever given out (001-001-999). The ninth digit is the sum of the five before it, so no two
 * of these differ in one digit only and nobody is offered as somebody else's double by accident.
 */
export function demoSnils(order: number): string {
  const five = String(order).padStart(5, '0').slice(-5);
  const nine = `000${five}${[...five].reduce((sum, digit) => sum + Number(digit), 0) % 10}`;
  return nine + snilsCheck(nine);
}

const iso = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
const birth = (random: Random, from: number, to: number) =>
  iso(between(random, from, to), between(random, 1, 12), between(random, 1, 28));

/** Families of one or two parents and one to three children in schools and kindergartens of one town; the same for the same seed. */
export function demoFamilies(count: number, seed: number, thisYear: number): DemoFamily[] {
  return Array.from({ length: count }, (_, at) => familyOf(at, randomOf(`${seed}/family/${at}`), thisYear));
}

function familyOf(at: number, random: Random, thisYear: number): DemoFamily {
  const surname = oneOf(random, surnames);
  const patronymic = between(random, 0, patronymics.male.length - 1);
  const numbers = at * 8 + 100;
  const parents = [parentOf({ at, surname, sex: 'female', order: numbers }, random, thisYear)];
  if (random() < 0.7) parents.push(parentOf({ at, surname, sex: 'male', order: numbers + 1 }, random, thisYear));
  const children = Array.from({ length: between(random, 1, 3) }, (_, child) => {
    const isPupil = random() < 0.7;
    const born = isPupil ? birth(random, thisYear - 16, thisYear - 8) : birth(random, thisYear - 6, thisYear - 3);
    const sex = random() < 0.5 ? ('male' as const) : ('female' as const);
    const year = Number(born.slice(0, 4)) + (isPupil ? 7 : 3);
    return {
      ...personOf(
        {
          key: `${at}/child/${child}`,
          sex,
          surname,
          patronymic: patronymics[sex][patronymic] ?? null,
          order: numbers + 2 + child,
        },
        random,
      ),
      birthDate: born,
      place: isPupil ? ('school' as const) : ('kindergarten' as const),
      seat: between(random, 0, 1_000),
      since: `${Math.min(year, thisYear - 1)}-09-01`,
    };
  });
  return { parents, children };
}

type Named = { key: string; sex: 'male' | 'female'; surname: string; patronymic: string | null; order: number };

function personOf({ key, sex, surname, patronymic, order }: Named, random: Random): DemoPerson {
  return {
    id: uuidOf(`people/demo/${key}`),
    surname: sex === 'female' ? feminine(surname) : surname,
    name: oneOf(random, names[sex]),
    patronymic,
    sex,
    snils: demoSnils(order),
    citizenship: random() < 0.96 ? 'RU' : 'KZ',
  };
}

type Parent = { at: number; surname: string; sex: 'male' | 'female'; order: number };

function parentOf({ at, surname, sex, order }: Parent, random: Random, thisYear: number): DemoPerson {
  const patronymic = oneOf(random, patronymics[sex]);
  return {
    ...personOf({ key: `${at}/${sex}`, sex, surname, patronymic, order }, random),
    birthDate: birth(random, thisYear - 48, thisYear - 28),
    // 000 is no code of any operator.
    phone: `+7 000 ${String(order)
      .padStart(7, '0')
      .replace(/^(\d{3})(\d{2})(\d{2})$/, '$1-$2-$3')}`,
    email: `family-${at}-${sex}@example.org`,
  };
}
