import { z } from 'zod';
import { route } from '@regiso/core';
import {
  ClassInput,
  ClassLoadInput,
  ClassLoadView,
  Groups,
  GroupsInput,
  NewYear,
  Placing,
  Unplaced,
  YearInput,
  Years,
  YearView,
} from '../../shared';
import { classLoad } from '../services/class-load';
import { groupsOf, saveGroups } from '../services/groups';
import { addClass, changeClass, removeClass } from '../services/keep-classes';
import { layYear } from '../services/lay-year';
import { placePupils, unplaced } from '../services/placing';
import { saveLoad } from '../services/save-load';
import { saveYear } from '../services/save-year';
import { years, yearView } from '../services/years';

const oversees = { permission: 'school.oversee', within: 'reach' } as const;
const keeps = { permission: 'school.keep-classes', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const Made = z.object({ id: z.string() });
const Done = z.object({ ok: z.literal(true) });
const ok = { ok: true } as const;

const list = route({
  method: 'GET',
  path: '/years',
  access: oversees,
  summary: 'School years in reach, and the schools in which one may lay another',
  reply: Years,
  handler: () => years(),
});

const lay = route({
  method: 'POST',
  path: '/years',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Lay a year of a school, with the usual dates or like an earlier one',
  payload: NewYear,
  reply: Made,
  handler: async ({ payload }) => ({ id: await layYear(payload) }),
});

const one = route({
  method: 'GET',
  path: '/years/{id}',
  access: oversees,
  summary: 'A year: periods, holidays, bells, classes',
  params,
  reply: YearView,
  handler: ({ params: { id } }) => yearView(id),
});

const save = route({
  method: 'PUT',
  path: '/years/{id}',
  access: keeps,
  summary: 'Write dates, periods, holidays and bells of a year; 409 when somebody else has changed it',
  params,
  payload: YearInput,
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await saveYear(id, payload);
    return ok;
  },
});

const add = route({
  method: 'POST',
  path: '/years/{id}/classes',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Add a class to a year',
  params,
  payload: ClassInput,
  reply: Made,
  handler: async ({ params: { id }, payload }) => ({ id: await addClass(id, payload) }),
});

const change = route({
  method: 'PUT',
  path: '/classes/{id}',
  access: keeps,
  summary: 'Change letter, shift, teacher or set of a class; its grade while nobody is in it',
  params,
  payload: ClassInput,
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await changeClass(id, payload);
    return ok;
  },
});

const remove = route({
  method: 'DELETE',
  path: '/classes/{id}',
  access: keeps,
  summary: 'Remove a class in which nobody learns',
  params,
  reply: Done,
  handler: async ({ params: { id } }) => {
    await removeClass(id);
    return ok;
  },
});

const load = route({
  method: 'GET',
  path: '/classes/{id}/load',
  access: oversees,
  recorded: true,
  summary: 'The curriculum of a class and who teaches it, with the norm',
  params,
  reply: ClassLoadView,
  handler: ({ params: { id } }) => classLoad(id),
});

const setLoad = route({
  method: 'PUT',
  path: '/classes/{id}/load',
  access: keeps,
  summary: 'Write the curriculum of a class and who teaches it; 409 when somebody else has changed it',
  params,
  payload: ClassLoadInput,
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await saveLoad(id, payload);
    return ok;
  },
});

const groups = route({
  method: 'GET',
  path: '/classes/{id}/groups',
  access: oversees,
  recorded: true,
  summary: 'Groups of a class by subject, with their pupils',
  params,
  reply: Groups,
  handler: ({ params: { id } }) => groupsOf(id),
});

const setGroups = route({
  method: 'PUT',
  path: '/classes/{id}/groups',
  access: keeps,
  summary: 'Put pupils of a class into the groups of a subject',
  params,
  payload: GroupsInput,
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await saveGroups(id, payload);
    return ok;
  },
});

const waiting = route({
  method: 'GET',
  path: '/classes/{id}/unplaced',
  access: keeps,
  recorded: true,
  summary: 'Pupils of the school who are in no class',
  params,
  reply: Unplaced,
  handler: ({ params: { id } }) => unplaced(id),
});

const place = route({
  method: 'POST',
  path: '/classes/{id}/pupils',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Pupils of the school join a class from a day on',
  params,
  payload: Placing,
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await placePupils(id, payload);
    return ok;
  },
});

export const yearRoutes = [
  ...[list, lay, one, save, add, change, remove],
  ...[load, setLoad, groups, setGroups, waiting, place],
];
