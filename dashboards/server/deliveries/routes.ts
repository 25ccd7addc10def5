import { z } from 'zod';
import { route } from '@regiso/core';
import { DeliveryPerson, DeliveryPlan, DeliveryView, NewDelivery } from '../../shared/deliveries';
import { findDashboard } from '../board';
import { peopleFor } from './people';
import { changeDelivery, createDelivery, sendNow, setRemoved, setWanted, switchDelivery } from './steps';
import { listDeliveries } from './store';

const view = { permission: 'dashboards.view', within: 'reach' } as const;
const deliver = { permission: 'dashboards.deliver', within: 'reach' } as const;
const Id = z.object({ id: z.uuid() });
const Seen = z.strictObject({ version: z.int() });
const done = (step: Promise<void>) => step.then(() => ({}));

const list = route({
  method: 'GET',
  path: '/deliveries',
  access: view,
  summary: 'Deliveries of the caller and those sent to them; all for whoever looks after the region',
  reply: z.array(DeliveryView),
  handler: () => listDeliveries(),
});

// By POST: a name is no part of an address.
const people = route({
  method: 'POST',
  path: '/deliveries/people',
  access: deliver,
  summary: 'Accounts to which a dashboard is open and may be sent, by a part of the name',
  payload: z.strictObject({
    dashboard: z.string().max(120),
    q: z.string().trim().min(2, 'Введите хотя бы две буквы').max(100),
  }),
  reply: z.array(DeliveryPerson),
  reads: true,
  unaudited: 'Finds names of staff',
  handler: ({ payload: { dashboard, q } }) => peopleFor(findDashboard(dashboard).item, { words: q }),
});

const create = route({
  method: 'POST',
  path: '/deliveries',
  access: deliver,
  summary: 'Begins to have a dashboard mailed by a schedule',
  payload: NewDelivery,
  reply: z.object({ id: z.string() }),
  idempotent: true,
  handler: ({ payload }) => createDelivery(payload),
});

const change = route({
  method: 'PUT',
  path: '/deliveries/{id}',
  access: deliver,
  summary: 'Changes when one’s own delivery is sent, to whom and until when',
  params: Id,
  payload: Seen.extend({ plan: DeliveryPlan }),
  handler: ({ params: { id }, payload: { version, plan } }) => done(changeDelivery(id, version, plan)),
});

const turn = route({
  method: 'PUT',
  path: '/deliveries/{id}/active',
  access: deliver,
  summary: 'Stops a delivery, or lets it go on',
  params: Id,
  payload: Seen.extend({ isActive: z.boolean() }),
  handler: ({ params: { id }, payload: { version, isActive } }) => done(switchDelivery(id, version, isActive)),
});

const remove = route({
  method: 'PUT',
  path: '/deliveries/{id}/removed',
  access: deliver,
  summary: 'Takes a delivery away, or puts it back',
  params: Id,
  payload: Seen.extend({ isRemoved: z.boolean() }),
  handler: ({ params: { id }, payload: { version, isRemoved } }) => done(setRemoved(id, version, isRemoved)),
});

const send = route({
  method: 'POST',
  path: '/deliveries/{id}/send',
  access: deliver,
  atMost: 30,
  summary: 'Sends one’s own delivery now, beside its dates',
  params: Id,
  idempotent: true,
  handler: ({ params: { id } }) => done(sendNow(id)),
});

const want = route({
  method: 'PUT',
  path: '/deliveries/{id}/wanted',
  access: view,
  summary: 'A recipient wants a delivery no more, or again',
  params: Id,
  payload: z.strictObject({ isWanted: z.boolean() }),
  handler: ({ params: { id }, payload: { isWanted } }) => done(setWanted(id, isWanted)),
});

export const deliveryRoutes = [list, people, create, change, turn, remove, send, want];
