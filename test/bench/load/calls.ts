/**
 * Load from a process of its own, so that it does not wait for the server it measures: the calls of a file one after another at
 * a fixed rate, whether or not answers come. Prints one line of JSON: of each call its status (0: no answer), the milliseconds
 * and a digest of the answer.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { digestOf } from './digest';

export type Call = {
  path: string;
  /** Which of the cookies it is sent with. */
  as: number;
  /** What is put there; a call without it reads. */
  put?: unknown;
};
export type Order = { site: string; perSecond: number; cookies: readonly string[]; calls: readonly Call[] };
export type Answered = [status: number, ms: number, digest: string];

const { site, perSecond, cookies, calls } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Order;

// As the outbox of the page sends it: once under its own key.
const writing = (body: unknown) => ({
  method: 'PUT',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
});

async function send({ path, as, put }: Call, due: number): Promise<Answered> {
  const { headers, ...rest } = put === undefined ? { headers: {} } : writing(put);
  const options = { ...rest, headers: { ...headers, cookie: cookies[as] ?? '', 'sec-fetch-site': 'same-origin' } };
  const [status, digest] = await fetch(site + path, options).then(
    async (answer) => [answer.status, digestOf(await answer.text())] as const,
    () => [0, ''] as const,
  );
  // From when it was due, not from when it could be sent: waiting is part of the answer.
  return [status, performance.now() - due, digest];
}

async function sendAll(): Promise<Answered[]> {
  const began = performance.now();
  const sent: Promise<Answered>[] = [];
  for (const [at, call] of calls.entries()) {
    const due = began + (at * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((next) => setTimeout(next, early));
    sent.push(send(call, due));
  }
  return Promise.all(sent);
}

void sendAll().then((answers) => process.stdout.write(JSON.stringify(answers)));
