import { z } from 'zod';
import { inTransaction } from '../../server/database';
import { invalidInput, ProblemError } from '../../server/errors';
import { route } from '../../server/route';
import { sql } from '../../server/sql';
import { admit, refuseEntry, type From } from '../admit';
import { countTry, forgetTries } from '../attempts';
import { whole } from '../enter';
import { linkIdentity } from '../identities';
import { halfwayNote, strangerNote } from '../providers/arrive';
import type { ProvenIdentity } from '../providers/refusal';
import { wayBy } from '../providers/ways';
import { takeActivationCode } from '../users';
import { cookie } from './cookie';
import { fromOf } from './entry';
import { Login } from './words';

const unaudited = 'audited in a transaction of its own';

type Account = { id: string; login: string; name: string };

const gone = () =>
  new ProblemError({
    status: 401,
    code: 'entry-gone',
    title: { ru: 'Время вышло. Начните вход сначала', en: 'Too late. Begin the sign-in again' },
  });

const enterCode = route({
  method: 'POST',
  path: '/enter-code',
  access: { public: 'somebody whom a provider let through gives the code of the second factor' },
  summary: 'The code of the second factor after a sign-in by a provider',
  payload: z.strictObject({ code: z.string().trim().min(1).max(40) }),
  database: false,
  unaudited,
  handler: async ({ payload, request, h }) => {
    const note = halfwayNote.read(request);
    if (!note) throw gone();
    const from = fromOf(request);
    const account = await inTransaction(whole, () => openAccount(note.accountId, from));
    const outcome = await inTransaction(whole, () => admit({ account, by: note.way, code: payload.code }, from));
    if (outcome instanceof ProblemError) throw outcome;
    return h
      .response({ name: outcome.name, to: note.to })
      .header('Set-Cookie', cookie(outcome.token))
      .header('Set-Cookie', halfwayNote.takeBack(), { append: true });
  },
});

async function openAccount(id: string, { ip }: From): Promise<Account> {
  const [account] = await sql<Account>`SELECT id, login, name FROM core.accounts
    WHERE id = ${id} AND disabled_at IS NULL`;
  if (!account) throw gone();
  await countTry(account.login, ip);
  return account;
}

const stranger = route({
  method: 'GET',
  path: '/stranger',
  access: { public: 'somebody whom a provider vouches for and no account is linked to' },
  summary: 'By which way a person without an account has come',
  reply: z.object({ way: z.string().nullable(), waits: z.boolean() }),
  database: false,
  handler: ({ request }) => {
    const note = strangerNote.read(request);
    return { way: note?.way ?? null, waits: note?.waits ?? false };
  },
});

const wrongCode = () =>
  invalidInput([{ path: ['payload', 'code'], message: 'Имя или код не подошли, или срок кода вышел' }]);

const linkStranger = route({
  method: 'POST',
  path: '/stranger',
  access: { public: 'an activation code links the identity that a provider vouches for' },
  summary: 'Link an identity by a one-time code and sign in',
  payload: z.strictObject({ login: Login, code: z.string().trim().min(1).max(40) }),
  database: false,
  unaudited,
  handler: async ({ payload, request, h }) => {
    const identity = strangerNote.read(request);
    if (!identity || !wayBy(identity.way)) throw gone();
    const from = fromOf(request);
    await inTransaction(whole, () => countTry(payload.login, from.ip));
    const outcome = await inTransaction(whole, () => linkByCode(payload, identity, from));
    if (outcome instanceof ProblemError) throw outcome;
    return h
      .response({ name: outcome.name })
      .header('Set-Cookie', cookie(outcome.token))
      .header('Set-Cookie', strangerNote.takeBack(), { append: true });
  },
});

async function linkByCode({ login, code }: { login: string; code: string }, identity: ProvenIdentity, from: From) {
  const accountId = await takeActivationCode(login, code);
  if (!accountId)
    return refuseEntry({ login, refusal: wrongCode(), reason: 'wrong-activation-code', by: identity.way });
  const linked = await linkIdentity(accountId, identity, 'activation-code');
  // Thrown, so that the code is not spent for nothing.
  if (linked !== 'linked') throw wrongCode();
  const [account] = await sql<Account>`SELECT id, login, name FROM core.accounts WHERE id = ${accountId}`;
  if (!account) throw wrongCode();
  await forgetTries(login);
  return admit({ account, by: identity.way, strong: identity.strong }, from);
}

export const afterEntryRoutes = [enterCode, stranger, linkStranger];
