import { linkDemoAccount, sql } from '@regiso/core';

/**
 * The demo teacher leads the class of the demo guardian's child, who has the demo pupil's account; the head teacher is another
 * who teaches there. In their school alone.
 */
export async function linkStaff(organisationId: string): Promise<void> {
  const [child] = await sql<{
    person: string;
    teacher: string | null;
  }>`SELECT p.person_id AS person, c.teacher_id AS teacher
    FROM core.accounts a JOIN core.persons m ON m.account_id = a.id JOIN core.guardianships g ON g.guardian_id = m.id
    JOIN school.pupils p ON p.person_id = g.child_id JOIN school.classes c ON c.id = p.class_id
    WHERE a.login = 'guardian' AND a.is_demo AND p.organisation_id = ${organisationId} ORDER BY p.id LIMIT 1`;
  if (!child) return;
  const [other] = await sql<{ id: string }>`SELECT teacher_id AS id FROM school.loads
    WHERE organisation_id = ${organisationId} AND teacher_id <> ${child.teacher}::uuid
    GROUP BY teacher_id ORDER BY sum(hours), teacher_id LIMIT 1`;
  const pairs = { pupil: child.person, teacher: child.teacher, deputy: other?.id };
  for (const [login, person] of Object.entries(pairs)) {
    const [account] = await sql<{ id: string }>`SELECT id FROM core.accounts WHERE login = ${login} AND is_demo`;
    if (account && person) await linkDemoAccount(person, account.id);
  }
}
