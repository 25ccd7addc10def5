import { z } from 'zod';
import { route } from '@regiso/core';
import { Annotation, AnnotationBody, AnnotationText } from '../../shared/annotations';
import { annotate, annotationsOn, reword, setRemoved } from './store';

const lead = { permission: 'dashboards.annotate' } as const;
const Id = z.object({ id: z.uuid() });
const Seen = z.strictObject({ version: z.int() });

const list = route({
  method: 'GET',
  path: '/annotations',
  access: { permission: 'dashboards.view', within: 'reach' },
  summary: 'What was noted beside the figures of a dashboard',
  query: z.object({ dashboard: z.string().max(120) }),
  reply: z.array(Annotation),
  handler: ({ query: { dashboard } }) => annotationsOn(dashboard),
});

const create = route({
  method: 'POST',
  path: '/annotations',
  access: lead,
  summary: 'Notes beside the figures of an indicator what happened in a period',
  payload: AnnotationBody,
  reply: z.object({ id: z.string() }),
  idempotent: true,
  handler: ({ payload }) => annotate(payload),
});

const change = route({
  method: 'PUT',
  path: '/annotations/{id}',
  access: lead,
  summary: 'Changes the words of an annotation',
  params: Id,
  payload: Seen.extend({ text: AnnotationText }),
  handler: ({ params: { id }, payload: { version, text } }) => reword(id, version, text).then(() => ({})),
});

const remove = route({
  method: 'PUT',
  path: '/annotations/{id}/removed',
  access: lead,
  summary: 'Takes an annotation away, or puts it back',
  params: Id,
  payload: Seen.extend({ isRemoved: z.boolean() }),
  handler: ({ params: { id }, payload: { version, isRemoved } }) => setRemoved(id, version, isRemoved).then(() => ({})),
});

export const annotationRoutes = [list, create, change, remove];
