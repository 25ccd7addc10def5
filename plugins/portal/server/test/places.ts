import { sql } from '@regiso/core';
import { writePerson } from '../../../../core/people/test/builders';

type Group = {
  schoolYear: number;
  ages: readonly [from: number, to: number];
  places: number;
  isAnnounced?: boolean;
  orientation?: string;
  regime?: string;
  language?: string;
};

/** An empty group of a kindergarten, its places announced unless said otherwise. */
export const aGroup = (organisation: string, { schoolYear, ages: [from, to], places, ...given }: Group) => sql`
  INSERT INTO kindergarten.groups (organisation_id, municipality_id, school_year, name, age_from, age_to, orientation, regime,
    language, area_m2, capacity, announced_at)
  SELECT id, municipality_id, ${schoolYear}, ${`Группа ${crypto.randomUUID()}`}, ${from}, ${to}, ${given.orientation ?? 'general'},
    ${given.regime ?? 'full'}, ${given.language ?? 'ru'}, 50, ${places}, CASE WHEN ${given.isAnnounced ?? true} THEN now() END
  FROM core.organisations WHERE id = ${organisation}`;

type Queue = { schoolYear: number; age: number; children: number };

/** Children who wait for a place in a kindergarten at one age. */
export async function aQueue(organisation: string, { schoolYear, age, children }: Queue) {
  for (let at = 0; at < children; at += 1) {
    const child = await writePerson({ birthDate: `${schoolYear - age}-03-01` });
    const number = `П-${crypto.randomUUID()}`;
    await sql`WITH filed AS (
        INSERT INTO kindergarten.applications (number, status, origin, municipality_id, child_id, pseudonym, guardian_id, cohort,
          received_at, filed_at, desired_on, orientation, regimes)
        SELECT ${number}, 'queued', 'desk', municipality_id, ${child}, gen_random_uuid(), ${child}, ${schoolYear - age}, now(),
          now(), current_date, 'general', '{full}' FROM core.organisations WHERE id = ${organisation} RETURNING id)
      INSERT INTO kindergarten.queue_entries (application_id, organisation_id, age, key)
      SELECT id, ${organisation}, ${age}, ${number} FROM filed`;
  }
}
