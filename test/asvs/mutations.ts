/** One place of the code that a requirement stands on, broken: the test that the list names for it must fail then. */
export type Mutation = { requirement: string; file: string; from: string; to: string };

const breaks = (requirement: string, file: string, from: string, to: string): Mutation => ({
  requirement,
  file,
  from,
  to,
});

/** The requirements of levels 1 and 2 on which most depends here: sign-in, rights, origin, input, secrets and the log. */
export const mutations: readonly Mutation[] = [
  breaks(
    'V1.2.4',
    'core/server/sql-parts.ts',
    'return `${piece}$${bound.length}`;',
    'return `${piece}${String(value)}`;',
  ),
  breaks('V1.3.3', 'core/imports/cells.ts', '(/^[=+\\-@\\t\\r]/.test(text) &&', '(/^[+\\-@\\t\\r]/.test(text) &&'),
  breaks('V2.2.2', 'core/server/mount.ts', 'if (result.success) return result.data;', 'return request[where];'),
  breaks('V2.3.3', 'core/server/mount.ts', 'if (route.unaudited || context().audited > 0) return;', 'return;'),
  breaks('V2.4.1', 'core/server/mount.ts', 'if (route.atMost && actor)', 'if (route.atMost && !actor)'),
  breaks('V3.3.1', 'core/access/routes/cookie.ts', "production ? '; Secure' : ''", "production ? '' : ''"),
  breaks('V3.3.4', 'core/access/routes/cookie.ts', 'Path=/; HttpOnly; SameSite=Lax', 'Path=/; SameSite=Lax'),
  breaks('V3.4.4', 'core/server/headers.ts', "'x-content-type-options': 'nosniff',", ''),
  breaks('V3.4.6', 'core/server/headers.ts', `"frame-ancestors 'none'",`, ''),
  breaks(
    'V3.5.1',
    'core/server/origin.ts',
    "if (site) throw forbidden('Запрос пришёл с другого сайта');",
    'if (site) return;',
  ),
  breaks('V3.5.3', 'core/server/mount.ts', "readOnly: route.method === 'GET' && !route.recorded", 'readOnly: false'),
  breaks('V6.2.1', 'core/access/password-rules.ts', 'const shortest = 8;', 'const shortest = 1;'),
  breaks('V6.3.1', 'core/access/attempts.ts', 'const tries = 5;', 'const tries = 500;'),
  breaks(
    'V6.3.2',
    'core/server/config.ts',
    'if (production && !settings.REGISO_SECRET) {',
    'if (production && false) {',
  ),
  breaks('V6.3.3', 'core/access/sign-ins.ts', "new Set(['operator', 'analyst',", "new Set(['operator',"),
  breaks('V6.5.1', 'core/access/totp.ts', 'step > lastUsed && ', ''),
  breaks(
    'V7.2.3',
    'core/access/sign-ins.ts',
    "createHash('sha256').update(token).digest()",
    "Buffer.from(token, 'base64url')",
  ),
  breaks(
    'V7.3.1',
    'core/access/sign-ins.ts',
    'AND s.seen_at > now() - make_interval(mins => ${idleMinutes})',
    'AND ${idleMinutes}::int > 0',
  ),
  breaks('V7.5.1', 'core/access/proof.ts', 'Date.now() - provedAt.getTime() < minutes * 60_000', 'minutes > 0'),
  breaks('V8.3.1', 'core/server/mount.ts', 'if (!actor) throw signInRequired();', 'if (!actor) return;'),
  breaks('V9.2.1', 'core/access/providers/id-token.ts', 'maxTokenAge: `${oldestMinutes} minutes`,', ''),
  breaks(
    'V10.5.1',
    'core/access/providers/id-token.ts',
    "if (payload.nonce !== nonce) throw new EntryRefusal('bad-token', 'nonce');",
    '',
  ),
  breaks('V10.5.4', 'core/access/providers/id-token.ts', 'audience: provider.clientId,', ''),
  breaks('V11.3.2', 'core/access/sealing.ts', '.setAAD(Buffer.from(place))\n    .setAuthTag', '.setAuthTag'),
  breaks('V11.4.1', 'core/audit/merkle.ts', "hash('sha256', `\\0${text}`", "hash('sha256', `\\x01${text}`"),
  breaks(
    'V14.3.2',
    'core/server/headers.ts',
    "headers['cache-control'] ??= 'no-store'",
    "headers['cache-control'] ??= 'public'",
  ),
  breaks('V16.2.5', 'core/server/log.ts', "  'sql',\n", ''),
  breaks('V16.3.3', 'core/server/mount.ts', 'error.problem.status === 404)', 'error.problem.status === 405)'),
  breaks(
    'V16.5.1',
    'core/server/mount.ts',
    'return { problem: internalProblem() };',
    'return { problem: { ...internalProblem(), detail: boom.message } };',
  ),
];
