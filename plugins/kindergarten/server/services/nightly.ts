import { audit, notify, peopleBrief, sql, todayHere, valueOn } from '@regiso/core';
import { norms } from '../norms';
import type { Application } from './applications';
import { daysAfter } from './days';
import { note } from './history';
import { lockRing } from './live-directions';
import { take } from './step';

type Claim = { id: string; applicationId: string; number: string; accounts: string[]; category: string; until: string };

const spoken = (day: string) => day.split('-').reverse().join('.');

const tell = ({ number, accounts, applicationId }: Claim, title: string, titleEn: string, once: string) =>
  notify({
    ...{ kind: 'kindergarten.privilege', accountIds: accounts, once },
    ...{ title: `Заявление № ${number}: ${title}`, titleEn: `Application ${number}: ${titleEn}` },
    link: `/app/kindergarten/own/${applicationId}`,
  });

/** Families whose paper of a privilege ends soon are told once, while there is time to bring a new one. Gives how many. */
export async function warnOfPrivileges(): Promise<number> {
  const { value: days } = await valueOn(norms, 'privilege-warning-days');
  const rows = await sql<Claim>`SELECT p.id, a.id AS "applicationId", a.number, a.accounts, p.category,
      p.valid_to::text AS until
    FROM kindergarten.privileges p JOIN kindergarten.applications a ON a.id = p.application_id
    WHERE p.state = 'confirmed' AND p.valid_to BETWEEN ${todayHere()}::date AND ${daysAfter(todayHere(), days)}::date
      AND a.status IN ('queued', 'frozen', 'need-confirm') ORDER BY p.valid_to, p.id LIMIT 5000`;
  for (const row of rows)
    await tell(
      row,
      `документ о льготе действует до ${spoken(row.until)}: принесите новый, иначе место пересчитают`,
      `the paper of the privilege is valid to ${row.until}: bring a new one, or the place is counted anew`,
      `privilege-ends-${row.id}`,
    );
  return rows.length;
}

/** Privileges whose papers have ended rank no more; the history of the application says so and the family is told. */
export async function endPrivileges(): Promise<number> {
  const rows = await sql<Claim & { child: string }>`UPDATE kindergarten.privileges p SET state = 'expired'
    FROM kindergarten.applications a WHERE a.id = p.application_id AND p.state = 'confirmed' AND p.valid_to < ${todayHere()}::date
      AND a.status NOT IN ('draft', 'enrolled', 'refused', 'withdrawn', 'archived')
    RETURNING p.id, a.id AS "applicationId", a.number, a.accounts, p.category, p.valid_to::text AS until, a.child_id AS child`;
  for (const row of rows) {
    const { applicationId: id, category, until, child: personId } = row;
    await note(id, 'system', { kind: 'privilege-expired', details: { category, until } });
    await audit(
      'kindergarten.privilege-decided',
      { type: 'application', id, personId },
      { category, state: 'expired' },
    );
    await tell(
      row,
      `документ о льготе действовал до ${spoken(until)}, место пересчитано без неё`,
      `the paper of the privilege was valid to ${until}; the place is counted without it`,
      `privilege-ended-${row.id}`,
    );
  }
  return rows.length;
}

/** Who has reached the age at which the law ends the queue leaves it, with the ground said to the family. Gives how many. */
export async function archiveGrown(): Promise<number> {
  const today = todayHere();
  const { value: years } = await valueOn(norms, 'last-age', today);
  // A child of the cohort of that year is that old somewhere in it; the day itself stands in the card alone.
  const rows = await sql<{
    id: string;
    childId: string;
  }>`SELECT a.id, a.child_id AS "childId" FROM kindergarten.applications a
    WHERE a.status IN ('received', 'need-confirm', 'queued', 'frozen') AND a.cohort <= ${Number(today.slice(0, 4)) - years + 1}
    ORDER BY a.id LIMIT 2000`;
  const people = await peopleBrief(
    rows.map(({ childId }) => childId),
    ['birthDate'],
  );
  let archived = 0;
  for (const { id, childId } of rows) {
    const born = people.get(childId)?.birthDate;
    if (!born || `${Number(born.slice(0, 4)) + years}${born.slice(4)}` > today) continue;
    await lockRing(id);
    const [application] =
      await sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.id = ${id} FOR UPDATE`;
    if (!application || !['received', 'need-confirm', 'queued', 'frozen'].includes(application.status)) continue;
    await take(application, { to: 'archived', who: 'system', ground: 'too-old', cause: 'archived' });
    archived += 1;
  }
  return archived;
}
