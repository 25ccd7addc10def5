import { audit } from '../../server/audit';
import { startJob } from '../../server/events';
import type { DemoRun } from '../../server/plugin';
import { uuidOf } from '../../server/random';
import { sql } from '../../server/sql';
import { todayHere } from '../../territory/home';
import { linkDemoAccount } from '../accounts';
import { candidatesFor, notePairs } from '../duplicates';
import { insertPerson } from '../persons';
import { keepReach } from '../reach';
import type { DemoChild, DemoFamily } from './families';
import { demoGuardian, firstFamilies, missing, studyYear, writeFamilies } from './fill';
import { linksOf, townsOfFixture, type Town } from './towns';
import { source, writeLinks } from './write';

/**
 * Writes the demo guardian's family, the first families of every town and a few double cards; the job that it starts writes
 * the rest of the 6,000 children of the acceptance stories behind the first start. Running it again changes nothing.
 */
export async function peopleDemo(run: DemoRun): Promise<void> {
  const [first, ...others] = await townsOfFixture();
  if (!first) return;
  const today = todayHere();
  const plan = { seed: run.seed, year: studyYear(today) };
  const families = await missing(firstFamilies(plan, Number(today.slice(0, 4))));
  if (run.fills) await startJob('people', 'fill-demo', plan);
  if (!families.length) return;
  await writeFamilies(families, [first, ...others]);
  await writeDoubles(families, first);
  await linkGuardian();
  run.progress(1, 'Люди');
  const people = families.flatMap(({ parents, children }) => [...parents, ...children]).length;
  await audit('people.demo-loaded', { type: 'region' }, { people });
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
  if (first)
    await writeDouble(first, { ...first, birthDate: swapped(first.birthDate) ?? first.birthDate, snils: null }, town);
  if (second?.snils) await writeDouble(second, { ...second, snils: oneDigitOff(second.snils) }, town);
}

const unYo = (text: string) => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');

function swapped(birthDate: string | null | undefined) {
  const [year, month, day] = (birthDate ?? '').split('-');
  return day && month && Number(day) <= 12 && day !== month ? `${year}-${day}-${month}` : null;
}

const oneDigitOff = (snils: string) => `${snils.slice(0, 4)}${(Number(snils[4]) + 1) % 10}${snils.slice(5)}`;

async function writeDouble(of: DemoChild, double: DemoChild, town: Town) {
  const { id: _id, order: _order, stays, ...person } = double;
  const id = await insertPerson(person, { source, isDemo: true, id: uuidOf(`people/demo/double/${of.id}`) });
  await writeLinks(linksOf([{ ...double, id, stays: stays.slice(-1) }], town, town));
  await keepReach([id]);
  await notePairs(id, await candidatesFor(person, [id]));
}

async function linkGuardian() {
  const [account] = await sql<{
    id: string;
  }>`SELECT id FROM core.accounts WHERE login = ${demoGuardian.login} AND is_demo`;
  if (account) await linkDemoAccount(demoGuardian.id, account.id);
}
