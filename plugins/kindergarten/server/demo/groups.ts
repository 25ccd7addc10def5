import { between, randomOf, sql, uuidOf, type Random } from '@regiso/core';

type Garden = { id: string; participant: string | null; municipality: string };
type Made = {
  id: string;
  organisation: string;
  participant: string | null;
  municipality: string;
  name: string;
  from: number;
  to: number;
  orientation: string;
  area: number;
  capacity: number;
  free: boolean;
};

const names = ['Колокольчик', 'Ромашка', 'Солнышко', 'Теремок', 'Радуга', 'Родничок'] as const;
const ages = [1, 2, 3, 4, 5, 6] as const;

/** One group an age in every demo kindergarten, some of them with adapted programmes, a third with places to give. */
export async function writeGroups(seed: number, schoolYear: number): Promise<number> {
  const gardens = await sql<Garden>`SELECT o.id, x.id AS participant, o.municipality_id AS municipality
    FROM core.organisations o LEFT JOIN core.participants x ON x.organisation_id = o.id
    WHERE o.is_demo AND o.kind = 'kindergarten' AND o.status = 'active' AND o.municipality_id IS NOT NULL ORDER BY o.id`;
  const made = gardens.flatMap((garden) => groupsOf(garden, seed, randomOf(`${seed}/groups/${garden.id}`)));
  const rows =
    await sql`INSERT INTO kindergarten.groups (id, organisation_id, participant_id, municipality_id, school_year, name,
      age_from, age_to, orientation, regime, language, area_m2, capacity, announced_at, is_demo)
    SELECT g.id, g.organisation, g.participant, g.municipality, ${schoolYear}, g.name, g."from", g."to", g.orientation, 'full', 'ru',
      g.area, g.capacity, CASE WHEN g.free THEN now() END, true
    FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS g(id uuid, organisation uuid, participant uuid, municipality text,
      name text, "from" int, "to" int, orientation text, area numeric, capacity int, free boolean)
    ON CONFLICT DO NOTHING RETURNING id`;
  return rows.length;
}

function groupsOf({ id, participant, municipality }: Garden, seed: number, random: Random): Made[] {
  return ages.map((age, at) => {
    const orientation = age > 3 && random() < 0.12 ? 'compensating' : 'general';
    const norm = age < 3 ? 2.5 : 2;
    const capacity = orientation === 'compensating' ? between(random, 8, 12) : between(random, 18, 27);
    return {
      ...{ id: uuidOf(`${seed}/group/${id}/${age}`), organisation: id, participant, municipality },
      ...{ name: `${names[at]} (${age}–${age + 1})`, from: age, to: age, orientation },
      ...{ area: Math.ceil(capacity * norm * 10) / 10, capacity, free: random() < 0.45 },
    };
  });
}
