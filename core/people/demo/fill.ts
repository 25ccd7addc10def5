import { z } from 'zod';
import { audit } from '../../server/audit';
import { inTransaction } from '../../server/database';
import { emit } from '../../server/events';
import { job, type JobRun } from '../../server/job';
import { uuidOf } from '../../server/random';
import { sql } from '../../server/sql';
import { keepReach } from '../reach';
import { demoFamilies, type DemoFamily, type Wave } from './families';
import { guardianFamily } from './guardian';
import { demoStaff, type DemoEmployee } from './staff';
import { linksOf, otherTowns, townsOfFixture, type Town } from './towns';
import { writeCertificates, writeGuardians, writeLinks, writePersons } from './write';

/** Children of the three municipalities of the acceptance stories: 6,000 with the three of the demo guardian. */
const childrenOf = [3_197, 2_300, 500] as const;
const fixtureWave: Wave = { childrenOf, first: 0, numbered: true };
/** Families of a larger size begin beyond those of the stories. */
const firstOfOthers = 10_000;
/** Of the places of an organisation that a larger size shows. */
const filled = 0.85;
const familiesAtOnce = 30;
const batch = 150;

export const demoGuardian = { login: 'guardian', id: uuidOf('people/demo/guardian') };

/** What decides about everybody: the seed and the year in which the study year began. */
const Plan = z.object({ seed: z.int(), year: z.int() });
type Plan = z.output<typeof Plan>;
type Towns = readonly [Town, ...Town[]];

/** The year in which the study year of this day began. */
export const studyYear = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);

/** The family of the demo guardian and some of every town. */
export function firstFamilies({ seed, year }: Plan, thisYear: number): DemoFamily[] {
  const all = [...demoFamilies(fixtureWave, seed, year)];
  const some = childrenOf.flatMap((_, town) => all.filter((family) => family.town === town).slice(0, familiesAtOnce));
  return [guardianFamily(thisYear, demoGuardian.id), ...some];
}

/** How many children fill the places of each of these towns. */
export const childrenOfPlaces = (towns: readonly Town[]) =>
  towns.map(({ kindergarten, school }) =>
    Math.round(filled * [...kindergarten, ...school].reduce((sum, { capacity }) => sum + capacity, 0)),
  );

/** Those of the families whose first parent has no card yet. */
export async function missing(families: readonly DemoFamily[]): Promise<DemoFamily[]> {
  const there = await known();
  return families.filter((family) => isNew(family, there));
}

const isNew = ({ parents: [first] }: DemoFamily, there: ReadonlySet<string>) => first && !there.has(first.id);

const known = async () =>
  new Set((await sql<{ id: string }>`SELECT id FROM core.persons WHERE is_demo`).map(({ id }) => id));

/** Cards, links, guardians and certificates of families, in the present transaction. */
export async function writeFamilies(families: readonly DemoFamily[], towns: Towns): Promise<void> {
  const children = families.flatMap((family) => family.children);
  const persons = families.flatMap((family) => [...family.parents, ...family.children]);
  await writePersons(persons);
  await writeLinks(families.flatMap(({ children: own, town }) => linksOf(own, towns[town] ?? towns[0], towns[0])));
  await writeGuardians(families);
  await writeCertificates(children);
  await keepReach(children.map(({ id }) => id));
}

async function writeStaff(staff: readonly DemoEmployee[]) {
  await writePersons(staff.map(({ person }) => person));
  await writeLinks(
    staff.map(({ person, place, kind, since }) => ({
      person: person.id,
      organisation: place,
      kind,
      since,
      staff: true,
    })),
  );
  await keepReach(staff.map(({ person }) => person.id));
}

const kinds = ['kindergarten', 'school', 'college', 'extracurricular'] as const;
const placesOf = (towns: readonly Town[]) =>
  towns.flatMap((town) => kinds.flatMap((kind) => town[kind].map(({ code, id }) => ({ code, kind, id }))));

const transacted = <T>(work: () => Promise<T>) =>
  inTransaction({ process: 'people/fill-demo', unaudited: 'a part of the demo, whose end is recorded' }, work);

/** Writes whom the demonstration lacks, some families in a transaction, so that a load that was stopped goes on. */
export async function fillDemo({ seed, year }: Plan, run: JobRun): Promise<{ people: number }> {
  const [first, ...fixture] = await transacted(townsOfFixture);
  if (!first) return { people: 0 };
  const [other, ...others] = await transacted(otherTowns);
  const there = await transacted(known);
  const staff = demoStaff(placesOf([first, ...fixture, ...(other ? [other, ...others] : [])]), seed, year);
  const hired = staff.filter(({ person }) => !there.has(person.id));
  for (let at = 0; at < hired.length; at += 1_000) await transacted(() => writeStaff(hired.slice(at, at + 1_000)));
  const waves: [Wave, Towns][] = [[fixtureWave, [first, ...fixture]]];
  if (other) {
    const towns: Towns = [other, ...others];
    waves.push([{ childrenOf: childrenOfPlaces(towns), first: firstOfOthers, numbered: false }, towns]);
  }
  const all = waves.reduce((sum, [wave]) => sum + wave.childrenOf.reduce((one, two) => one + two, 0), 0);
  const done = { people: hired.length, seen: 0 };
  const write = async (families: readonly DemoFamily[], towns: Towns) => {
    if (families.length) await transacted(() => writeFamilies(families, towns));
    done.people += families.flatMap(({ parents, children }) => [...parents, ...children]).length;
    await run.progress(done.seen / all);
  };
  for (const [wave, towns] of waves) {
    let waiting: DemoFamily[] = [];
    for (const family of demoFamilies(wave, seed, year)) {
      if (run.signal.aborted) return { people: done.people };
      done.seen += family.children.length;
      if (isNew(family, there)) waiting.push(family);
      if (waiting.length < batch) continue;
      await write(waiting, towns);
      waiting = [];
    }
    await write(waiting, towns);
  }
  const { people } = done;
  if (people && !run.signal.aborted)
    await transacted(async () => {
      await audit('people.demo-loaded', { type: 'region' }, { people });
      await emit('people.demo-filled', {});
    });
  return { people };
}

export const fillDemoJob = job({
  name: 'fill-demo',
  title: 'Остальные вымышленные люди демонстрации',
  data: Plan,
  transaction: false,
  handler: fillDemo,
});
