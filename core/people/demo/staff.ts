import { between, oneOf, randomOf } from '../../server/random';
import type { StayKind } from './families';
import { patronymics, surnames } from './names';
import { birth, personOf, phoneOf, type DemoPerson } from './person';

/** How many work in an organisation of each kind. */
const staffOf = { kindergarten: 6, school: 12, college: 15, extracurricular: 5 } as const;

export type DemoEmployee = { person: DemoPerson; place: string; kind: StayKind; since: string };

// Numbers of employees begin far beyond those of families.
const firstNumber = 60_000;

/** Those who work in these organisations; the same for the same codes and seed. */
export function demoStaff(places: readonly { id: string; code: string; kind: StayKind }[], seed: number, year: number) {
  let number = firstNumber;
  return places.flatMap(({ id, code, kind }) =>
    Array.from({ length: staffOf[kind] }, (_, at): DemoEmployee => {
      const random = randomOf(`${seed}/staff/${code}/${at}`);
      const sex = random() < 0.8 ? 'female' : 'male';
      const named = { sex, surname: oneOf(random, surnames), patronymic: oneOf(random, patronymics[sex]) } as const;
      const order = (number += 1);
      const person = personOf({ ...named, key: `staff/${code}/${at}`, order }, random);
      const born = between(random, year - 63, year - 24);
      const since = `${between(random, Math.max(born + 23, year - 12), year)}-09-01`;
      return { person: { ...person, birthDate: birth(random, born), phone: phoneOf(order) }, place: id, kind, since };
    }),
  );
}
