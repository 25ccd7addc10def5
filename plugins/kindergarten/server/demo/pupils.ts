import { peopleBrief, pseudonymsOf, sql } from '@regiso/core';
import { cohortOf } from '../../shared';
import { countChildren } from '../services/groups';

type Attending = { person: string; organisation: string; since: string; link: string };

const atOnce = 20_000;

/** Children whom the people's demo has put into kindergartens become pupils of the group of their age. Gives how many. */
export async function writePupils(schoolYear: number): Promise<number> {
  let written = 0;
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const attending = await attendingAfter(last);
    if (attending.length) written += await seat(attending, schoolYear);
    if (attending.length < atOnce) break;
    last = attending.at(-1)?.link ?? last;
  }
  if (written) await countChildren('all');
  return written;
}

const attendingAfter = (
  last: string,
) => sql<Attending>`SELECT l.id AS link, l.person_id AS person, l.organisation_id AS organisation,
      l.starts_on::text AS since
    FROM core.person_organisations l JOIN core.persons p ON p.id = l.person_id AND p.is_demo
    WHERE l.subsystem = 'kindergarten' AND l.role = 'child' AND (l.ends_on IS NULL OR l.ends_on >= current_date)
      AND NOT EXISTS (SELECT FROM kindergarten.pupils k WHERE k.person_id = l.person_id)
      AND l.id > ${last}::uuid
    ORDER BY l.id LIMIT ${atOnce}`;

async function seat(attending: readonly Attending[], schoolYear: number): Promise<number> {
  const ids = attending.map(({ person }) => person);
  const births = await peopleBrief(ids, ['birthDate']);
  const pseudonyms = await pseudonymsOf(ids);
  const known = attending.flatMap(({ person, ...row }) => {
    const born = births.get(person)?.birthDate;
    return born ? [{ ...row, person, cohort: cohortOf(born), pseudonym: pseudonyms.get(person) }] : [];
  });
  const rows = await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id,
      municipality_id, group_id, link_id, starts_on, is_demo)
    SELECT DISTINCT ON (k.person) k.person, k.pseudonym, k.cohort, k.organisation, g.participant_id, g.municipality_id, g.id,
      k.link, k.since, true
    FROM jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
      AS k(person uuid, pseudonym uuid, cohort int, organisation uuid, since date, link uuid)
    JOIN kindergarten.groups g ON g.organisation_id = k.organisation AND g.school_year = ${schoolYear}
      AND greatest(1, least(6, ${schoolYear} - k.cohort)) BETWEEN g.age_from AND g.age_to
    -- The groups of an age fill evenly.
    ORDER BY k.person, md5(k.person::text || g.id::text)
    ON CONFLICT DO NOTHING RETURNING id`;
  return rows.length;
}
