import { z } from 'zod';
import { audit } from '../../server/audit';
import { context } from '../../server/context';
import { beyondReach, inTransaction } from '../../server/database';
import { invalidInput } from '../../server/errors';
import { enabledPlugins, installed } from '../../server/installed';
import { route } from '../../server/route';
import { sql } from '../../server/sql';
import { homeRegion, todayHere } from '../../territory/home';
import { countTry, forgetTries } from '../attempts';
import { demoAccounts } from '../demo';
import { enter, whole } from '../enter';
import { closeSignIn, tokenOf } from '../sign-ins';
import { rememberDevice, triesOf } from '../known-device';
import { hashPassword } from '../passwords';
import { refuseWeakPassword } from '../password-rules';
import { ways } from '../providers/ways';
import { roleTitles } from '../roles';
import { activate } from '../users';
import { cookie } from './cookie';
import { fromOf } from './entry';
import { Login, Password } from './words';

const signIn = route({
  method: 'POST',
  path: '/sign-in',
  access: { public: 'this is where one signs in' },
  summary: 'Sign in with login and password, and the code of the second factor where it is set',
  payload: z.strictObject({ login: Login, password: Password, code: z.string().trim().max(40).optional() }),
  database: false,
  unaudited: 'every try is audited in a transaction of its own',
  handler: async ({ payload, request, h }) => {
    const { token, name } = await enter(payload, fromOf(request), triesOf(payload.login, request));
    return h
      .response({ name })
      .header('Set-Cookie', cookie(token))
      .header('Set-Cookie', rememberDevice(payload.login, request), { append: true });
  },
});

const signOut = route({
  method: 'POST',
  path: '/sign-out',
  access: { signedIn: 'everyone may leave' },
  summary: 'End the present sign-in',
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

const activateRoute = route({
  method: 'POST',
  path: '/activate',
  access: { public: 'a new user sets the first password by a one-time code' },
  summary: 'Set the first password by a one-time code',
  payload: z.strictObject({ login: Login, code: z.string().trim().min(1).max(40), password: Password }),
  database: false,
  unaudited: 'audited in a transaction of its own',
  handler: async ({ payload: { login, code, password }, request }) => {
    const from = fromOf(request);
    await refuseWeakPassword(password, login, 'password');
    await inTransaction(whole, () => countTry(login, from.ip));
    // Before the code is looked at, so that the time tells nothing; outside a transaction, so that a crowd holds none.
    const hashed = await hashPassword(password);
    const done = await inTransaction(whole, async () => {
      const fits = await activate({ login, code, hashed });
      if (fits) await forgetTries(login);
      else await audit('access.sign-in-refused', { type: 'account' }, { reason: 'wrong-activation-code' });
      return fits;
    });
    if (!done)
      throw invalidInput([{ path: ['payload', 'code'], message: 'Имя или код не подошли, или срок кода вышел' }]);
    return { activated: true };
  },
});

const Me = z.object({
  signedIn: z.boolean(),
  /** Of the account, for whoever is signed in: what a device keeps for one account is not another's. */
  id: z.string().optional(),
  name: z.string().nullable(),
  roles: z.array(z.string()),
  /** What roles are called, in Russian and in English; for whoever is signed in. */
  roleTitles: z.record(z.string(), z.tuple([z.string(), z.string()])).optional(),
  permissions: z.array(z.string()),
  /** Stands for a child whose card is here: the menu offers what families use. */
  isGuardian: z.boolean(),
  /** Subsystems that are switched on; the shell shows no others. */
  plugins: z.array(z.string()),
  /** Rights wait (in production) or will wait until a second factor is set up. */
  needsSecondFactor: z.boolean(),
  /** Rules in force wait to be confirmed before anything else. */
  mustRead: z.boolean(),
  /** Devices may keep what opens without a network. */
  mayKeep: z.boolean(),
  demo: z.boolean(),
  demoAccounts: z.array(z.object({ login: z.string(), password: z.string(), who: z.string() })).optional(),
  /** Providers one may sign in by, ESIA first; for whoever is not signed in. */
  ways: z
    .array(z.object({ id: z.string(), title: z.string(), titleEn: z.string(), isSimulated: z.boolean() }))
    .optional(),
  version: z.string(),
  region: z.string(),
});

// A right within one participant opens only routes that know about reach; no menu should promise more.
function usable(): string[] {
  const { actor } = context();
  const aware = new Set(
    enabledPlugins().flatMap(({ routes = [] }) =>
      routes.flatMap(({ access }) => ('permission' in access && access.within ? [access.permission] : [])),
    ),
  );
  const narrow = (actor?.grants ?? []).flatMap(({ permissions }) => [...permissions].filter((name) => aware.has(name)));
  return [...new Set([...(actor?.permissions ?? []), ...narrow])];
}

const me = route({
  method: 'GET',
  path: '/me',
  access: { public: 'the shell asks who is signed in' },
  summary: 'Who is signed in, with roles and permissions',
  reply: Me,
  handler: async () => {
    const { actor } = context();
    const { config, version } = installed();
    const showDemo = !config.production && (await hasDemo());
    return {
      signedIn: Boolean(actor),
      ...(actor && { id: actor.accountId }),
      name: actor?.name ?? null,
      roles: [...(actor?.roles ?? [])],
      ...(actor && { roleTitles: roleTitles() }),
      permissions: usable(),
      isGuardian: actor !== undefined && knowsPeople() && (await standsForSomebody(actor.accountId)),
      plugins: enabledPlugins().map(({ id }) => id),
      needsSecondFactor: actor?.needsSecondFactor === true,
      mustRead: actor?.mustRead === true,
      mayKeep: config.keepsOnDevices,
      demo: showDemo,
      ...(showDemo
        && !actor && { demoAccounts: demoAccounts.map(({ login, password, who }) => ({ login, password, who })) }),
      ...(!actor && {
        ways: ways().map(({ id, title, titleEn, isSimulated }) => ({ id, title, titleEn, isSimulated })),
      }),
      version,
      region: homeRegion().id,
    };
  },
});

// The people's room stands on this one, and tests run this one without it.
const knowsPeople = () => enabledPlugins().some(({ id }) => id === 'people');

const standsForSomebody = (accountId: string) =>
  beyondReach('whether somebody is a guardian', async () => {
    const [found] = await sql<{ is: boolean }>`SELECT EXISTS (
      SELECT FROM core.persons p JOIN core.guardianships g
        ON g.guardian_id = CASE WHEN p.merged_into IS NULL THEN p.id ELSE p.merged_into END
      WHERE p.account_id = ${accountId} AND (g.ends_on IS NULL OR g.ends_on >= ${todayHere()}::date)) AS is`;
    return found?.is === true;
  });

const hasDemo = () =>
  beyondReach('whether the demonstration is loaded', async () => {
    const [demo] = await sql<{ loaded: boolean }>`SELECT EXISTS (SELECT FROM core.accounts WHERE is_demo) AS loaded`;
    return demo?.loaded === true;
  });

export const signInRoutes = [signIn, signOut, activateRoute, me];
