import { homeCalendar, receive, sql, todayHere, uuidOf } from '@regiso/core';
import { schoolYearOf } from '../../shared';
import type { Application } from '../services/applications';
import { daysAfter } from '../services/days';
import { acceptOffer } from '../services/directions';
import { recount } from '../services/queue';
import { findRings } from '../services/rings';
import { townsToFill } from './applicants';

type Seat = { child: string; guardian: string; organisation: string; pseudonym: string; cohort: number };

const age = 4;

/**
 * Families of the largest town whose children attend and who want another kindergarten: two and three of them would swap in
 * a ring, and the two have agreed. Nothing when there are such already. Gives how many.
 */
export async function writeTransfers(): Promise<number> {
  const [town] = await townsToFill();
  const [there] =
    await sql`SELECT 1 AS one FROM kindergarten.applications WHERE is_demo AND transfer_from IS NOT NULL LIMIT 1`;
  if (!town || there) return 0;
  const seats = await seatsIn(town.id);
  const rings = [seats.slice(0, 2), seats.slice(2, 5)].filter((ring) => ring.length > 1);
  const swapping = new Set(rings.flat());
  for (const ring of rings)
    for (const [at, seat] of ring.entries())
      await write(town.id, seat, ring[(at + 1) % ring.length]?.organisation ?? '', true);
  for (const seat of seats) if (!swapping.has(seat)) await write(town.id, seat, seats[0]?.organisation ?? '', false);
  if (!seats.length) return 0;
  await recount({ municipality: town.id }, 'queued');
  await findRings(town.id);
  const agreed = await sql<Application>`SELECT a.* FROM kindergarten.applications a
    WHERE a.child_id = ANY (${(rings[0] ?? []).map(({ child }) => child)}::uuid[]) AND a.status = 'offered' ORDER BY a.id`;
  for (const application of agreed) await acceptOffer(application);
  return seats.length;
}

/** A child of each of some kindergartens, all in groups of one kind. */
const seatsIn = (town: string) => sql<Seat>`
  SELECT DISTINCT ON (p.organisation_id) p.person_id AS child, p.organisation_id AS organisation, p.pseudonym, p.cohort,
    s.guardian_id AS guardian
  FROM kindergarten.pupils p JOIN kindergarten.groups g ON g.id = p.group_id
  JOIN core.guardianships s ON s.child_id = p.person_id AND (s.ends_on IS NULL OR s.ends_on >= ${todayHere()}::date)
  WHERE p.is_demo AND p.municipality_id = ${town} AND p.ends_on IS NULL AND g.state = 'open'
    AND g.school_year = ${schoolYearOf(todayHere())} AND g.age_from = ${age} AND g.orientation = 'general'
    AND g.regime = 'full' AND g.language = 'ru' AND p.cohort = ${schoolYearOf(todayHere()) - age}
    AND NOT EXISTS (SELECT FROM kindergarten.applications a WHERE a.child_id = p.person_id)
  ORDER BY p.organisation_id, p.person_id, s.id LIMIT 9`;

async function write(
  town: string,
  { child, guardian, organisation, pseudonym, cohort }: Seat,
  wanted: string,
  swaps: boolean,
) {
  const id = uuidOf(`kindergarten/transfer/${child}`);
  const { number, receivedAt } = await receive('kindergarten.application', id, 'ДС');
  const desiredOn = daysAfter(todayHere(), -1);
  const decideBy = homeCalendar().addWorkingDays(todayHere(), 1);
  await sql`INSERT INTO kindergarten.applications (id, number, status, origin, municipality_id, organisation_id, child_id,
      pseudonym, guardian_id, cohort, received_at, filed_at, desired_on, orientation, regimes, decide_by, queued_at, swaps,
      transfer_from, is_demo)
    VALUES (${id}, ${number}, 'queued', 'portal', ${town}, ${wanted}, ${child}, ${pseudonym}, ${guardian}, ${cohort},
      ${receivedAt}, ${receivedAt}, ${desiredOn}, 'general', '{full}', ${decideBy}, ${receivedAt}, ${swaps},
      ${organisation}, true)`;
  await sql`INSERT INTO kindergarten.choices (application_id, organisation_id, rank) VALUES (${id}, ${wanted}, 1)`;
  await sql`INSERT INTO kindergarten.application_events (application_id, who, kind, status)
    SELECT ${id}, who, 'status', status FROM unnest('{guardian,system,staff}'::text[], '{sent,received,queued}'::text[])
      WITH ORDINALITY e(who, status, n) ORDER BY n`;
}
