import { createHash } from 'node:crypto';
import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { seal, unseal } from '../access/sealing';
import { canonicalJson, type Json } from '../audit/canonical';
import { context } from './context';
import { ProblemError } from './errors';
import { prepared, sql } from './sql';

const hours = 72;

type Answered = { request_hash: Buffer; status: number; response: Buffer };
type Given = { query: unknown; params: unknown; payload: unknown };

/** What one request asks for: the same key may never stand for another one. */
const hashOf = (request: Request) => {
  const { query, params, payload } = request as Given;
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify({ query, params, payload: payload ?? null })) as Json))
    .digest();
};

/**
 * Does the work once for one `Idempotency-Key` of one caller within 72 hours; the same request again gets the first answer.
 * What failed was rolled back and may be tried again under the same key. Throws 400 without a key, 422 when the key came
 * with another request, 409 while the first one still runs.
 */
export async function once(
  route: string,
  request: Request,
  h: ResponseToolkit,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const key = keyOf(request);
  const actor = context().actor?.accountId ?? 'nobody';
  const hash = hashOf(request);
  const place = `core.idempotency_keys.response|${actor}|${route}|${key}`;
  // Sent together, and yet two statements: the second sees all that was committed before the turn was taken.
  const [, [known]] = await Promise.all([
    takeTurn(`${actor} ${route} ${key}`),
    prepared<Answered>`SELECT request_hash, status, response FROM core.idempotency_keys
    WHERE actor = ${actor} AND route = ${route} AND key = ${key} AND expires_at > now()`,
  ]);
  if (known) return replay(known, hash, place, h);
  const reply = await work();
  const { status, body } = answerOf(reply);
  const kept = seal(Buffer.from(JSON.stringify(body ?? null)), place);
  // An expired key that no job has removed yet begins anew.
  await prepared`INSERT INTO core.idempotency_keys (actor, route, key, request_hash, status, response, expires_at)
    VALUES (${actor}, ${route}, ${key}, ${hash}, ${status}, ${kept}, now() + make_interval(hours => ${hours}))
    ON CONFLICT (actor, route, key) DO UPDATE SET request_hash = excluded.request_hash, status = excluded.status,
      response = excluded.response, expires_at = excluded.expires_at, created_at = now()`;
  return reply;
}

function keyOf(request: Request): string {
  const given: unknown = request.headers['idempotency-key'];
  if (typeof given === 'string' && /^[\w-]{16,128}$/.test(given)) return given;
  throw new ProblemError({
    status: 400,
    code: 'idempotency-key-needed',
    title: { ru: 'Нужен ключ повтора', en: 'An idempotency key is needed' },
    detail: 'Передайте заголовок Idempotency-Key: новый UUID для нового действия, прежний для повтора того же',
  });
}

// A second request does not wait: waiting ones would hold the connections that the first one may need.
async function takeTurn(name: string) {
  const [turn] = await prepared<{ mine: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 7214021)) AS mine`;
  if (turn?.mine) return;
  throw new ProblemError(
    {
      status: 409,
      code: 'request-in-progress',
      title: { ru: 'Этот запрос ещё выполняется', en: 'This request is still being done' },
      detail: 'Повторите его с тем же ключом через секунду: ответ будет тем же, дважды ничего не произойдёт',
    },
    1,
  );
}

function replay({ request_hash, status, response }: Answered, hash: Buffer, place: string, h: ResponseToolkit) {
  if (!request_hash.equals(hash))
    throw new ProblemError({
      status: 422,
      code: 'idempotency-key-reused',
      title: { ru: 'Ключ повтора уже занят другим запросом', en: 'The idempotency key belongs to another request' },
      detail: 'Для нового действия возьмите новый ключ Idempotency-Key',
    });
  const body = JSON.parse(unseal(response, place).toString()) as object | null;
  const answer = body === null ? h.response().code(status === 200 ? 204 : status) : h.response(body).code(status);
  if (body !== null) answer.type('application/json; charset=utf-8');
  return answer.header('Idempotent-Replayed', 'true');
}

function answerOf(reply: unknown): { status: number; body: unknown } {
  const response = reply as ResponseObject | null | undefined;
  if (typeof response !== 'object' || response === null || !('variety' in response))
    return { status: 200, body: reply };
  if (response.variety !== 'plain')
    throw new Error('An idempotent route answers with JSON, not with a stream or a file');
  return { status: response.statusCode, body: response.source };
}

/** Removes keys that nobody may repeat any more. Gives how many. */
export async function forgetOldKeys(): Promise<number> {
  const rows = await sql`DELETE FROM core.idempotency_keys WHERE expires_at <= now() RETURNING 1`;
  return rows.length;
}
