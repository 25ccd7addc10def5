import {
  audit,
  beyondReach,
  conflict,
  context,
  inReach,
  invalidInput,
  notFound,
  part,
  sql,
  todayHere,
} from '@regiso/core';
import type { z } from 'zod';
import type { NewPrivilege } from '../../shared';
import type { Application } from './applications';
import { note } from './history';
import { recount } from './queue';

/**
 * Claims a privilege: it ranks nothing until somebody has seen the document. Beside a confirmed one with a last day a new
 * document is taken that holds longer. Throws 400 and 409.
 */
export async function claimPrivilege(
  { id, child_id: childId }: Application,
  { category, document, validTo }: z.output<typeof NewPrivilege>,
  who: 'guardian' | 'staff' | 'system',
): Promise<string> {
  const [known] = await sql`SELECT 1 AS one FROM kindergarten.privilege_categories WHERE code = ${category}
    AND daterange(valid_from, valid_to, '[]') @> ${todayHere()}::date`;
  if (!known) throw invalidInput([{ path: ['payload', 'category'], message: 'Такой льготы в справочнике нет' }]);
  if (validTo && validTo < todayHere())
    throw invalidInput([{ path: ['payload', 'validTo'], message: 'Срок документа уже истёк' }]);
  await refuseShorter(id, category, validTo);
  const [row] = await beyondReach(
    'a part of an application that was in reach',
    () => sql<{ id: string }>`INSERT INTO kindergarten.privileges (application_id, category, document, valid_to)
      VALUES (${id}, ${category}, ${document}, ${validTo}) ON CONFLICT DO NOTHING RETURNING id`,
  );
  if (!row) throw conflict('Эта льгота в заявлении уже указана');
  await note(id, who, { kind: 'privilege-claimed', details: { category } });
  await audit('kindergarten.privilege-claimed', { type: 'application', id, personId: childId }, { category });
  return row.id;
}

async function refuseShorter(applicationId: string, category: string, validTo: string | null) {
  const [held] = await beyondReach(
    'a part of an application that was in reach',
    () => sql<{ until: string | null }>`SELECT valid_to::text AS until FROM kindergarten.privileges
      WHERE application_id = ${applicationId} AND category = ${category} AND state = 'confirmed'`,
  );
  if (!held) return;
  if (!held.until) throw conflict('Эта льгота в заявлении уже указана');
  if (validTo && validTo <= held.until)
    throw conflict('Эта льгота уже подтверждена на этот срок: нужен документ, который действует дольше');
}

type Decision = { confirm: boolean; ground: string; validTo?: string | null | undefined };

/** Confirms or refuses a privilege after a look at the document; the queue is counted anew. Throws 404 out of reach. */
export async function decidePrivilege(privilegeId: string, { confirm, ground, validTo }: Decision): Promise<void> {
  const [row] = await beyondReach(
    'its application is asked for within reach next',
    () => sql<{
      applicationId: string;
      category: string;
      state: string;
    }>`SELECT application_id AS "applicationId", category, state
      FROM kindergarten.privileges WHERE id = ${privilegeId}`,
  );
  const [application] = row
    ? await sql<{ id: string; child: string }>`SELECT a.id, a.child_id AS child FROM kindergarten.applications a
        WHERE a.id = ${row.applicationId} AND a.status <> 'draft'
          AND ${inReach('kindergarten.keep-queue', { municipality: part`a.municipality_id` })} FOR UPDATE`
    : [];
  if (!row || !application) throw notFound('Льгота не найдена');
  if (row.state !== 'unverified') throw conflict('По этой льготе уже решено');
  const state = confirm ? 'confirmed' : 'refused';
  if (confirm) await replaceHeld(application.id, row.category);
  await beyondReach(
    'a part of an application that was in reach',
    () => sql`UPDATE kindergarten.privileges SET state = ${state}, ground = ${ground}, decided_at = now(),
      decided_by = ${context().actor?.accountId ?? null}, valid_to = coalesce(${validTo ?? null}::date, valid_to)
      WHERE id = ${privilegeId}`,
  );
  await note(application.id, 'staff', {
    kind: `privilege-${state}`,
    comment: ground,
    details: { category: row.category },
  });
  await recount({ applications: [application.id] }, 'privilege');
  const object = { type: 'application', id: application.id, personId: application.child };
  await audit('kindergarten.privilege-decided', object, { category: row.category, state });
}

// The document before this one: it stays readable, and nobody is warned of its end.
const replaceHeld = (applicationId: string, category: string) =>
  beyondReach(
    'a part of an application that was in reach',
    () => sql`UPDATE kindergarten.privileges SET state = 'replaced'
      WHERE application_id = ${applicationId} AND category = ${category} AND state = 'confirmed'`,
  );
