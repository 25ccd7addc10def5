import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestApp } from '../../../core/testing';
import { alignSchema, catchUp } from '../../../warehouse/server/api';
import { withApp } from '../harness';
import type { Answered, Call, Order } from '../load/calls';
import { fillSchool, password, type FilledSchool } from './school';

const run = promisify(execFile);

type Place = { app: TestApp; site: string; school: FilledSchool };

/** The whole product, listening and with its worker, in it one school whose journals the warehouse has; stopped afterwards. */
export const inSchool = <T>(classes: number, work: (place: Place) => Promise<T>): Promise<T> =>
  withApp({}, async (app) => {
    const school = await fillSchool(classes);
    await alignSchema();
    await catchUp();
    const site = (await app.app.start()) ?? '';
    return work({ app, site, school });
  });

const atOnce = 4;

/** Signs these accounts in as a browser does, some at once. Gives their cookies in order. */
export async function signIn(site: string, logins: readonly string[]): Promise<string[]> {
  const cookies: string[] = [];
  const waiting = [...logins.entries()];
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, login] = next;
      const answer = await fetch(`${site}/api/access/sign-in`, {
        method: 'POST',
        body: JSON.stringify({ login, password }),
        headers: { 'content-type': 'application/json' },
      });
      if (!answer.ok) throw new Error(`${login} cannot sign in: ${await answer.text()}`);
      cookies[at] = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return cookies;
}

/** Sends calls at a fixed rate from another process. Gives what each was answered, in order. */
export async function load(order: Order): Promise<Answered[]> {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-bench-'));
  const file = join(folder, 'calls.json');
  try {
    writeFileSync(file, JSON.stringify(order));
    const client = join(__dirname, '../load/calls.ts');
    const { stdout } = await run(process.execPath, ['--import', 'tsx', client, file], { maxBuffer: 1 << 28 });
    return JSON.parse(stdout) as Answered[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Asked = { site: string; cookie?: string | undefined; put?: unknown };

/** One call by itself: its status and body. */
export async function ask<T = unknown>(path: string, { site, cookie = '', put }: Asked) {
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const options = put === undefined ? { headers } : { headers, method: 'PUT', body: JSON.stringify(put) };
  const answer = await fetch(site + path, options);
  const text = await answer.text();
  return { status: answer.status, text, body: JSON.parse(text || 'null') as T };
}

/** Milliseconds of the calls that were answered as they should be, and how many were not. */
export function timesOf(answers: readonly Answered[]) {
  const took = answers.filter(([status]) => status === 200).map(([, ms]) => ms);
  return { took, errors: answers.length - took.length };
}

/** What was answered, by status, for the sentence of a bench that is void. */
export const statusesOf = (answers: readonly Answered[]) => {
  const counts: Record<number, number> = {};
  for (const [status] of answers) counts[status] = (counts[status] ?? 0) + 1;
  return JSON.stringify(counts);
};

export type { Call };
