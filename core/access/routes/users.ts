import { z } from 'zod';
import { route } from '../../server/route';
import { createUser, dismissUser, endUserSignIns, resetUser, searchUsers } from '../users';

const access = { permission: 'access.manage-accounts', within: 'reach' } as const;
const One = z.object({ id: z.uuid() });

const User = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  post: z.string().nullable(),
  participantId: z.string().nullable(),
  state: z.enum(['active', 'waiting', 'disabled']),
  hasSecondFactor: z.boolean(),
  seenAt: z.string().nullable(),
  rights: z.int(),
  isSelf: z.boolean(),
});

const search = route({
  method: 'POST',
  path: '/users/search',
  reads: true,
  access,
  summary: 'Users of one’s participants; names stay out of addresses',
  payload: z.strictObject({
    text: z.string().max(200).optional(),
    participantId: z.uuid().optional(),
    limit: z.int().min(1).max(200).default(50),
    after: z.uuid().optional(),
  }),
  reply: z.object({ items: z.array(User), next: z.string().nullable() }),
  handler: ({ payload }) => searchUsers(payload),
});

const create = route({
  method: 'POST',
  path: '/users',
  access,
  summary: 'Create a user; the one-time code is shown once',
  payload: z.strictObject({
    login: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9][a-z0-9._@-]{2,79}$/, 'Латинские буквы, цифры и . _ - @, от 3 знаков'),
    name: z.string().trim().min(2, 'Укажите имя').max(200),
    post: z.string().trim().min(2, 'Укажите должность').max(200),
    participantId: z.uuid().nullable().default(null),
  }),
  reply: z.object({ id: z.string(), code: z.string() }),
  handler: ({ payload }) => createUser(payload),
});

const reset = route({
  method: 'POST',
  path: '/users/{id}/reset',
  access,
  sensitive: 'password and second factor of another person',
  summary: 'Take password and second factor away and give a new one-time code',
  params: One,
  reply: z.object({ id: z.string(), code: z.string() }),
  handler: ({ params }) => resetUser(params.id),
});

const endSignIns = route({
  method: 'POST',
  path: '/users/{id}/end-sign-ins',
  access,
  summary: 'End all sign-ins of an account',
  params: One,
  handler: ({ params }) => endUserSignIns(params.id),
});

const dismiss = route({
  method: 'POST',
  path: '/users/{id}/dismiss',
  access,
  summary: 'Dismissal: rights and sign-ins end at once',
  params: One,
  payload: z.strictObject({ reason: z.string().trim().min(3, 'Укажите приказ').max(500) }),
  handler: ({ params, payload }) => dismissUser(params.id, payload.reason),
});

export const userRoutes = [search, create, reset, endSignIns, dismiss];
