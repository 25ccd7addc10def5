import { between, oneOf, uuidOf, type Random } from '../../server/random';
import { snilsCheck } from '../shared/snils';
import type { PersonInput } from '../person-input';
import { feminine, names } from './names';

export type DemoPerson = PersonInput & { id: string };

/**
 * A number below those that were ever given out (001-001-999). The ninth digit is the sum of the five before it, so no two
 * of these differ in one digit only and nobody is offered as somebody else's double by accident.
 */
export function demoSnils(order: number): string {
  const five = String(order).padStart(5, '0').slice(-5);
  const nine = `000${five}${[...five].reduce((sum, digit) => sum + Number(digit), 0) % 10}`;
  return nine + snilsCheck(nine);
}

// 000 is no code of any operator.
export const phoneOf = (order: number) =>
  `+7 000 ${String(order)
    .padStart(7, '0')
    .replace(/^(\d{3})(\d{2})(\d{2})$/, '$1-$2-$3')}`;

const two = (number: number) => String(number).padStart(2, '0');

/** A day of birth of this year; of no month do we need the 29th. */
export const birth = (random: Random, year: number) =>
  `${year}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`;

type Named = { key: string; sex: 'male' | 'female'; surname: string; patronymic: string | null; order: number };

/** A made-up person with a number and a name; the same for the same key and random stream. */
export function personOf({ key, sex, surname, patronymic, order }: Named, random: Random): DemoPerson {
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
