import { tooManyRequests } from './errors';

const windowMs = 600_000;
const calls = new Map<string, number[]>();
let sweptAt = 0;

/**
 * Counts a call of an account, or from an address, to a route that costs much or gives much away. Throws 429 with when the oldest
 * of `most` is ten minutes old. In the memory of this process: of several web processes each lets as many pass.
 */
export function countCall(route: string, caller: string, most: number) {
  const now = Date.now();
  sweep(now);
  const name = `${caller} ${route}`;
  const recent = (calls.get(name) ?? []).filter((at) => at > now - windowMs);
  const [oldest = now] = recent;
  if (recent.length >= most) throw tooManyRequests(Math.ceil((oldest + windowMs - now) / 1_000));
  calls.set(name, [...recent, now]);
}

function sweep(now: number) {
  if (now - sweptAt < windowMs) return;
  sweptAt = now;
  for (const [name, times] of calls) if ((times.at(-1) ?? 0) <= now - windowMs) calls.delete(name);
}
