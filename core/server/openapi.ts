import { dirname } from 'node:path';
import type { Server } from '@hapi/hapi';
import { z, type ZodType } from 'zod';
import { installed } from './installed';
import type { Plugin } from './plugin';
import { fullPath, type Route } from './route';

type Json = Record<string, unknown>;

const schemaOf = (schema: ZodType): Json =>
  z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' }) as Json;

const parameters = (schema: ZodType | undefined, place: 'query' | 'path') => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, definition]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: definition,
  }));
};

function operation(plugin: Plugin, route: Route): Json {
  const open = 'public' in route.access;
  return {
    tags: [plugin.id],
    operationId: `${plugin.id}:${route.method} ${route.path}`,
    ...(route.summary && { summary: route.summary }),
    ...('permission' in route.access && { 'x-permission': route.access.permission }),
    security: open ? [] : [{ signIn: [] }],
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(route.idempotent ? [{ ...idempotencyKey, required: route.idempotent === true }] : []),
    ],
    ...(route.payload && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.payload) } } },
    }),
    ...(route.upload && {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object' } } } },
    }),
    responses: {
      200: {
        description: 'OK',
        ...(route.reply && { content: { 'application/json': { schema: schemaOf(route.reply) } } }),
      },
      '4XX': {
        description: 'Problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A new UUID for a new action, the same one to repeat it: the first answer comes again for 72 hours',
  schema: { type: 'string', pattern: '^[\\w-]{16,128}$' },
};

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  titleEn: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })).optional(),
});

/** OpenAPI 3.1 of all mounted routes: made from the same table that answers. */
export function openApi(plugins: readonly Plugin[]): Json {
  const paths: Record<string, Json> = {};
  for (const plugin of plugins) {
    for (const route of plugin.routes ?? []) {
      const path = fullPath(plugin.id, route.path).replace(/\{(\w+)[*?]?\d*\}/g, '{$1}');
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(plugin, route) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'REGISO', version: installed().version },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema) },
      securitySchemes: { signIn: { type: 'apiKey', in: 'cookie', name: 'sid' } },
    },
  };
}

const viewer = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>REGISO API</title>
<link rel="stylesheet" href="/documentation/assets/swagger-ui.css"></head><body><div id="swagger-ui"></div>
<script src="/documentation/assets/swagger-ui-bundle.js"></script><script src="/documentation/start.js"></script></body></html>`;
// Closed groups: hundreds of routes open at once take the browser half a minute.
const options = {
  url: '/documentation/openapi.json',
  dom_id: '#swagger-ui',
  validatorUrl: null,
  docExpansion: 'none',
  filter: true,
};
const start = `window.ui = SwaggerUIBundle(${JSON.stringify(options)});`;

/** The API's description and a self-hosted viewer; closed in production. */
export function documentRoutes(server: Server) {
  if (installed().config.production) return;
  const assets = dirname(require.resolve('swagger-ui-dist/package.json'));
  server.route([
    { method: 'GET', path: '/documentation', handler: (_request, h) => h.response(viewer).type('text/html') },
    {
      method: 'GET',
      path: '/documentation/start.js',
      handler: (_request, h) => h.response(start).type('text/javascript'),
    },
    { method: 'GET', path: '/documentation/openapi.json', handler: () => openApi(installed().plugins) },
    { method: 'GET', path: '/documentation/assets/{file}', handler: { directory: { path: assets, index: false } } },
  ]);
}
