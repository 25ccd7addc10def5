import type { TestApp } from '../../../testing';

type Answer = { status: number; headers: Record<string, unknown>; body: unknown; text: string };

/** A browser of one person: keeps cookies, follows no redirect by itself. */
export function aBrowser(test: TestApp) {
  const jar = new Map<string, string>();
  const call = async (url: string, options: { method?: string; payload?: object } = {}): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await test.call(url, { ...options, headers: { host: 'regiso.test', ...(cookie && { cookie }) } });
    for (const line of [answer.headers['set-cookie'] ?? []].flat() as string[]) keep(jar, line);
    return answer;
  };
  const post = (url: string, payload: object = {}) => call(url, { method: 'POST', payload });
  return { jar, call, post, locationOf };
}

export const locationOf = ({ headers }: Pick<Answer, 'headers'>) => String(headers.location);

/** Path and query of an address on our own server. */
export const pathOf = (address: string) => address.replace(/^https?:\/\/[^/]+/, '');

function keep(jar: Map<string, string>, line: string) {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  if (/Max-Age=0/.test(line)) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), pair.slice(at + 1));
}

/** Why a sign-in did not come about, from the address of the page it ended on. */
export const whyOf = (answer: Pick<Answer, 'headers'>) =>
  new URL(locationOf(answer), 'http://x').searchParams.get('why');
