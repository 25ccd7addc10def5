import { audit } from '../../server/audit';
import type { DemoRun } from '../../server/plugin';
import { oneOf, randomOf, uuidOf } from '../../server/random';
import { sql } from '../../server/sql';
import { todayHere } from '../../territory/home';
import { linkDemoAccount } from '../accounts';
import { candidatesFor, notePairs } from '../duplicates';
import { insertPerson } from '../persons';
import { writeDocument } from '../documents';
import { keepReach } from '../reach';
import { lastDayOfChildhood } from '../guardians';
import { placeOf, seal } from '../sealed';
import { demoFamilies, demoSnils, type DemoFamily, type DemoPerson } from './families';

const source = 'Вымышленные данные';
const sizes = { small: 90, city: 150, region: 220 } as const;

/** The guardian of the demonstration and the two children: one at school, one in a kindergarten. */
const demoGuardian = { login: 'guardian', id: uuidOf('people/demo/guardian') };

/** Writes made-up families at demo organisations, a few double cards and the demo guardian. Running it again changes nothing. */
export async function peopleDemo(run: DemoRun): Promise<void> {
  const { size, seed } = run;
  const thisYear = Number(todayHere().slice(0, 4));
  const families = [guardianFamily(thisYear), ...demoFamilies(sizes[size], seed, thisYear)];
  const towns = await townsOf();
  if (!towns.length) return;
  const there = await known();
  const fresh = families.filter(({ parents: [first] }) => first && !there.has(first.id));
  if (!fresh.length) return;
  for (const [at, family] of fresh.entries()) {
    await writeFamily(family, townOf(towns, at));
    if (at % 10 === 0) run.progress((0.8 * at) / fresh.length, 'Люди');
  }
  await keepReach(fresh.flatMap(({ parents, children }) => [...parents, ...children].map(({ id }) => id)));
  await writeDoubles(fresh, towns[0] as Town);
  await linkGuardian();
  run.progress(1, 'Люди');
  await audit(
    'people.demo-loaded',
    { type: 'region' },
    { people: fresh.flatMap(({ parents, children }) => [...parents, ...children]).length },
  );
}

const known = async () =>
  new Set((await sql<{ id: string }>`SELECT id FROM core.persons WHERE is_demo`).map(({ id }) => id));

const townOf = (towns: readonly Town[], at: number) => towns[at % towns.length] as Town;
type Town = Record<'school' | 'kindergarten', string[]>;
const mostTowns = 6;

// A family lives in one town: only those with both kinds of organisations count.
async function townsOf(): Promise<Town[]> {
  const rows = await sql<{ id: string; kind: keyof Town; town: string }>`SELECT id, kind, municipality_id AS town
    FROM core.organisations WHERE is_demo AND kind IN ('school', 'kindergarten') AND status = 'active' ORDER BY id LIMIT 2000`;
  const towns = [...new Set(rows.map(({ town }) => town))].sort().map((town) => ({
    school: rows.filter((row) => row.town === town && row.kind === 'school').map(({ id }) => id),
    kindergarten: rows.filter((row) => row.town === town && row.kind === 'kindergarten').map(({ id }) => id),
  }));
  return towns.filter(({ school, kindergarten }) => school.length && kindergarten.length).slice(0, mostTowns);
}

async function writeFamily({ parents, children }: DemoFamily, town: Town) {
  for (const { id, ...person } of [
    ...parents,
    ...children.map(({ place: _place, seat: _seat, since: _since, ...child }) => child),
  ])
    await insertPerson(person, { source, isDemo: true, id });
  for (const child of children) {
    await writeLink(child, town);
    for (const parent of parents) await writeParent(child, parent);
    const number = String(child.seat).padStart(3, '0') + (child.snils ?? '').slice(3, 6);
    await writeDocument(child.id, {
      kind: 'birth-certificate',
      series: 'X-ДЕ',
      number,
      issuedBy: 'Отдел ЗАГС (демо)',
      issuedOn: child.birthDate ?? null,
      validTo: null,
      verified: true,
    });
  }
}

const writeLink = ({ id, place, seat, since }: DemoFamily['children'][number], town: Town) =>
  sql`INSERT INTO core.person_organisations (person_id, organisation_id, subsystem, role, starts_on, plugin)
    VALUES (${id}, ${town[place][seat % town[place].length]}, ${place}, ${place === 'school' ? 'pupil' : 'child'}, ${since}, 'people')`;

async function writeParent(child: DemoPerson, parent: DemoPerson) {
  const id = uuidOf(`people/demo/${child.id}/${parent.id}`);
  await sql`INSERT INTO core.guardianships (id, guardian_id, child_id, kind, starts_on, ends_on, ground)
    VALUES (${id}, ${parent.id}, ${child.id}, 'parent', ${child.birthDate}, ${lastDayOfChildhood(child.birthDate ?? todayHere())},
      ${seal('Свидетельство о рождении (демо)', placeOf('core.guardianships', 'ground', id))})`;
}

function guardianFamily(thisYear: number): DemoFamily {
  const random = randomOf('people/demo/guardian');
  const parent = (name: string, patronymic: string, sex: 'male' | 'female', order: number, id: string): DemoPerson => ({
    id,
    surname: sex === 'female' ? 'Семёнова' : 'Семёнов',
    name,
    patronymic,
    sex,
    birthDate: `${thisYear - 36}-0${order}-14`,
    snils: demoSnils(order),
    citizenship: 'RU',
    phone: `+7 000 000-00-0${order}`,
  });
  const child = (name: string, sex: 'male' | 'female', age: number, order: number) => ({
    id: uuidOf(`people/demo/guardian/${order}`),
    surname: sex === 'female' ? 'Семёнова' : 'Семёнов',
    name,
    patronymic: sex === 'female' ? 'Ильинична' : 'Ильич',
    sex,
    birthDate: `${thisYear - age}-05-2${order}`,
    snils: demoSnils(order),
    citizenship: 'RU',
    seat: oneOf(random, [1, 2, 3]),
    since: `${thisYear - 1}-09-01`,
  });
  return {
    parents: [
      parent('Анна', 'Викторовна', 'female', 1, demoGuardian.id),
      parent('Илья', 'Фёдорович', 'male', 2, uuidOf('people/demo/guardian/father')),
    ],
    children: [
      { ...child('Фёдор', 'male', 9, 3), place: 'school' },
      { ...child('Варвара', 'female', 4, 4), place: 'kindergarten' },
    ],
  };
}

// Cards as they are made by mistake: е for ё without a SNILS, day and month changed places, one digit of a SNILS.
async function writeDoubles(families: readonly DemoFamily[], town: Town) {
  const children = families
    .slice(1)
    .flatMap((family) => family.children.slice(0, 1))
    .filter(({ birthDate }) => swapped(birthDate));
  const yo = children.find(({ name, surname }) => /ё/i.test(name + surname));
  const [first, second] = children.filter((child) => child !== yo);
  if (yo) await writeDouble(yo, { ...yo, surname: unYo(yo.surname), name: unYo(yo.name), snils: null }, town);
  if (first) await writeDouble(first, { ...first, birthDate: swapped(first.birthDate), snils: null }, town);
  if (second?.snils) await writeDouble(second, { ...second, snils: oneDigitOff(second.snils) }, town);
}

const unYo = (text: string) => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');

function swapped(birthDate: string | null | undefined) {
  const [year, month, day] = (birthDate ?? '').split('-');
  return day && month && Number(day) <= 12 && day !== month ? `${year}-${day}-${month}` : null;
}

const oneDigitOff = (snils: string) => `${snils.slice(0, 4)}${(Number(snils[4]) + 1) % 10}${snils.slice(5)}`;

async function writeDouble(of: DemoFamily['children'][number], double: DemoFamily['children'][number], town: Town) {
  const { id: _id, place: _place, seat: _seat, since: _since, ...person } = double;
  const id = await insertPerson(person, { source, isDemo: true, id: uuidOf(`people/demo/double/${of.id}`) });
  await writeLink({ ...double, id, seat: double.seat + 1 }, town);
  await keepReach([id]);
  await notePairs(id, await candidatesFor(person, [id]));
}

async function linkGuardian() {
  const [account] = await sql<{
    id: string;
  }>`SELECT id FROM core.accounts WHERE login = ${demoGuardian.login} AND is_demo`;
  if (account) await linkDemoAccount(demoGuardian.id, account.id);
}
