import { audit, documentTemplate, inReach, issueDocument, notFound, part, peopleBrief, sql } from '@regiso/core';
import { z } from 'zod';
import type { OrderPaper, OrderView } from '../../shared';
import { fullName } from './applications';
import { gardenFor } from './gardens';

const read = 'kindergarten.read-groups';
const keep = 'kindergarten.keep-groups';
export const subjectOf = (organisation: string) => ({
  ...{ plugin: 'kindergarten', type: 'enrolment-order', id: organisation },
});

const cells = z.array(z.array(z.string()));
const Head = { garden: z.string(), number: z.string(), on: z.string() };

/** The order itself, with names: for the kindergarten and the stand that only parents pass. */
export const enrolmentOrder = documentTemplate({
  id: 'kindergarten.enrolment-order',
  title: 'Приказ о зачислении в детский сад',
  titleEn: 'Order of enrolment in a kindergarten',
  prefix: 'ПЗ',
  data: z.strictObject({ ...Head, rows: cells }),
  render: ({ garden, number, on, rows }) => [
    { text: `Приказ № ${number} от ${on}`, bold: true, margin: [0, 0, 0, 8] },
    { text: `Зачислить в ${garden} на основании направлений и заключённых договоров:`, margin: [0, 0, 0, 8] },
    {
      layout: 'lightHorizontalLines',
      table: {
        headerRows: 1,
        widths: [20, '*', 60, 90, 70, 60],
        body: [['№', 'Ребёнок', 'Родился', 'Группа', 'Договор', 'Посещает с'], ...rows],
      },
    },
    { text: 'Заведующий ______________________', margin: [0, 28, 0, 0] },
  ],
});

/** What the site shows of an order (приказ 236): its details, the groups and how many, by numbers of applications, no names. */
export const orderExtract = documentTemplate({
  id: 'kindergarten.order-extract',
  title: 'Выписка из приказа о зачислении для сайта',
  titleEn: 'Extract of an order of enrolment for the site',
  prefix: 'ВП',
  data: z.strictObject({ ...Head, groups: cells, applications: z.array(z.string()) }),
  render: ({ garden, number, on, groups, applications }) => [
    { text: `${garden}: приказ № ${number} от ${on}`, bold: true, margin: [0, 0, 0, 8] },
    {
      layout: 'lightHorizontalLines',
      table: {
        headerRows: 1,
        widths: ['*', 100, 100],
        body: [['Возрастная группа', 'Возраст, лет', 'Зачислено'], ...groups],
      },
    },
    ...(applications.length
      ? [
          { text: 'Номера заявлений', bold: true, margin: [0, 12, 0, 4] as [number, number, number, number] },
          { text: applications.join(', ') },
        ]
      : []),
    { text: 'Имена детей не называются: это личные данные.', fontSize: 9, margin: [0, 12, 0, 0] },
  ],
});

const within = () => inReach(read, { participant: part`p.participant_id`, municipality: part`p.municipality_id` });

/** Orders of the kindergartens in reach, the newest first; numbers alone. */
export const ordersInReach = () => sql<OrderView>`
  SELECT p.organisation_id AS "organisationId", o.short_name AS organisation, p.order_number AS number,
    p.order_on::text AS on, count(DISTINCT p.person_id)::int AS children
  FROM kindergarten.pupils p JOIN core.organisations o ON o.id = p.organisation_id
  WHERE p.order_number IS NOT NULL AND p.order_on IS NOT NULL AND ${within()}
  GROUP BY 1, 2, 3, 4 ORDER BY 4 DESC, 2, 3 LIMIT 200`;

type Enrolled = {
  personId: string;
  group: string;
  ages: string;
  contract: string | null;
  startsOn: string;
  application: string | null;
};

// A child who later went to another group of the kindergarten was enrolled in the first one.
const enrolledBy = ({ organisation, number, on }: OrderPaper) => sql<Enrolled>`
  SELECT DISTINCT ON (p.person_id) p.person_id AS "personId", g.name AS "group",
    CASE WHEN g.age_from = g.age_to THEN g.age_from::text ELSE g.age_from || '–' || g.age_to END AS ages,
    p.contract_number AS contract, p.starts_on::text AS "startsOn", a.number AS application
  FROM kindergarten.pupils p JOIN kindergarten.groups g ON g.id = p.group_id
  LEFT JOIN kindergarten.applications a ON a.id = p.application_id
  WHERE p.organisation_id = ${organisation} AND p.order_number = ${number} AND p.order_on = ${on}
  ORDER BY p.person_id, p.starts_on LIMIT 1000`;

const spoken = (day: string) => day.split('-').reverse().join('.');
const collator = new Intl.Collator('ru');

/** Issues the paper of an order, or its extract without names. Throws 404 beyond reach and for an order that is not there. */
export async function issueOrder(asked: OrderPaper): Promise<{ id: string; number: string }> {
  const { organisation, number, kind } = asked;
  const garden = await gardenFor(keep, organisation);
  const rows = await enrolledBy(asked);
  if (!rows.length) throw notFound('Приказ не найден');
  const head = { garden: garden.name, number, on: spoken(asked.on) };
  const subject = {
    ...{ ...subjectOf(organisation), issuer: garden.name },
    ...(garden.participant && { participantId: garden.participant }),
  };
  const issued =
    kind === 'order'
      ? await issueDocument(enrolmentOrder, { ...head, rows: await named(rows) }, subject)
      : await issueDocument(orderExtract, { ...head, ...withoutNames(rows) }, subject);
  const personIds = kind === 'order' ? rows.map(({ personId }) => personId) : [];
  const object = { type: 'organisation', id: organisation, organisationId: organisation, personIds };
  await audit('kindergarten.order-printed', object, { kind, order: number, children: rows.length });
  return { id: issued.id, number: issued.number };
}

async function named(rows: readonly Enrolled[]): Promise<string[][]> {
  const people = await peopleBrief(
    rows.map(({ personId }) => personId),
    ['surname', 'name', 'patronymic', 'birthDate'],
  );
  return rows
    .map(({ personId, group, contract, startsOn }) => [
      fullName(people.get(personId)),
      ...[spoken(people.get(personId)?.birthDate ?? ''), group, contract ?? '', spoken(startsOn)],
    ])
    .sort(([one = ''], [other = '']) => collator.compare(one, other))
    .map((cellsOf, at) => [String(at + 1), ...cellsOf]);
}

function withoutNames(rows: readonly Enrolled[]) {
  const counts = new Map<string, { ages: string; count: number }>();
  for (const { group, ages } of rows) counts.set(group, { ages, count: (counts.get(group)?.count ?? 0) + 1 });
  return {
    groups: [...counts].sort().map(([group, { ages, count }]) => [group, ages, String(count)]),
    applications: rows.flatMap(({ application }) => application ?? []).sort(),
  };
}
