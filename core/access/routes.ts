import { createHash } from 'node:crypto';
import type { Request, ResponseObject } from '@hapi/hapi';
import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { ProblemError, tooManyRequests } from '../server/errors';
import { installed } from '../server/installed';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { demoAccounts } from './demo';
import { passwordFits } from './passwords';
import { closeSignIn, cookieName, openSignIn, tokenOf } from './sign-ins';

const tries = 5;
const pauseMinutes = 15;

const wrong = () =>
  new ProblemError({
    status: 401,
    code: 'wrong-credentials',
    title: { ru: 'Неверное имя или пароль', en: 'Wrong login or password' },
  });

// Logins are counted by hash whether or not an account stands behind them, so the limit tells nothing.
const loginHash = (login: string) => createHash('sha256').update(login).digest();

const signIn = route({
  method: 'POST',
  path: '/sign-in',
  access: { public: 'this is where one signs in' },
  summary: 'Sign in with login and password',
  payload: z.strictObject({
    login: z.string().trim().toLowerCase().min(1).max(120),
    password: z.string().min(1).max(200),
  }),
  handler: async ({ payload, request, h }) => {
    const hashed = loginHash(payload.login);
    await refuseAfterTooMany(hashed);
    const [account] = await sql<{ id: string; name: string; password_hash: string | null }>`
      SELECT id, name, password_hash FROM core.accounts WHERE login = ${payload.login} AND disabled_at IS NULL`;
    if (!(await passwordFits(account?.password_hash, payload.password)) || !account) {
      await sql`INSERT INTO core.sign_in_failures (login_hash) VALUES (${hashed})`;
      await audit(
        'access.sign-in-refused',
        { type: 'account', ...(account && { id: account.id }) },
        { reason: 'wrong' },
      );
      return refused(h.response(problemBody()).code(401));
    }
    await sql`DELETE FROM core.sign_in_failures WHERE login_hash = ${hashed}`;
    const device = deviceOf(request);
    const token = await openSignIn(account.id, { ip: request.info.remoteAddress, device });
    await audit('access.signed-in', { type: 'account', id: account.id }, { method: 'password' });
    return h.response({ name: account.name }).header('Set-Cookie', cookie(token));
  },
});

const deviceOf = (request: Request) => {
  const agent: unknown = request.headers['user-agent'];
  return typeof agent === 'string' ? agent.slice(0, 200) : '';
};

const refused = (answer: ResponseObject) => answer.type('application/problem+json; charset=utf-8');
// Answered, not thrown: the failed try must stay counted, and a throw would roll it back.
const problemBody = () => {
  const { problem } = wrong();
  return {
    type: `urn:regiso:problem:${problem.code}`,
    title: problem.title.ru,
    titleEn: problem.title.en,
    status: 401,
    code: problem.code,
  };
};

async function refuseAfterTooMany(hashed: Buffer) {
  const [row] = await sql<{ failures: number; wait: number }>`
    SELECT count(*)::int AS failures,
      coalesce(ceil(extract(epoch FROM max(at) + make_interval(mins => ${pauseMinutes}) - now())), 0)::int AS wait
    FROM core.sign_in_failures WHERE login_hash = ${hashed} AND at > now() - make_interval(mins => ${pauseMinutes})`;
  if ((row?.failures ?? 0) >= tries) throw tooManyRequests(Math.max(row?.wait ?? 60, 1));
}

const cookie = (token: string, age?: number) => {
  const secure = installed().config.production ? '; Secure' : '';
  return `${cookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax${secure}${age === undefined ? '' : `; Max-Age=${age}`}`;
};

const signOut = route({
  method: 'POST',
  path: '/sign-out',
  access: { signedIn: 'everyone may leave' },
  handler: async ({ request, h }) => {
    const token = tokenOf(request);
    if (token) await closeSignIn(token);
    const accountId = context().actor?.accountId;
    await audit('access.signed-out', { type: 'account', ...(accountId && { id: accountId }) });
    return h
      .response({ signedOut: true })
      .header('Set-Cookie', cookie('', 0))
      .header('Clear-Site-Data', '"cache", "storage"');
  },
});

const Me = z.object({
  signedIn: z.boolean(),
  name: z.string().nullable(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  demo: z.boolean(),
  demoAccounts: z.array(z.object({ login: z.string(), password: z.string(), who: z.string() })).optional(),
  version: z.string(),
  region: z.string(),
});

const me = route({
  method: 'GET',
  path: '/me',
  access: { public: 'the shell asks who is signed in' },
  reply: Me,
  handler: async () => {
    const { actor } = context();
    const { config, version } = installed();
    const [demo] = await sql<{ loaded: boolean }>`SELECT EXISTS (SELECT FROM core.accounts WHERE is_demo) AS loaded`;
    const showDemo = demo?.loaded === true && !config.production;
    return {
      signedIn: Boolean(actor),
      name: actor?.name ?? null,
      roles: [...(actor?.roles ?? [])],
      permissions: [...(actor?.permissions ?? [])],
      demo: showDemo,
      ...(showDemo
        && !actor && { demoAccounts: demoAccounts.map(({ login, password, who }) => ({ login, password, who })) }),
      version,
      region: config.region,
    };
  },
});

export const routes = [signIn, signOut, me];
