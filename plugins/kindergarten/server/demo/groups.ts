import { between, randomOf, sql, uuidOf, type Random } from '@regiso/core';

type Garden = { id: string; participant: string | null; municipality: string; places: number };
type Made = {
  id: string;
  organisation: string;
  participant: string | null;
  municipality: string;
  name: string;
  from: number;
  to: number;
  orientation: string;
  regime: string;
  language: string;
  area: number;
  capacity: number;
  free: boolean;
};

const names = ['Колокольчик', 'Ромашка', 'Солнышко', 'Теремок', 'Радуга', 'Родничок'] as const;
const ages = [1, 2, 3, 4, 5, 6] as const;

/** A house of so many places has two groups for each of the elder ages. */
const large = 200;

/** Some houses have a Tatar group, one of children with and without special needs, or a shorter day for the youngest. */
function specialsOf(random: Random) {
  const [hasTatar, hasCombined, hasShort] = [random() < 0.12, random() < 0.2, random() < 0.15];
  return (age: number, nth: number, orientation: string) => ({
    language: hasTatar && age === 4 && nth === 0 ? 'tt' : 'ru',
    regime: hasShort && age === 1 ? 'short' : 'full',
    orientation: hasCombined && age === 5 && nth === 0 && orientation === 'general' ? 'combined' : orientation,
  });
}

/** Groups of every age, scarce for the young, some with adapted programmes, nearly half with places to give. */
export async function writeGroups(seed: number, schoolYear: number): Promise<number> {
  const gardens = await sql<Garden>`SELECT o.id, x.id AS participant, o.municipality_id AS municipality,
      coalesce((SELECT sum(b.capacity) FROM core.buildings b WHERE b.organisation_id = o.id), 0)::int AS places
    FROM core.organisations o LEFT JOIN core.participants x ON x.organisation_id = o.id
    WHERE o.is_demo AND o.kind = 'kindergarten' AND o.status = 'active' AND o.municipality_id IS NOT NULL ORDER BY o.id`;
  const made = gardens.flatMap((garden) => groupsOf(garden, seed, randomOf(`${seed}/groups/${garden.id}`)));
  const rows =
    await sql`INSERT INTO kindergarten.groups (id, organisation_id, participant_id, municipality_id, school_year, name,
      age_from, age_to, orientation, regime, language, area_m2, capacity, announced_at, is_demo)
    SELECT g.id, g.organisation, g.participant, g.municipality, ${schoolYear}, g.name, g."from", g."to", g.orientation, g.regime, g.language,
      g.area, g.capacity, CASE WHEN g.free THEN now() END, true
    FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS g(id uuid, organisation uuid, participant uuid, municipality text,
      name text, "from" int, "to" int, orientation text, regime text, language text, area numeric, capacity int, free boolean)
    ON CONFLICT DO NOTHING RETURNING id`;
  return rows.length;
}

function groupsOf({ id, participant, municipality, places }: Garden, seed: number, random: Random): Made[] {
  const special = specialsOf(randomOf(`${seed}/special-groups/${id}`));
  return ages.flatMap((age, at) => {
    const ofAge = age > 3 && places > large ? 2 : 1;
    return Array.from({ length: ofAge }, (_, nth) => {
      const orientation = age > 3 && nth === ofAge - 1 && random() < 0.25 ? 'compensating' : 'general';
      const norm = age < 3 ? 2.5 : 2;
      const capacity = orientation === 'compensating' ? between(random, 8, 12) : between(random, 22, 30);
      const number = ofAge > 1 ? ` ${nth + 1}` : '';
      return {
        ...{ id: uuidOf(`${seed}/group/${id}/${age}/${nth}`), organisation: id, participant, municipality },
        ...{ name: `${names[at]}${number} (${age}–${age + 1})`, from: age, to: age, ...special(age, nth, orientation) },
        ...{ area: Math.ceil(capacity * norm * 10) / 10, capacity, free: random() < 0.45 },
      };
    });
  });
}
