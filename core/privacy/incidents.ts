import { z } from 'zod';
import { valueOn } from '../reference/value-on';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { ProblemError, invalidInput, notFound } from '../server/errors';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { privacyTerms } from './terms';

const text = z.string().trim().max(4_000).default('');
const count = z.int().min(0).max(100_000_000).nullable().default(null);

/** What the notices of 152-FZ, article 21, part 3.1 ask for. No personal data belongs here. */
export const IncidentInput = z.strictObject({
  title: z.string().trim().min(5, 'Назовите инцидент').max(300),
  discoveredAt: z.iso.datetime({ offset: true }),
  cause: text,
  harm: text,
  measures: text,
  findings: text,
  culprits: text,
  contact: text,
  categories: z.array(z.string().trim().min(2).max(100)).max(20).default([]),
  subjects: count,
  records: count,
});
export type IncidentInput = z.output<typeof IncidentInput>;

export const IncidentView = z.object({
  ...IncidentInput.shape,
  id: z.string(),
  discoveredAt: z.string(),
  firstDueAt: z.string(),
  resultDueAt: z.string(),
  firstSentAt: z.string().nullable(),
  resultSentAt: z.string().nullable(),
  version: z.int(),
});
export type IncidentView = z.output<typeof IncidentView>;

const hour = 3_600_000;

/** Opens an incident; the notices are due so many hours after it was discovered. */
export async function openIncident(input: IncidentInput): Promise<IncidentView> {
  const discovered = new Date(input.discoveredAt);
  if (discovered.getTime() > Date.now() + hour)
    throw invalidInput([{ path: ['payload', 'discoveredAt'], message: 'Это время ещё не наступило' }]);
  const day = todayHere(discovered);
  const [first, result] = [
    await valueOn(privacyTerms, 'incident-first', day),
    await valueOn(privacyTerms, 'incident-result', day),
  ];
  const after = (hours: number) => new Date(discovered.getTime() + hours * hour);
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.incidents (title, discovered_at, first_due_at, result_due_at, first_term_row, result_term_row, cause,
      harm, measures, findings, culprits, contact, categories, subjects, records, created_by)
    VALUES (${input.title}, ${discovered}, ${after(first.value)}, ${after(result.value)}, ${first.id}, ${result.id},
      ${input.cause}, ${input.harm}, ${input.measures}, ${input.findings}, ${input.culprits}, ${input.contact},
      ${input.categories}, ${input.subjects}, ${input.records}, ${context().actor?.accountId ?? null}) RETURNING id`;
  const id = row?.id ?? '';
  await audit('privacy.incident-opened', { type: 'incident', id });
  return findIncident(id);
}

/** Changes what is known; refuses with 409 when somebody changed it meanwhile. The moment of discovery stays. */
export async function changeIncident(id: string, version: number, input: IncidentInput): Promise<IncidentView> {
  const [row] =
    await sql`UPDATE core.incidents SET title = ${input.title}, cause = ${input.cause}, harm = ${input.harm},
      measures = ${input.measures}, findings = ${input.findings}, culprits = ${input.culprits}, contact = ${input.contact},
      categories = ${input.categories}, subjects = ${input.subjects}, records = ${input.records}, version = version + 1
    WHERE id = ${id} AND version = ${version} RETURNING id`;
  if (!row) {
    await findIncident(id);
    throw changedMeanwhile();
  }
  await audit('privacy.incident-changed', { type: 'incident', id }, { version: version + 1 });
  return findIncident(id);
}

const changedMeanwhile = () =>
  new ProblemError({
    status: 409,
    code: 'changed-meanwhile',
    title: { ru: 'Запись изменили, пока вы её правили', en: 'Somebody changed it meanwhile' },
    detail: 'Откройте инцидент заново: ваш текст останется в форме, сверьте его с новым.',
  });

/** Notes that a notice was sent to the authority. */
export async function noteSent(id: string, which: 'first' | 'result'): Promise<IncidentView> {
  const [row] =
    which === 'first'
      ? await sql`UPDATE core.incidents SET first_sent_at = now() WHERE id = ${id} AND first_sent_at IS NULL RETURNING id`
      : await sql`UPDATE core.incidents SET result_sent_at = now() WHERE id = ${id} AND result_sent_at IS NULL RETURNING id`;
  const incident = await findIncident(id);
  await audit('privacy.notice-sent', { type: 'incident', id }, { which, again: !row });
  return incident;
}

const columns = (id?: string) => sql<IncidentView>`
  SELECT id, title, discovered_at AS "discoveredAt", first_due_at AS "firstDueAt", result_due_at AS "resultDueAt", cause,
    harm, measures, findings, culprits, contact, categories, subjects, records, first_sent_at AS "firstSentAt",
    result_sent_at AS "resultSentAt", version
  FROM core.incidents WHERE (${id ?? null}::uuid IS NULL OR id = ${id ?? null}) ORDER BY discovered_at DESC LIMIT 200`;

export const listIncidents = () => columns();

export async function findIncident(id: string): Promise<IncidentView> {
  const [row] = await columns(id);
  if (!row) throw notFound('Инцидент');
  return row;
}
