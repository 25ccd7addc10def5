import type { Request } from '@hapi/hapi';
import { z, type ZodType } from 'zod';
import { installed } from '../../server/installed';
import { seal, unseal } from '../sealing';

const Sealed = z.object({ until: z.number(), note: z.unknown() });

/**
 * A sealed note that the browser keeps for us between two steps of a sign-in. It cannot be read, changed, made up or used in
 * place of another note, and is good for some minutes.
 */
export function keptNote<S extends ZodType>(name: string, schema: S, minutes: number) {
  const place = `cookie ${name}|note|${name}`;
  const cookieName = () => (installed().config.production ? `__Host-${name}` : name);
  const attributes = () => `Path=/; HttpOnly; SameSite=Lax${installed().config.production ? '; Secure' : ''}`;
  return {
    /** The value of `Set-Cookie` that leaves the note with the browser. */
    leave: (note: z.input<S>) => {
      const body = Buffer.from(JSON.stringify({ until: Date.now() + minutes * 60_000, note }));
      return `${cookieName()}=${seal(body, place).toString('base64url')}; ${attributes()}; Max-Age=${minutes * 60}`;
    },
    /** The value of `Set-Cookie` that takes it back. */
    takeBack: () => `${cookieName()}=; ${attributes()}; Max-Age=0`,
    read: (request: Request): z.output<S> | undefined => {
      const sealed = valueOf(request, cookieName());
      if (!sealed) return undefined;
      const opened = Sealed.safeParse(open(sealed, place));
      if (!opened.success || opened.data.until < Date.now()) return undefined;
      const note = schema.safeParse(opened.data.note);
      return note.success ? note.data : undefined;
    },
  };
}

function open(sealed: string, place: string): unknown {
  try {
    return JSON.parse(unseal(Buffer.from(sealed, 'base64url'), place).toString('utf8'));
  } catch {
    return undefined;
  }
}

function valueOf(request: Request, name: string): string | undefined {
  const header = request.headers.cookie as string | undefined;
  const found = header?.split(/;\s*/).find((cookie) => cookie.startsWith(`${name}=`));
  const value = found?.slice(name.length + 1);
  return value && value.length < 4_000 && /^[\w-]+$/.test(value) ? value : undefined;
}
