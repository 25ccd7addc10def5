import { z } from 'zod';
import { route } from '@regiso/core';
import { ClassEntry, CodesInput, EntryCode, LedClass } from '../../shared';
import { classEntries, giveCodes, ledClasses, renewCode } from '../services/entry-codes';

const access = { permission: 'school.teach', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const own = route({
  method: 'GET',
  path: '/own/classes',
  access,
  summary: 'Classes that one leads',
  reply: z.array(LedClass),
  handler: () => ledClasses(),
});

const entries = route({
  method: 'GET',
  path: '/classes/{id}/entries',
  access,
  recorded: true,
  summary: 'Who of the class that one leads and of its guardians has entered',
  params,
  reply: z.array(ClassEntry),
  handler: ({ params: { id } }) => classEntries(id),
});

const give = route({
  method: 'POST',
  path: '/classes/{id}/codes',
  access,
  summary: 'One-time codes for people of the class that one leads, shown once; a new code ends the one before',
  params,
  payload: CodesInput,
  reply: z.array(EntryCode),
  handler: ({ params: { id }, payload }) => giveCodes(id, payload),
});

const renew = route({
  method: 'POST',
  path: '/classes/{id}/codes/renew',
  access,
  sensitive: 'an account passes to whoever holds the code',
  summary: 'A new code for somebody of the class that one leads who has forgotten the password; all their sign-ins end',
  params,
  payload: z.strictObject({ personId: z.uuid() }),
  reply: EntryCode,
  handler: ({ params: { id }, payload }) => renewCode(id, payload.personId),
});

export const entryCodeRoutes = [own, entries, give, renew];
