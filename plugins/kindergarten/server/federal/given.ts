import { createHmac } from 'node:crypto';
import { PersonInput, seal, secretFor, unseal } from '@regiso/core';
import type { z } from 'zod';
import { Wishes } from '../../shared';
import { titleOf, type PortalValues } from './form';

const placeOf = (id: string) => `kindergarten.federal_rows|given|${id}`;

/** What the portal says of one application, kept sealed until it stands. */
export type Given = {
  child: PersonInput;
  guardian: PersonInput;
  kind: NonNullable<PortalValues['kind']>;
  ground: string;
  wishes: Wishes;
  privilege: { category: string; document: string; validTo: string | null } | null;
};

export const sealGiven = (id: string, given: Given) => seal(Buffer.from(JSON.stringify(given)), placeOf(id));
export const openGiven = (id: string, sealed: Buffer) =>
  JSON.parse(unseal(sealed, placeOf(id)).toString('utf8')) as Given;

/** Tells whether the portal says the same again; nothing of what it says can be guessed from it. */
export const digestOf = (filedAt: string, given: Given) =>
  createHmac('sha256', secretFor('kindergarten.federal_rows digest'))
    .update(JSON.stringify([filedAt, given]))
    .digest();

export type Issue = { column?: string; message: string };

const personFields = ['surname', 'name', 'patronymic', 'birthDate', 'snils', 'phone', 'email'] as const;
type Who = 'child' | 'guardian';

const columnOf = (who: Who, field: string) =>
  `${who}${field.charAt(0).toUpperCase()}${field.slice(1)}` as keyof PortalValues;

function personOf(who: Who, values: PortalValues): { person: PersonInput } | { issues: Issue[] } {
  const entries = personFields.map((field) => [field, values[columnOf(who, field)] ?? undefined] as const);
  const parsed = PersonInput.safeParse(Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
  if (parsed.success) return { person: parsed.data };
  return { issues: issuesOf(parsed.error, (field) => titleOf(columnOf(who, field))) };
}

const issuesOf = ({ issues }: z.ZodError, title: (field: string) => string): Issue[] =>
  issues.map(({ path, message }) => ({ column: title(String(path[0] ?? 'surname')), message }));

/** The application of a row whose kindergartens are known, or what is to correct in it. */
export function givenOf(values: PortalValues, gardens: readonly string[]): { given: Given } | { issues: Issue[] } {
  const [child, guardian] = [personOf('child', values), personOf('guardian', values)];
  const wishes = Wishes.safeParse({
    desiredOn: values.desiredOn,
    choices: gardens.map((organisationId) => ({ organisationId })),
    anywhere: values.anywhere ?? false,
    language: values.language,
    ...(values.orientation && { orientation: values.orientation }),
    ...(values.regime && { regimes: [values.regime] }),
  });
  const issues = [
    ...('issues' in child ? child.issues : []),
    ...('issues' in guardian ? guardian.issues : []),
    ...(wishes.success
      ? []
      : issuesOf(wishes.error, (field) => titleOf(field === 'choices' ? 'gardens' : 'desiredOn'))),
    ...(values.privilege && !values.privilegeDocument
      ? [{ column: titleOf('privilegeDocument'), message: 'Назовите документ: вид, номер, дата' }]
      : []),
  ];
  if (issues.length || 'issues' in child || 'issues' in guardian || !wishes.success) return { issues };
  const { kind, ground, privilege: category, privilegeDocument: document, privilegeUntil: validTo } = values;
  const privilege = category && document ? { category, document, validTo } : null;
  return { given: { child: child.person, guardian: guardian.person, kind, ground, wishes: wishes.data, privilege } };
}
