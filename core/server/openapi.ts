import { dirname } from 'node:path';
import type { Server } from '@hapi/hapi';
import { z, type ZodType } from 'zod';
import { installed } from './installed';
import type { Plugin } from './plugin';
import { fullPath, type Route } from './route';

type Json = Record<string, unknown>;

type SchemaOf = (schema: ZodType) => Json;

/** Schemas as the document wants them: parts that repeat themselves stand in its components, where references look for them. */
function schemasIn(components: Record<string, Json>): SchemaOf {
  return (schema) => {
    const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' });
    const { $defs = {}, $schema: _dialect, ...own } = made as Json & { $defs?: Record<string, Json> };
    const names = new Map(Object.keys($defs).map((name, at) => [name, `Part${Object.keys(components).length + at}`]));
    const moved = (part: Json): Json =>
      JSON.parse(JSON.stringify(part), (key, value: unknown) =>
        key === '$ref' ? `#/components/schemas/${names.get(String(value).slice('#/$defs/'.length))}` : value,
      ) as Json;
    for (const [name, part] of Object.entries($defs)) components[names.get(name) ?? name] = moved(part);
    return names.size ? moved(own) : own;
  };
}

function parameters(
  schema: ZodType | undefined,
  schemaOf: SchemaOf,
): { name: string; required: boolean; schema: Json }[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, definition]) => ({
    name,
    required: required.includes(name),
    schema: definition,
  }));
}

const namesIn = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** The parameters of an address in the names under which the document knows it, which may be those of another route. */
function pathParameters(own: string, known: string, { params }: Route, schemaOf: SchemaOf) {
  const schemas = new Map(parameters(params, schemaOf).map(({ name, schema }) => [name, schema]));
  return namesIn(own).map((name, at) => ({
    name: namesIn(known)[at],
    in: 'path',
    required: true,
    schema: schemas.get(name) ?? { type: 'string' },
  }));
}

function bodyOf({ payload, upload, form }: Route, schemaOf: SchemaOf): Json | undefined {
  if (upload) return { 'multipart/form-data': { schema: { type: 'object' } } };
  if (!payload) return undefined;
  const schema = schemaOf(payload);
  return { 'application/json': { schema }, ...(form && { 'application/x-www-form-urlencoded': { schema } }) };
}

/** The data that come, or in words what else does: a file, a page, nothing but that it is done. */
const answerOf = ({ reply, summary }: Route, schemaOf: SchemaOf): Json =>
  reply
    ? { 200: { description: 'OK', content: { 'application/json': { schema: schemaOf(reply) } } } }
    : { default: { description: summary } };

function operation(plugin: Plugin, route: Route, path: { own: string; known: string }, schemaOf: SchemaOf): Json {
  const content = bodyOf(route, schemaOf);
  const [[kind = '', words] = []] = Object.entries(route.access);
  return {
    tags: [plugin.id],
    operationId: `${plugin.id}:${route.method} ${route.path}`,
    summary: route.summary,
    'x-access': { [kind]: words, ...('within' in route.access && { within: route.access.within }) },
    security: kind === 'public' ? [] : [{ signIn: [] }],
    parameters: [
      ...pathParameters(path.own, path.known, route, schemaOf),
      ...parameters(route.query, schemaOf).map((one) => ({ ...one, in: 'query' })),
      ...(route.idempotent ? [{ ...idempotencyKey, required: route.idempotent === true }] : []),
    ],
    ...(content && { requestBody: { required: true, content } }),
    responses: {
      ...answerOf(route, schemaOf),
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
  const schemas: Record<string, Json> = {};
  const schemaOf = schemasIn(schemas);
  schemas.Problem = schemaOf(problemSchema);
  // Addresses that differ in the name of a parameter only are one to the reader of the document.
  const shapes = new Map<string, string>();
  for (const plugin of plugins) {
    for (const route of plugin.routes ?? []) {
      const own = fullPath(plugin.id, route.path).replace(/\{(\w+)[*?]?\d*\}/g, '{$1}');
      const shape = own.replace(/\{\w+\}/g, '{}');
      const known = shapes.get(shape) ?? own;
      shapes.set(shape, known);
      paths[known] = {
        ...paths[known],
        [route.method.toLowerCase()]: operation(plugin, route, { own, known }, schemaOf),
      };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'REGISO', version: installed().version },
    paths,
    components: { schemas, securitySchemes: { signIn: { type: 'apiKey', in: 'cookie', name: 'sid' } } },
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
