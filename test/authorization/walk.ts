import { faultOfProblem, send } from './call';
import { calls } from './calls';
import { whos, type Ground } from './ground';
import { recordRows } from './record-matrix';
import type { Named } from './routes';
import type { Caller } from './people';

/** Makes a good request of every route; gives the routes that did not answer it with success, with what they said. */
export async function walk(ground: Ground, routes: readonly Named[]): Promise<Map<string, string>> {
  const missed = new Map<string, string>();
  for (const named of routes) {
    const said = await step(ground, named);
    if (said) missed.set(named.name, said);
  }
  return missed;
}

async function step(ground: Ground, named: Named): Promise<string | undefined> {
  const { by, ...call } = (await calls[named.name]?.(ground)) ?? {};
  const answer = await send(named.name, call, by ?? whoMay(ground, named));
  if (answer.status < 400) return undefined;
  const fault = named.path.startsWith('/api/') ? faultOfProblem(answer) : undefined;
  return `${answer.status} ${fault ?? ''} ${answer.text.slice(0, 300)}`;
}

/** The first of the people who may call a route with success. */
export function whoMay({ callers }: Ground, { name, route }: Named): Caller {
  const row = recordRows.get(name);
  const first = whos.find((who) => row && row[who].status < 400 && row[who].isShown !== false);
  return callers[first ?? ('public' in route.access ? 'nobody' : 'operator')];
}
