import type { Request, ResponseObject } from '@hapi/hapi';
import { installed, seal, unseal } from '@regiso/core';
import { z } from 'zod';

const Shape = z.object({ surname: z.string(), name: z.string(), number: z.string() });
export type Question = z.output<typeof Shape>;

/** A browser keeps its turn, and for less long what it asked: both sealed, and both of no use to another browser. */
const cookies = {
  turn: { name: 'regiso-turn', keptMs: 2 * 3_600_000 },
  question: { name: 'regiso-question', keptMs: 10 * 60_000 },
} as const;
type Kept = keyof typeof cookies;

const placeOf = (kept: Kept, device: string) => `portal.waiting|${kept}|${device}`;

/** The turn of this browser; undefined without one. */
export function turnOf(request: Request, device: string): number | undefined {
  const turn = Number(opened(request, 'turn', device));
  return Number.isFinite(turn) ? turn : undefined;
}

/** What this browser has asked and waits for; undefined when it waits for nothing. */
export function questionOf(request: Request, device: string): Question | undefined {
  const text = opened(request, 'question', device);
  return text === undefined ? undefined : Shape.safeParse(JSON.parse(text)).data;
}

function opened(request: Request, kept: Kept, device: string): string | undefined {
  const given: unknown = request.state[cookies[kept].name];
  if (typeof given !== 'string') return undefined;
  try {
    return unseal(Buffer.from(given, 'base64url'), placeOf(kept, device)).toString();
  } catch {
    // Of another browser, of another installation, or made up.
    return undefined;
  }
}

/** Lets the browser keep its turn and its question. */
export const withPlace = (response: ResponseObject, device: string, turn: number, question: Question) =>
  keep(keep(response, 'turn', device, String(turn)), 'question', device, JSON.stringify(question));

function keep(response: ResponseObject, kept: Kept, device: string, text: string): ResponseObject {
  const sealed = seal(Buffer.from(text), placeOf(kept, device)).toString('base64url');
  return response.state(cookies[kept].name, sealed, { ...cookieOptions(), ttl: cookies[kept].keptMs });
}

/** Takes from the browser what it kept: the turn too once it was used. */
export function withoutPlace(request: Request, response: ResponseObject, ...which: Kept[]): ResponseObject {
  for (const kept of which) {
    const { name } = cookies[kept];
    if (request.state[name] !== undefined) response.unstate(name, cookieOptions());
  }
  return response;
}

const cookieOptions = () => ({
  ...({ path: '/exam-results', isHttpOnly: true, isSameSite: 'Strict', encoding: 'none', strictHeader: true } as const),
  isSecure: installed().config.production,
});
