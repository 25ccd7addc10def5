import {
  addGuardian,
  between,
  findOrCreatePerson,
  GuardianInput,
  oneOf,
  PersonInput,
  randomOf,
  receive,
  sql,
  uuidOf,
  type Random,
} from '@regiso/core';
import { cohortOf } from '../../shared';

const surnames = [
  'Абдуллин',
  'Баранов',
  'Власов',
  'Гилёв',
  'Дёмин',
  'Ершов',
  'Жданов',
  'Зырянов',
  'Исаков',
  'Киселёв',
  'Лыков',
  'Мальцев',
  'Носов',
  'Останин',
  'Плотников',
  'Решетников',
  'Созонов',
  'Тюменцев',
  'Усольцев',
  'Фёдоров',
  'Хохлов',
  'Чистяков',
  'Шишкин',
  'Юрков',
  'Яковлев',
] as const;
const given = {
  male: ['Артём', 'Глеб', 'Демид', 'Лев', 'Марк', 'Матвей', 'Роман', 'Тимур'],
  female: ['Алиса', 'Вера', 'Ева', 'Злата', 'Мила', 'Полина', 'София', 'Ульяна'],
} as const;
const mothers = ['Алина', 'Дарья', 'Екатерина', 'Ирина', 'Ксения', 'Марина', 'Ольга', 'Юлия'] as const;
const patronymics = [
  'Андреевна',
  'Борисовна',
  'Викторовна',
  'Игоревна',
  'Олеговна',
  'Петровна',
  'Сергеевна',
  'Юрьевна',
] as const;
const categories = [
  'large-family',
  'military',
  'mobilised',
  'police',
  'single-parent',
  'prosecutors',
  'disabled',
] as const;

const two = (number: number) => String(number).padStart(2, '0');
const dayBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

type Town = { id: string; gardens: string[] };

/** Towns with demo kindergartens and how many children wait in each; the largest town first. */
export async function townsToFill(): Promise<(Town & { waiting: number })[]> {
  const towns = await sql<Town>`SELECT o.municipality_id AS id, array_agg(o.id ORDER BY o.id) AS gardens
    FROM core.organisations o JOIN core.municipalities m ON m.id = o.municipality_id
    WHERE o.is_demo AND o.kind = 'kindergarten' AND o.status = 'active'
    GROUP BY o.municipality_id, m.population ORDER BY count(*) DESC, m.population DESC NULLS LAST, o.municipality_id`;
  return towns.map((town, at) => ({ ...town, waiting: at === 0 ? 160 : at < 3 ? 60 : 6 }));
}

/** One made-up family that waits for a place, the same for the same seed; nothing when it is there. Gives the application. */
export async function writeApplicant(
  seed: number,
  { id: town, gardens }: Town,
  at: number,
  today: string,
): Promise<string | undefined> {
  const key = `${seed}/kindergarten/applicant/${town}/${at}`;
  const id = uuidOf(key);
  const [there] = await sql`SELECT 1 AS one FROM kindergarten.applications WHERE id = ${id}`;
  if (there) return undefined;
  const random = randomOf(key);
  const { child, mother, birthDate, pseudonym } = await family(random, today);
  // Two made-up children may fall on the same name and day: the second one does not apply.
  const [twin] = await sql`SELECT 1 AS one FROM kindergarten.applications WHERE child_id = ${child}`;
  if (twin) return undefined;
  const filedOn = dayBefore(today, between(random, 3, 500));
  const filedAt = `${filedOn > birthDate ? filedOn : dayBefore(today, 2)}T${two(between(random, 3, 18))}:${two(between(random, 0, 59))}:${two(between(random, 0, 59))}Z`;
  const { number } = await receive('kindergarten.application', id, 'ДС');
  const luck = random();
  const status = luck < 0.82 ? 'queued' : luck < 0.93 ? 'received' : 'need-confirm';
  const orientation = random() < 0.06 ? 'compensating' : 'general';
  await sql`INSERT INTO kindergarten.applications (id, number, status, origin, municipality_id, child_id, pseudonym, guardian_id,
      cohort, received_at, filed_at, desired_on, orientation, regimes, anywhere, decide_by, queued_at, is_demo)
    VALUES (${id}, ${number}, ${status}, ${random() < 0.7 ? 'portal' : 'desk'}, ${town}, ${child}, ${pseudonym}, ${mother},
      ${cohortOf(birthDate)}, ${filedAt}, ${filedAt}, ${dayBefore(today, between(random, -120, 200))}, ${orientation}, '{full}',
      ${random() < 0.4}, ${dayBefore(today, between(random, -9, 0))}, CASE WHEN ${status} = 'queued' THEN ${filedAt}::timestamptz END, true)`;
  const list = chosen(random, gardens);
  await sql`UPDATE kindergarten.applications SET organisation_id = ${list[0]} WHERE id = ${id}`;
  await sql`INSERT INTO kindergarten.choices (application_id, organisation_id, rank)
    SELECT ${id}, organisation, rank FROM unnest(${list}::uuid[]) WITH ORDINALITY c(organisation, rank)`;
  await sql`INSERT INTO kindergarten.application_events (application_id, at, who, kind, status)
    SELECT ${id}, ${filedAt}::timestamptz + n * interval '1 minute', CASE WHEN status = 'sent' THEN 'guardian' WHEN status = 'received' THEN 'system' ELSE 'staff' END, 'status', status
    FROM unnest(${['sent', 'received', ...(status === 'received' ? [] : [status])]}::text[]) WITH ORDINALITY e(status, n)`;
  if (random() < 0.22) await privilege(random, id, status);
  return id;
}

async function family(random: Random, today: string) {
  const year = Number(today.slice(0, 4)) - oneOf(random, [0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]);
  const birthDate =
    [`${year}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`, dayBefore(today, 40)].sort()[0] ?? today;
  const sex = random() < 0.5 ? 'male' : 'female';
  const surname = oneOf(random, surnames);
  const she = `${surname}а`;
  const made = async (person: object) =>
    (
      await findOrCreatePerson(PersonInput.parse({ citizenship: 'RU', ...person }), {
        source: 'Вымышленные данные',
        isDemo: true,
      })
    ).id;
  const child = await made({
    surname: sex === 'male' ? surname : she,
    name: oneOf(random, given[sex]),
    sex,
    birthDate,
  });
  const mother = await made({
    ...{ surname: she, name: oneOf(random, mothers), patronymic: oneOf(random, patronymics), sex: 'female' },
    ...{ birthDate: `${year - between(random, 21, 38)}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}` },
    phone: `+7 000 ${between(random, 100, 999)}-${two(between(random, 0, 99))}-${two(between(random, 0, 99))}`,
  });
  const ground = 'Свидетельство о рождении (демо)';
  await addGuardian(
    child,
    GuardianInput.parse({ guardianId: mother, kind: 'parent', startsOn: birthDate, ground }),
  ).catch(tolerated);
  const [row] = await sql<{ pseudonym: string }>`SELECT pseudonym FROM core.persons WHERE id = ${child}`;
  return { child, mother, birthDate, pseudonym: row?.pseudonym };
}

// Two made-up families may be the same by their names and days.
const tolerated = (error: Error & { problem?: { status: number } }) => {
  if (error.problem?.status !== 409) throw error;
};

function chosen(random: Random, gardens: readonly string[]) {
  const left = [...gardens];
  return Array.from(
    { length: Math.min(left.length, between(random, 1, 4)) },
    () => left.splice(between(random, 0, left.length - 1), 1)[0],
  );
}

async function privilege(random: Random, id: string, status: string) {
  const state = status === 'queued' && random() < 0.75 ? 'confirmed' : 'unverified';
  const document = `Удостоверение № ${between(random, 100, 9999)} (демо)`;
  await sql`INSERT INTO kindergarten.privileges (application_id, category, document, state, valid_to, decided_at)
    VALUES (${id}, ${oneOf(random, categories)}, ${document}, ${state}, current_date + ${between(random, 30, 900)}::int, CASE WHEN ${state} = 'confirmed' THEN now() END)`;
}
