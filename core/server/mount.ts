import { STATUS_CODES } from 'node:http';
import { isBoom, type Boom } from '@hapi/boom';
import type { Lifecycle, Request, ResponseObject, ResponseToolkit, Server, ServerRoute } from '@hapi/hapi';
import { ConnectionAcquireTimeoutError, ValidationError as SequelizeValidationError } from 'sequelize';
import { z, type ZodType } from 'zod';
import { refuseStaleProof } from '../access/proof';
import { audit } from './audit';
import { countCall } from './call-limit';
import { clientAddress } from './client-address';
import { runInContext, type Actor, type Context } from './context';
import { inTransaction } from './database';
import { context } from './context';
import {
  forbidden,
  internalProblem,
  invalidInput,
  notFound,
  ProblemError,
  rulesUnread,
  signInRequired,
  type Problem,
} from './errors';
import { once } from './idempotency';
import { secure } from './headers';
import { installed, isEnabled } from './installed';
import { log } from './log';
import { refuseForeignOrigin } from './origin';
import type { Plugin } from './plugin';
import { writing } from './reach';
import { languageOf, messagesIn, problemIn } from './refusals';
import { known, noteRefusal, requestId } from './request-notes';
import { fullPath, type Route } from './route';
import { diskFull, refuseLargeUpload, uploadProblem } from './upload';

// Messages of bad fields are for people: Russian ones unless the request asks for English.
z.config(z.locales.ru());

export type Authenticate = (request: Request) => Actor | undefined | Promise<Actor | undefined>;

/** Adds the routes of a plugin to the server. Throws when the server does not take one. */
export function mountRoutes(server: Server, plugin: Plugin, authenticate: Authenticate) {
  for (const route of plugin.routes ?? []) server.route(hapiRoute(plugin, route, authenticate));
}

function hapiRoute(plugin: Plugin, route: Route, authenticate: Authenticate): ServerRoute {
  const path = fullPath(plugin.id, route.path);
  return {
    method: route.method,
    path,
    options: {
      ...(path.startsWith('/api/') && !route.cookies && { state: { parse: false } }),
      ...(route.method !== 'GET' && { payload: payloadOptions(route) }),
      ...(route.upload && uploadOptions(plugin, route, authenticate)),
    },
    handler: (request, h) => answer(plugin, route, authenticate, request, h),
  };
}

const payloadOptions = ({ upload, form }: Route) =>
  upload
    ? {
        output: 'file' as const,
        parse: true,
        multipart: { output: 'file' as const },
        maxBytes: upload.maxBytes,
        // The server's own timeout ends a stalled upload; the timer of the parser would outlive every broken form.
        timeout: false as const,
        uploads: uploadFolder(),
        failAction: (_request: Request, _h: ResponseToolkit, error?: Error) => {
          throw uploadProblem(error, upload.maxBytes) as Error;
        },
      }
    : { parse: true, allow: ['application/json', ...(form ? [formType] : [])], maxBytes: 1_048_576 };

const formType = 'application/x-www-form-urlencoded';

// A stranger's file is not even read: who sends it, and whether it fits, is asked before the payload.
const uploadOptions = (plugin: Plugin, route: Route, authenticate: Authenticate) => ({
  timeout: { server: 660_000 },
  ext: {
    onPreAuth: {
      method: async (request: Request, h: ResponseToolkit) => {
        if (!isEnabled(plugin.id)) throw notFound();
        refuseForeignOrigin(request);
        admit(plugin, route, ableTo(route, known(request, await authenticate(request))));
        await refuseLargeUpload(request, route.upload?.maxBytes ?? 0, uploadFolder());
        return h.continue;
      },
    },
  },
});

const uploadFolder = () => `${installed().config.dataFolder}/uploads`;

async function answer(plugin: Plugin, route: Route, authenticate: Authenticate, request: Request, h: ResponseToolkit) {
  if (!isEnabled(plugin.id)) throw notFound();
  if (route.method !== 'GET') refuseForeignOrigin(request);
  const asked = route.database === false && 'public' in route.access ? undefined : authenticate(request);
  const actor = ableTo(route, known(request, asked instanceof Promise ? await asked : asked));
  admit(plugin, route, actor);
  const name = `${route.method} ${fullPath(plugin.id, route.path)}`;
  if (route.atMost && actor) countCall(name, actor.accountId, route.atMost);
  const input = {
    query: parse(route.query, request, 'query'),
    params: parse(route.params, request, 'params'),
    payload:
      parse(route.upload ? undefined : route.payload, request, 'payload')
      ?? (route.upload ? request.payload : undefined),
    request,
    h,
  };
  const identity: Context = {
    requestId: requestId(request),
    plugin: plugin.id,
    ip: clientAddress(request),
    login: 'app',
    reach: 'actor',
    ...(actor && { actor }),
    afterCommit: [],
    audited: 0,
  };
  const reply = () =>
    asksOnce(route, request) ? once(name, request, h, () => replyOf(route, input)) : replyOf(route, input);
  const work =
    route.database === false
      ? runInContext(identity, () => replyOf(route, input))
      : inTransaction({ ...identity, readOnly: route.method === 'GET' && !route.recorded }, reply);
  return work.catch((error: unknown) => recordMiss(error, name, identity, input.params));
}

// A record beyond reach is as good as none, and both leave the same trace: whoever tries numbers can be found.
async function recordMiss(error: unknown, route: string, identity: Context, params: unknown): Promise<never> {
  const id = Object.values(params ?? {}).find((value) => z.uuid().safeParse(value).success) as string | undefined;
  if (id && identity.actor && error instanceof ProblemError && error.problem.status === 404)
    await inTransaction(identity, () => audit('access.record-missed', { type: 'record', id }, { route }));
  throw error;
}

const asksOnce = ({ idempotent }: Route, { headers }: Request) =>
  idempotent === true || (idempotent === 'if-asked' && headers['idempotency-key'] !== undefined);

async function replyOf(route: Route, input: object): Promise<Lifecycle.ReturnValue> {
  const reply = await route.handler(input as never);
  if (route.method !== 'GET') demandAudit(route);
  return checkReply(route, reply);
}

function admit(plugin: Plugin, route: Route, actor: Actor | undefined) {
  if ('public' in route.access) return;
  if (!actor) throw signInRequired();
  if (actor.mustRead && !('signedIn' in route.access && beforeReading.has(plugin.id))) throw rulesUnread();
  if ('permission' in route.access && !holds(actor, route.access)) throw forbidden();
  if (route.sensitive) refuseStaleProof(actor);
}

// Whoever has rules to read may read and confirm them, ask the support desk, see what they are told and leave.
const beforeReading = new Set(['access', 'support', 'notices']);

// An agreement that has ended leaves its data to be read: in a route that writes such a grant counts nowhere.
function ableTo(route: Route, actor: Actor | undefined): Actor | undefined {
  const onlyReads = route.method === 'GET' || route.reads;
  if (onlyReads || !actor?.grants?.some(({ readOnly, writable, unwritable }) => readOnly || writable || unwritable))
    return actor;
  return { ...actor, grants: writing(actor.grants) };
}

const holds = (actor: Actor, { permission, within }: { permission: string; within?: 'reach' }) =>
  within
    ? (actor.grants ?? []).some(({ permissions }) => permissions.has(permission))
    : actor.permissions.has(permission);

function parse(schema: ZodType | undefined, request: Request, where: 'query' | 'params' | 'payload') {
  if (!schema) return undefined;
  const result = schema.safeParse(request[where] ?? {}, messagesIn(languageOf(request)));
  if (result.success) return result.data;
  throw invalidInput(result.error.issues.map((issue) => ({ ...issue, path: [where, ...issue.path] })) as never);
}

// No audit row, no change: the throw rolls the whole transaction back.
function demandAudit(route: Route) {
  if (route.unaudited || context().audited > 0) return;
  throw new Error(`${route.method} ${route.path} wrote no audit event`);
}

// No setting: tests alone check replies. Asked once: every look at the environment costs as much as the rest of an answer's checks.
const checksReplies = process.env.NODE_ENV === 'test';

function checkReply(route: Route, reply: unknown) {
  if (!checksReplies || !route.reply || isResponse(reply)) return reply as Lifecycle.ReturnValue;
  const checked = z.safeParse(route.reply, JSON.parse(JSON.stringify(reply ?? null)));
  if (!checked.success) throw new Error(`Reply of ${route.path} breaks its schema: ${z.prettifyError(checked.error)}`);
  return reply as Lifecycle.ReturnValue;
}

const isResponse = (reply: unknown): reply is ResponseObject =>
  typeof reply === 'object' && reply !== null && 'statusCode' in reply && 'header' in reply;

/**
 * Turns every failure into problem+json (or a small page for a browser) without SQL, values or stack, and gives every answer
 * its headers: one extension, because each costs as much as the rest of a short answer.
 */
export function finishAnswers(server: Server, page: (problem: Problem) => string) {
  const problemAnswer = (boom: Boom, request: Request, h: ResponseToolkit) => {
    const { problem, retryAfter } = problemOf(boom, request);
    if (problem.status === 403) noteRefusal(request, problem);
    const wantsPage = !request.path.startsWith('/api/') && headerOf(request, 'accept').includes('text/html');
    const body = wantsPage ? page(problem) : JSON.stringify(problemJson(problemIn(languageOf(request), problem)));
    const answered = h.response(body).code(problem.status);
    answered.type(wantsPage ? 'text/html; charset=utf-8' : 'application/problem+json; charset=utf-8');
    answered.header('Cache-Control', 'no-store');
    if (retryAfter) answered.header('Retry-After', String(retryAfter));
    return answered;
  };
  server.ext('onPreResponse', (request, h) => {
    const { response } = request;
    const answered = isBoom(response) ? problemAnswer(response, request, h) : response;
    answered.header('X-Request-Id', requestId(request));
    secure(request, answered);
    return answered === response ? h.continue : answered;
  });
}

const headerOf = (request: Request, name: string) => {
  const value: unknown = request.headers[name];
  return typeof value === 'string' ? value : '';
};

const problemJson = (problem: Problem) => ({
  type: `urn:regiso:problem:${problem.code}`,
  title: problem.title.ru,
  titleEn: problem.title.en,
  status: problem.status,
  code: problem.code,
  ...(problem.detail && { detail: problem.detail }),
  ...(problem.issues && { issues: problem.issues }),
});

function problemOf(boom: Boom, request: Request): { problem: Problem; retryAfter?: number } {
  const error = boom as unknown;
  if (error instanceof ProblemError) {
    return { problem: error.problem, ...(error.retryAfterSeconds && { retryAfter: error.retryAfterSeconds }) };
  }
  const status = boom.output.statusCode;
  if (status < 500) return { problem: clientProblem(status) };
  if (error instanceof SequelizeValidationError)
    return { problem: invalidInput('Значения не приняты базой данных').problem };
  const sqlState =
    (error as { code?: string; parent?: { code?: string } }).code
    ?? (error as { parent?: { code?: string } }).parent?.code;
  // 53100: PostgreSQL found no room on its own disk.
  if (sqlState === 'ENOSPC' || sqlState === '53100') return { problem: diskFull().problem };
  if (sqlState === '42501' && /row-level security/.test(boom.message)) return { problem: forbidden().problem };
  // Too many at once: whoever got no connection in time may come back.
  if (error instanceof ConnectionAcquireTimeoutError) return busy;
  const refused = sqlState ? databaseProblem(sqlState) : undefined;
  if (refused) return refused;
  log.error('request failed', { path: request.route.path, method: request.method, request: requestId(request), error });
  return { problem: internalProblem() };
}

function clientProblem(status: number): Problem {
  if (status === 404) return notFound().problem;
  const title = STATUS_CODES[status] ?? 'Bad request';
  const ru: Record<number, string> = {
    400: 'Неверный запрос',
    413: 'Слишком большой запрос',
    415: 'Неверный тип данных',
  };
  const code = status === 413 ? 'too-large' : status === 415 ? 'unsupported-media-type' : 'invalid-input';
  return { status, code, title: { ru: ru[status] ?? title, en: title } };
}

const busy = {
  problem: {
    status: 503,
    code: 'unavailable',
    title: { ru: 'Сервис временно недоступен', en: 'Temporarily unavailable' },
  },
  retryAfter: 5,
};

// Bad values that only PostgreSQL recognises (a NUL in a text, a number out of range) are the caller's, not ours.
function databaseProblem(sqlState: string): { problem: Problem; retryAfter?: number } | undefined {
  if (/^22/.test(sqlState)) return { problem: invalidInput('Значение не может быть сохранено').problem };
  if (/^(08|57|53|55P03)/.test(sqlState) || sqlState === 'ECONNREFUSED') return busy;
  return undefined;
}
