import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A real OpenID Connect server, in a process of its own: prints its issuer and runs until it is ended. */
const [, , redirectUri = ''] = process.argv;
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'regiso', client_secret: 'secret-of-the-test', redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    // The profile is given to who asks for it, at the address that discovery names.
    claims: { openid: ['sub'], profile: ['family_name', 'given_name', 'middle_name', 'birthdate'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        family_name: 'Соловьёва-Королёва',
        given_name: 'Анна',
        middle_name: 'Ильинична',
        birthdate: '1990-04-15',
      }),
    }),
    cookies: { keys: ['a key of the test'] },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  process.stdout.write(`${issuer}\n`);
});
