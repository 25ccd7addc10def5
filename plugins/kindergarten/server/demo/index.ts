import { z } from 'zod';
import { audit, homeRegion, inTransaction, job, sql, startJob, todayHere, type DemoRun } from '@regiso/core';
import { schoolYearOf } from '../../shared';
import type { Application } from '../services/applications';
import { acceptOffer } from '../services/directions';
import { recount } from '../services/queue';
import { confirmRun, makeRun, proposeRun } from '../services/runs';
import { townsToFill, writeApplicant } from './applicants';
import { writeAttendance } from './attendance';
import { layDossiers } from './dossiers';
import { writeGroups } from './groups';
import { writePupils } from './pupils';
import { writeTransfers } from './transfers';

const atOnce = 40;

/** Groups of every demo kindergarten, their pupils, and the first of those who wait; a job writes the others. */
export async function loadDemo(run: DemoRun): Promise<void> {
  const { seed } = run;
  const groups = await writeGroups(seed, schoolYearOf(todayHere()));
  await writePupils(schoolYearOf(todayHere()));
  await writeAttendance();
  await layDossiers();
  run.progress(0.4, 'Детские сады');
  const [town] = await townsToFill();
  const applications = town ? await fillTown(seed, town, atOnce) : 0;
  if (town && applications) await giveFirstPlaces(town.id);
  await startJob('kindergarten', 'fill-demo', { seed });
  if (groups || applications) await audit('kindergarten.demo-loaded', { type: 'region' }, { groups, applications });
}

/** A confirmed run of the largest town; every second family has agreed already. */
async function giveFirstPlaces(municipalityId: string) {
  const id = await makeRun({ municipalityId, on: todayHere() });
  await proposeRun(id);
  await confirmRun(id);
  const offered =
    await sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.status = 'offered' ORDER BY a.id`;
  for (const application of offered.filter((_, at) => at % 2 === 0)) await acceptOffer(application);
}

type Towns = Awaited<ReturnType<typeof townsToFill>>;

async function fillTown(seed: number, town: Towns[number], upTo: number) {
  let made = 0;
  for (let at = 0; at < upTo; at++) if (await writeApplicant(seed, town, at, todayHere())) made++;
  if (made) await recount({ municipality: town.id }, 'queued');
  return made;
}

const transacted = <T>(work: () => Promise<T>) => inTransaction({ process: 'kindergarten/fill-demo' }, work);

/** The rest of the queue, a town in a transaction, so that a load which was stopped goes on. */
export const fillDemoJob = job({
  name: 'fill-demo',
  title: 'Остальная вымышленная очередь',
  data: z.object({ seed: z.int() }),
  transaction: false,
  handler: async ({ seed }, run) => {
    const towns = await transacted(townsToFill);
    for (const [at, town] of towns.entries()) {
      if (run.signal.aborted) return;
      await transacted(async () => {
        const applications = await fillTown(seed, town, town.waiting);
        if (applications)
          await audit('kindergarten.demo-loaded', { type: 'municipality', id: town.id }, { groups: 0, applications });
      });
      await run.progress(at / towns.length, homeRegion().id);
    }
    await transacted(() => sql`ANALYZE kindergarten.queue_entries`);
  },
});

/** The people of the demo arrive in parts; those who attend a kindergarten join its groups when all are there. */
export const seatPupils = async (): Promise<void> => {
  const pupils = await writePupils(schoolYearOf(todayHere()));
  const marks = await writeAttendance();
  await layDossiers();
  const applications = await writeTransfers();
  if (pupils || marks || applications)
    await audit('kindergarten.demo-loaded', { type: 'region' }, { groups: 0, applications, pupils, marks });
};
