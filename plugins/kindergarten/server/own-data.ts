import { beyondReach, part, peopleWith, sql, type DataOwner } from '@regiso/core';
import type { ApplicationView } from '../shared';
import { historyOf, viewsOf } from './services/applications';
import { statusWords } from './services/step';

/** What the queue and the groups hold about the owner's children, and that the owner has filed. */
export const ownData = (owner: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('records of the owner and of those whom the owner may see', async () => {
    const people = peopleWith(owner);
    const health = peopleWith(owner, 'health');
    const seen = await viewsOf(part`a.child_id = ANY (${people}::uuid[])`, { limit: 200 });
    const applications = [];
    for (const view of seen) applications.push(await applicationOf(view, health.includes(view.childId)));
    return {
      заявления: applications,
      подано_мной: await filedBy(owner),
      старший_или_младший_ребёнок_назван_в_заявлениях: await siblingsIn(people),
      зачисления: await staysOf(people, health),
    };
  });

// Benefits are special data, as health is: shown where a court bars neither.
async function applicationOf(view: ApplicationView, seesBenefits: boolean) {
  return {
    номер: view.number,
    состояние: statusWords[view.status][0],
    ребёнок: view.child,
    принято: view.receivedAt,
    подано: view.filedAt,
    желаемый_день: view.desiredOn,
    направленность: view.orientation,
    режимы: view.regimes,
    язык: view.language,
    детские_сады: view.choices.map(({ name, rank, siblingConfirmed }) => ({ name, rank, siblingConfirmed })),
    ...(seesBenefits && {
      льготы: view.privileges.map(({ title, document, validTo, state, ground }) => ({
        title,
        document,
        validTo,
        state,
        ground,
      })),
    }),
    направления: await sql`SELECT d.number AS "номер", o.short_name AS "детский_сад", d.state AS "состояние",
        d.offered_at AS "предложено", d.answered_at AS "ответ" FROM kindergarten.directions d
      JOIN core.organisations o ON o.id = d.organisation_id WHERE d.application_id = ${view.id} ORDER BY d.offered_at`,
    стоит_в_списках:
      await sql`SELECT o.short_name AS "детский_сад", q.age AS "возраст" FROM kindergarten.queue_entries q
      JOIN core.organisations o ON o.id = q.organisation_id WHERE q.application_id = ${view.id} ORDER BY 1`,
    история: await historyOf(view.id),
    выданные_справки: await sql`SELECT made_at AS "когда" FROM kindergarten.case_logs l
      WHERE l.application_id = ${view.id} ORDER BY 1`,
  };
}

// Of a child whom the owner may no longer see: that there was an application, and nothing about the child.
const filedBy = ({ accountId, personId }: DataOwner) =>
  sql`SELECT a.number AS "номер", a.received_at AS "принято", a.origin AS "как" FROM kindergarten.applications a
    WHERE a.account_id = ${accountId} OR a.guardian_id = ${personId} OR a.second_guardian_id = ${personId} ORDER BY a.id`;

const siblingsIn = (people: readonly string[]) =>
  sql`SELECT o.short_name AS "детский_сад", c.sibling_confirmed AS "подтверждено" FROM kindergarten.choices c
    JOIN core.organisations o ON o.id = c.organisation_id WHERE c.sibling_id = ANY (${[...people]}::uuid[]) ORDER BY 1`;

const staysOf = (people: readonly string[], health: readonly string[]) =>
  sql`SELECT o.short_name AS "детский_сад", g.name AS "группа", p.starts_on AS "с", p.ends_on AS "по",
      p.contract_number AS "договор", p.order_number AS "приказ", p.left_ground AS "основание_выбытия",
      (SELECT json_agg(json_build_object('день', t.day, 'отметка', t.status,
          'причина', CASE WHEN p.person_id = ANY (${[...health]}::uuid[]) THEN t.reason END) ORDER BY t.day)
        FROM kindergarten.attendance t WHERE t.pupil_id = p.id) AS "посещаемость"
    FROM kindergarten.pupils p JOIN kindergarten.groups g ON g.id = p.group_id
    JOIN core.organisations o ON o.id = p.organisation_id WHERE p.person_id = ANY (${[...people]}::uuid[]) ORDER BY p.id`;
