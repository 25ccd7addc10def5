import { uuidOf } from '../../server/random';
import { demoSnils, phoneOf, type DemoPerson } from './person';
import type { DemoFamily, StayKind } from './families';

/** The guardian of the demonstration (by its id) with a child at school, one in a kindergarten and one at home. */
export function guardianFamily(year: number, guardian: string): DemoFamily {
  const parent = (name: string, patronymic: string, sex: 'male' | 'female', order: number, id: string): DemoPerson => ({
    ...ofFamily(name, patronymic, sex, order),
    id,
    birthDate: `${year - 36}-0${order}-14`,
    phone: phoneOf(order),
  });
  const child = (name: string, sex: 'male' | 'female', age: number, order: number) => ({
    ...ofFamily(name, sex === 'female' ? 'Ильинична' : 'Ильич', sex, order),
    order,
    birthDate: `${year - age}-05-2${order}`,
  });
  const stay = (kind: StayKind, seat: number) => ({ kind, seat, since: `${year - 1}-09-01` });
  return {
    town: 0,
    guardian: 'parent',
    parents: [
      parent('Анна', 'Викторовна', 'female', 1, guardian),
      parent('Илья', 'Фёдорович', 'male', 2, uuidOf('people/demo/guardian/father')),
    ],
    children: [
      { ...child('Фёдор', 'male', 9, 3), stays: [stay('school', 0.2)] },
      { ...child('Варвара', 'female', 4, 4), stays: [stay('kindergarten', 0.1)] },
      // For whom a place can be asked.
      { ...child('Лев', 'male', 2, 5), stays: [] },
    ],
  };
}

const ofFamily = (name: string, patronymic: string, sex: 'male' | 'female', order: number) => ({
  id: uuidOf(`people/demo/guardian/${order}`),
  surname: sex === 'female' ? 'Семёнова' : 'Семёнов',
  name,
  patronymic,
  sex,
  snils: demoSnils(order),
  citizenship: 'RU',
});
